"""A quick yes: whether a document satisfies its JSON Schema, without saying what is wrong if it does not.

Nearly every document is valid, and jsonschema takes 50 ms to import and 3 ms a spec, so it is asked only for the errors
of a document that is refused here. The keywords are those that our schemas use; another one is a KeyError in the tests.
A test holds the two verdicts to be the same.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, Final

from generator import resources

Accepts = Callable[[Any], bool]
"""Whether a value satisfies a schema, or one keyword of it."""

_ANNOTATIONS: Final = frozenset(
    "$schema $id $defs title description markdownDescription default examples enumDescriptions defaultSnippets "
    "patternErrorMessage then else x-hint".split()
)
"""Keywords that refuse nothing by themselves."""

_TYPES: Final[Mapping[str, Accepts]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "integer": lambda value: (
        (isinstance(value, int) and not isinstance(value, bool)) or (isinstance(value, float) and value.is_integer())
    ),
}


@cache
def acceptance(schema: str) -> Accepts:
    """The check of whole documents against the schema called `schema`: `platform` or `service`."""
    root = json.loads(resources.schema(schema).read_text(encoding="utf-8"))
    return _Compiler(root).compile(root)


class _Compiler:
    """Turns schemas into functions, each `$ref` once."""

    def __init__(self, root: Mapping[str, Any]) -> None:
        self._root = root
        self._references: dict[str, Accepts] = {}

    def compile(self, schema: Any) -> Accepts:
        """The check of one schema, a mapping or a truth value: all of its keywords."""
        if schema is True or schema is False:
            return lambda _: bool(schema)
        return _every([self._keyword(name, schema) for name in schema if name not in _ANNOTATIONS])

    def _keyword(self, name: str, schema: Mapping[str, Any]) -> Accepts:
        wanted = schema[name]
        if name in _SIMPLE:
            return _SIMPLE[name](wanted)
        compilers: Mapping[str, Callable[[Any], Accepts]] = {
            "$ref": self._reference,
            "allOf": self._all_of,
            "not": self._negation,
            "if": lambda _: self._condition(schema),
            "properties": self._properties,
            "additionalProperties": lambda _: self._additional(schema),
            "propertyNames": self._property_names,
            "items": self._items,
        }
        return compilers[name](wanted)

    def _reference(self, pointer: str) -> Accepts:
        if pointer not in self._references:
            self._references[pointer] = self._later(pointer)  # a schema may contain itself
            target: Any = self._root
            for step in pointer.removeprefix("#/").split("/"):
                target = target[step]
            self._references[pointer] = self.compile(target)
        return self._references[pointer]

    def _later(self, pointer: str) -> Accepts:
        return lambda value: self._references[pointer](value)  # noqa: PLW0108 - looked up when it is called

    def _all_of(self, schemas: list[Mapping[str, Any]]) -> Accepts:
        return _every([self.compile(schema) for schema in schemas])

    def _negation(self, schema: Mapping[str, Any]) -> Accepts:
        refused = self.compile(schema)
        return lambda value: not refused(value)

    def _condition(self, schema: Mapping[str, Any]) -> Accepts:
        test, then, otherwise = (self.compile(schema.get(name, True)) for name in ("if", "then", "else"))
        return lambda value: then(value) if test(value) else otherwise(value)

    def _properties(self, schemas: Mapping[str, Any]) -> Accepts:
        checks = {name: self.compile(schema) for name, schema in schemas.items()}
        return lambda value: (
            not isinstance(value, dict) or all(checks[name](value[name]) for name in checks.keys() & value.keys())
        )

    def _additional(self, schema: Mapping[str, Any]) -> Accepts:
        known = frozenset(schema.get("properties", ()))
        accepts = self.compile(schema["additionalProperties"])
        return lambda value: (
            not isinstance(value, dict) or all(accepts(item) for name, item in value.items() if name not in known)
        )

    def _property_names(self, schema: Mapping[str, Any]) -> Accepts:
        accepts = self.compile(schema)
        return lambda value: not isinstance(value, dict) or all(accepts(name) for name in value)

    def _items(self, schema: Mapping[str, Any]) -> Accepts:
        accepts = self.compile(schema)
        return lambda value: not isinstance(value, list) or all(accepts(item) for item in value)


def _every(checks: Sequence[Accepts]) -> Accepts:
    """All of the checks; most schemas have one, and others are asked so often that `all` of a generator shows."""
    if len(checks) == 1:
        return checks[0]

    def accepts(value: Any) -> bool:
        for check in checks:  # noqa: SIM110 - see above
            if not check(value):
                return False
        return True

    return accepts


def _type(wanted: str | list[str]) -> Accepts:
    if isinstance(wanted, str):
        return _TYPES[wanted]
    checks = [_TYPES[name] for name in wanted]
    return lambda value: any(accepts(value) for accepts in checks)


def _equals(wanted: object) -> Accepts:
    # JSON tells true from 1; Python does not.
    return lambda value: value == wanted and isinstance(value, bool) == isinstance(wanted, bool)


def _enum(wanted: list[Any]) -> Accepts:
    if all(isinstance(item, str) for item in wanted):
        texts = frozenset(wanted)
        return lambda value: isinstance(value, str) and value in texts
    checks = [_equals(item) for item in wanted]
    return lambda value: any(accepts(value) for accepts in checks)


def _pattern(wanted: str) -> Accepts:
    search = re.compile(wanted).search
    return lambda value: not isinstance(value, str) or search(value) is not None


def _required(wanted: list[str]) -> Accepts:
    return lambda value: not isinstance(value, dict) or all(name in value for name in wanted)


def _length_at_least(kind: str) -> Callable[[int], Accepts]:
    applies = _TYPES[kind]
    return lambda wanted: lambda value: not applies(value) or len(value) >= wanted


_SIMPLE: Final[Mapping[str, Callable[[Any], Accepts]]] = {
    "type": _type,
    "const": _equals,
    "enum": _enum,
    "pattern": _pattern,
    "required": _required,
    "minimum": lambda wanted: lambda value: not _TYPES["number"](value) or value >= wanted,
    "maximum": lambda wanted: lambda value: not _TYPES["number"](value) or value <= wanted,
    "minLength": _length_at_least("string"),
    "minItems": _length_at_least("array"),
    "minProperties": _length_at_least("object"),
}
