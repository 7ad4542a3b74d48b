"""The reference of the spec language in Markdown, made from the JSON Schemas that editors and `check` use."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from generator import names, resources

Schema = Mapping[str, Any]

INTRODUCTIONS = {
    "platform": "# `scaffold.yaml`",
    "service": "# `specs/<service>.yaml`",
}


def markdown(kind: str) -> str:
    """The reference of `platform` or `service` files: every key with what it means, every choice with what it does."""
    schema = json.loads(resources.schema(kind).read_text(encoding="utf-8"))
    parts = [INTRODUCTIONS[kind], schema["description"], _table(schema)]
    for key, value in schema["properties"].items():
        parts += _nested(key, value)
    for name, part in schema.get("$defs", {}).items():
        if "properties" in part:
            parts += [f"## {_title(name)}", *_described(part), _table(part)]
        for key, value in part.get("properties", {}).items():
            parts += _nested(key, value)
    return "\n\n".join(part for part in parts if part) + "\n"


def codes() -> str:
    """The reference of the codes: every diagnostic and rule by its code, with what it means and what to do."""
    from generator.explanations import all_explanations, page

    pages = (page(item).replace("\n## ", "\n### ").replace("# ", "## ", 1) for item in all_explanations().values())
    return "\n".join(
        ["# Codes\n\nWhat a finding means, and what to do: `scaffold explain CODE` prints one of these.\n", *pages]
    )


def _title(name: str) -> str:
    """`fieldOptions` -> `Field options`."""
    return names.words("".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)).capitalize()


def _described(schema: Schema) -> list[str]:
    return [schema["description"]] if "description" in schema else []


def _nested(key: str, schema: Schema) -> Iterator[str]:
    """What a table row has no room for: a mapping inside a key, and choices with a meaning each."""
    inner = schema if "properties" in schema else schema.get("then", {})
    if others := schema.get("else", {}).get("properties"):
        inner = {"properties": {**inner.get("properties", {}), **others}}
    if "properties" in inner:
        yield f"### `{key}`"
        yield _table(inner)
    chosen = schema if "enumDescriptions" in schema else schema.get("items", {})
    if "enumDescriptions" in chosen:
        yield f"### `{key}`: its values"
        choices = zip(chosen["enum"], chosen["enumDescriptions"], strict=True)
        yield _rows(("value", "means"), ((f"`{choice}`", meaning) for choice, meaning in choices))


def _table(schema: Schema) -> str:
    required = schema.get("required", ())
    keys = schema.get("properties", {}).items()
    return _rows(
        ("key", "value", "means"),
        (
            (f"`{key}`" + (" (required)" if key in required else ""), _value(value), _meaning(value))
            for key, value in keys
        ),
    )


def _value(schema: Schema) -> str:
    if "enum" in schema:
        return "one of " + ", ".join(f"`{choice}`" for choice in schema["enum"])
    types = schema.get("type", "string")
    kinds = {"object": "mapping", "array": "list", "string": "text", "null": "nothing"}
    return " or ".join(kinds.get(kind, kind) for kind in ([types] if isinstance(types, str) else types))


def _meaning(schema: Schema) -> str:
    meaning: str = schema.get("description", "")
    return meaning + (f" Default: `{json.dumps(schema['default'])}`." if "default" in schema else "")


def _rows(head: tuple[str, ...], rows: Any) -> str:
    escaped = ([cell.replace("|", "\\|") for cell in row] for row in rows)
    lines = [head, ("---",) * len(head), *escaped]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
