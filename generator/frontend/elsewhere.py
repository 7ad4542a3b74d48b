"""Words of SQL, of ORMs and of other languages, and what a spec says in their place.

Letters mislead here: `int` looks like `inet`, and `comment` like `increment`.
"""

import re
from collections.abc import Collection, Mapping
from typing import Final

from generator.catalog import FIELD_TYPES

_TYPES: Final[Mapping[str, str]] = {
    "array": "list",
    "bigserial": "bigint",
    "blob": "bytes",
    "bool": "boolean",
    "bytea": "bytes",
    "char": "string",
    "character": "string",
    "choice": "enum",
    "datetime": "timestamp",
    "dict": "map",
    "float32": "float",
    "float4": "float",
    "float64": "double",
    "float8": "double",
    "foreign_key": "ref",
    "int": "integer",
    "int16": "smallint",
    "int2": "smallint",
    "int32": "integer",
    "int4": "integer",
    "int64": "bigint",
    "int8": "bigint",
    "interval": "duration",
    "jsonb": "json",
    "long": "bigint",
    "number": "decimal",
    "numeric": "decimal",
    "object": "json",
    "password": "secret",
    "real": "float",
    "reference": "ref",
    "serial": "integer",
    "short": "smallint",
    "str": "string",
    "timestamptz": "timestamp",
    "varchar": "string",
}
_KEYS: Final[Mapping[str, str]] = {
    "check": "checks",
    "choices": "values",
    "comment": "description",
    "constraints": "checks",
    "desc": "description",
    "doc": "description",
    "items": "of",
    "length": "max_length",
    "options": "values",
    "references": "to",
    "regex": "pattern",
    "size": "max_length",
    "target": "to",
}
_OF_FIELDS: Final[Mapping[str, str]] = {
    "nullable": "Leave it out: a field may have no value unless it says `required: true`.",
    "optional": "Leave it out: a field may have no value unless it says `required: true`.",
    "not_null": "Write `required: true`.",
    "unique": "What is unique is said of the entity, beside `fields`: `unique: [[{name}]]`.",
    "index": "What is searched by is said of the entity, beside `fields`: `filters: [{name}]`, or `indexes`.",
    "indexed": "What is searched by is said of the entity, beside `fields`: `filters: [{name}]`, or `indexes`.",
    "primary_key": "Every row has an `id`. What else names it is said of the entity: `key: [{name}]`.",
}
_CALL: Final = re.compile(r"(?P<type>[a-z_0-9]+)\s*\((?P<arguments>.*)\)", re.IGNORECASE)
_DIGITS: Final = re.compile(r"\s*(?P<precision>[0-9]+)\s*(?:,\s*(?P<scale>[0-9]+)\s*)?")
_OPTIONS: Final[Mapping[str, str]] = {
    "decimal": "precision: 12, scale: 2",
    "enum": "values: [...]",
    "list": "of: string",
    "map": "of: string",
    "ref": "to: service.entity",
    "string": "max_length: 200",
    "vector": "dimensions: 1536",
}
"""The options of a type, for an example."""


def type_meant(said: str) -> str | None:
    """The type of a spec that a type of another language is, or that `string(20)` means; None if it is none known."""
    call = _CALL.fullmatch(said)
    name = (call["type"] if call else said).lower()
    return name if call and name in FIELD_TYPES else _TYPES.get(name)


def spelled(said: str, meant: str) -> str:
    """`string, max_length: 20` for `varchar(20)`: what stands in the braces of a field of the type `meant`."""
    call = _CALL.fullmatch(said)
    options = _OPTIONS.get(meant, "...")
    if call and meant == "string" and call["arguments"].isdecimal():
        options = f"max_length: {call['arguments']}"
    if call and meant == "decimal" and (digits := _DIGITS.fullmatch(call["arguments"])):
        options = f"precision: {digits['precision']}, scale: {digits['scale'] or 0}"
    if call and meant == "ref" and call["arguments"]:
        options = f"to: {call['arguments']}"
    return f"{meant}, {options}"


def key_meant(said: str, free: Collection[str]) -> str:
    """The key among `free` that another language calls `said`; empty if there is none."""
    meant = _KEYS.get(said, "")
    return meant if meant in free else ""


def said_of_field(said: str, field: str) -> str:
    """What to write in place of the key `said` of a field, where another language has it; else empty."""
    return _OF_FIELDS.get(said, "").format(name=field)
