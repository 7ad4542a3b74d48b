"""The keys of a spec's JSON Schema, and those that a document uses: `fieldOptions.currencies`, `index.using=gin`."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from generator.frozen import frozen

Schema = Mapping[str, Any]

SCHEMAS = Path(__file__).parents[2] / "schemas"


@frozen
class Keys:
    """A schema that can be walked beside a document, or alone."""

    name: str
    root: Schema

    @classmethod
    def of(cls, name: str) -> "Keys":
        """Those of `service` or `platform`."""
        return cls(name=name, root=json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8")))

    def all(self) -> frozenset[str]:
        """Every key, with every value where these are a closed list."""
        parts = [(self.name, self.root), *self.root.get("$defs", {}).items()]
        return frozenset(path for name, schema in parts for path in self._declared(name, schema))

    def used(self, document: object) -> frozenset[str]:
        """Those that the document uses."""
        return frozenset(self._used(self.name, self.root, document))

    def _declared(self, path: str, schema: Schema) -> Iterator[str]:
        if "$ref" in schema:
            return
        yield from (f"{path}={value}" for value in schema.get("enum", ()))
        for key, inner in schema.get("properties", {}).items():
            if not _is_condition(inner):
                yield f"{path}.{key}"
                yield from self._declared(f"{path}.{key}", inner)
        for inner in _parts(schema):
            yield from self._declared(path, inner)

    def _used(self, path: str, schema: Schema, value: object) -> Iterator[str]:
        if "$ref" in schema:
            name = schema["$ref"].rpartition("/")[2]
            yield from self._used(name, self.root["$defs"][name], value)
            return
        if value in schema.get("enum", ()):
            yield f"{path}={value}"
        if isinstance(value, dict):
            for key, inner in schema.get("properties", {}).items():
                if key in value and not _is_condition(inner):
                    yield f"{path}.{key}"
                    yield from self._used(f"{path}.{key}", inner, value[key])
        yield from self._inside(path, schema, value)

    def _inside(self, path: str, schema: Schema, value: object) -> Iterator[str]:
        """What is used by items, by values under free names, and by the alternatives of a value."""
        own = schema.get("properties", {})
        if isinstance(value, dict) and isinstance(inner := schema.get("additionalProperties"), dict):
            for key in value.keys() - own.keys():
                yield from self._used(path, inner, value[key])
        if isinstance(value, list) and (inner := schema.get("items")):
            for item in value:
                yield from self._used(path, inner, item)
        for branch in _branches(schema):
            yield from self._used(path, branch, value)


def _is_condition(schema: Schema) -> bool:
    """Whether it asks for a value rather than declares one: `{const: enum}`, `{not: {}}`."""
    return not {"description", "$ref"} & schema.keys()


def _branches(schema: Schema) -> Iterator[Schema]:
    yield from (schema[key] for key in ("then", "else") if key in schema)
    yield from (inner for key in ("allOf", "anyOf", "oneOf") for inner in schema.get(key, ()))


def _parts(schema: Schema) -> Iterator[Schema]:
    yield from _branches(schema)
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            yield schema[key]
