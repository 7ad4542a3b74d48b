"""The options of fields, entities, events and operations, read from the schema of the specs: none is listed twice."""

import json
from collections.abc import Iterator, Mapping
from enum import Enum, auto
from functools import cache
from typing import Any, Final

from generator import resources
from generator.catalog import FIELD_TYPES
from generator.editing.values import Flow, NoValueError, sequence, text, verbatim
from generator.frozen import frozen

FIELD: Final = "fieldOptions"
"""The schema's name for the options of a field."""
_TRAILING: Final = ("required", "default", "description")
"""Options that every field may have: authors write them behind what is particular to the type."""


class Kind(Enum):
    """How an option is given on a command line."""

    FLAG = auto()
    """`--required`."""
    TEXT = auto()
    """`--pattern "[a-z]+"`: text, whatever it looks like."""
    VALUE = auto()
    """`--max-length 200`: one YAML value."""
    NAMES = auto()
    """`--values draft,published`."""
    GROUPS = auto()
    """`--unique slug --unique code,locale`: a list of names each time."""
    FIELDS = auto()
    """`--field title:string! --field body:text`: a field each time."""


_OF_WHAT_WAS: Final = frozenset({"renamed_from", "removed", "deprecated"})
"""Keys about something that is there already: what is added has no past."""
_ITEMS: Final = {"string": Kind.NAMES, "array": Kind.GROUPS}
"""How a list is given, by the type of its items."""


@frozen
class Option:
    """One key that can be given on a command line."""

    path: tuple[str, ...]
    """`("max_length",)`, or `("transition", "from")` for a key of a mapping within."""
    kind: Kind
    help: str
    choices: tuple[str, ...] = ()

    @property
    def flag(self) -> str:
        """`--max-length`; what is given one at a time is in the singular: `--field`."""
        name = self.path[-1].replace("_", "-")
        return f"--{name.removesuffix('s') if self.kind is Kind.FIELDS else name}"


@cache
def options(definition: str) -> tuple[Option, ...]:
    """The options of `fieldOptions`, `entity`, `event` or `operation`, in the order in which authors write them."""
    properties: Mapping[str, Any] = _schema()["$defs"][definition]["properties"]
    current = {name: schema for name, schema in properties.items() if name not in _OF_WHAT_WAS}
    found = tuple(option for name, schema in current.items() for option in _options((name,), schema))
    return tuple(sorted(found, key=lambda option: option.path[0] in _TRAILING)) if definition == FIELD else found


@cache
def order(definition: str | None = None) -> tuple[str, ...]:
    """The keys of a definition, or of a whole spec, in their usual order."""
    schema = _schema()["$defs"][definition] if definition else _schema()
    return tuple(schema["properties"])


def spelled(option: Option, given: str) -> Flow:
    """The YAML value of an option as it was typed; what cannot be one is text, which validation will refuse."""
    match option.kind:
        case Kind.TEXT:
            return text(given)
        case Kind.NAMES:
            return names(given)
        case _:
            return value(given)


def value(given: str) -> Flow:
    """One YAML value as it was typed, or the text if it is none."""
    try:
        return verbatim(given)
    except NoValueError:
        return text(given)


def names(given: str) -> Flow:
    """`draft, published` as a list."""
    return sequence(tuple(text(name.strip()) for name in given.split(",") if name.strip()))


def main_options(type_name: str) -> tuple[str, ...]:
    """What the parentheses behind a type hold: what it needs, else the greatest length; none for an unknown type."""
    conditions = _schema()["$defs"][FIELD]["allOf"]
    for condition in conditions:
        if condition["if"]["properties"]["type"].get("const") == type_name:
            return tuple(condition["then"].get("required", ()))
    known = FIELD_TYPES.get(type_name)
    return ("max_length",) if known and "max_length" in known.options else ()


@cache
def _schema() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = json.loads(resources.schema("service").read_text(encoding="utf-8"))
    return loaded


def _options(path: tuple[str, ...], schema: Mapping[str, Any]) -> Iterator[Option]:
    target = _resolved(schema)
    described = str(schema.get("description") or target.get("description") or "").split("\n")[0]
    if (kind := _kind(target)) is not None:
        choices = tuple(str(choice) for choice in target.get("enum", ()))
        yield Option(path=path, kind=kind, help=described, choices=choices)
    elif target.get("type") == "object":
        for name, inner in target.get("properties", {}).items():
            yield from _options((*path, name), inner)


def _kind(schema: Mapping[str, Any]) -> Kind | None:
    """How a key of this schema is given; None for lists of mappings and the like, which `--set` is for."""
    match schema:
        case {"type": "boolean"}:
            return Kind.FLAG
        case {"enum": _} | {"type": "string"}:
            return Kind.TEXT
        case {"type": "array", "items": items}:
            return next((_ITEMS[name] for name in _types(_resolved(items)) if name in _ITEMS), None)
        case {"type": "object", "additionalProperties": {"$ref": "#/$defs/field"}}:
            return Kind.FIELDS
        case {"type": "object" | "array"}:
            return None
        case _:
            return Kind.VALUE


def _types(schema: Mapping[str, Any]) -> tuple[str, ...]:
    named = schema.get("type", ())
    return (named,) if isinstance(named, str) else tuple(named)


def _resolved(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    while "$ref" in schema:
        schema = _schema()["$defs"][str(schema["$ref"]).rpartition("/")[2]]
    return schema
