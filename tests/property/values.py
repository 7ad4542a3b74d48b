"""Random fields: every type with its options, and defaults that suit them."""

from typing import Any

from hypothesis import strategies as st

from generator.names import camel
from tests.hostile.texts import TEXTS

Fields = dict[str, dict[str, Any]]

NAMES = (
    "name title slug body state value status count rank position size label code kind note metadata data items keys "
    "values copy sum min max list type set none context key field object str int dict "
    "email match text number created_by old new current result found order_number user_name version_id page page_count "
    "hash repr iter super property staticmethod cursor record logger unset event payload retention print len exec "
    "a_name_that_with_the_longest_suffix_fills_sixty_thre"
).split()
"""None is refused anywhere; the last leaves room for `_master_id` within PostgreSQL's 63 bytes."""

SHORT_TEXTS = [text for text in TEXTS.values() if len(text) <= 200]
_INTEGERS = {"smallint": 2**15, "integer": 2**31, "bigint": 2**63}
_ENUM_VALUES = "draft open none true class x1 archived lambda null".split()
_ELEMENTS = {
    "string": ["a", "", "it's", "$$", "back\\slash"],
    "integer": [1, -(2**31)],
    "double": [0.1, -1e300],
    "uuid": ["6f2c5b1e-8f0a-4c36-9d53-0c6a3a1d9b11"],
}
_PLAIN = {
    "text": SHORT_TEXTS,
    "boolean": [True, False],
    "timestamp": ["2024-02-29T12:30:00.123456+05:30", "0001-01-02T00:00:00Z"],
    "date": ["2024-02-29", "9999-12-31"],
    "time": ["08:30", "23:59:59.999999"],
    "duration": ["90 minutes", "1 week"],
    "uuid": ["6f2c5b1e-8f0a-4c36-9d53-0c6a3a1d9b11"],
}
KEYS = frozenset({"string", "smallint", "integer", "bigint", "date", "uuid", "enum", "timestamp", "ref", "master"})
"""The types that may be filters and keys here; `boolean` is left to filters."""


@st.composite
def _string(draw: st.DrawFn) -> tuple[dict[str, Any], list[Any]]:
    longest = draw(st.sampled_from([1, 40, 200, 600]))
    if longest > 1 and draw(st.booleans()):  # where there is room for a word that a search can find
        return {"max_length": longest, "pattern": "[a-z0-9-]*(?:x|yy?){0,3}"}, ["a-1"[:longest], "x"]
    least = draw(st.sampled_from([None, 0, 1]))
    fitting = [text for text in SHORT_TEXTS if (least or 0) <= len(text) <= longest]
    return {"max_length": longest} | ({} if least is None else {"min_length": least}), [*fitting, "s"]


@st.composite
def _number(draw: st.DrawFn, type_: str) -> tuple[dict[str, Any], list[Any]]:
    least, most = sorted(draw(st.lists(st.integers(-1000, 1000), min_size=2, max_size=2)))
    bounds = draw(st.sampled_from([{}, {"minimum": least}, {"maximum": most}, {"minimum": least, "maximum": most}]))
    if type_ in _INTEGERS and not bounds:
        return {}, [-_INTEGERS[type_], _INTEGERS[type_] - 1, 0]
    return bounds, [bounds.get("minimum", bounds.get("maximum", 0.5 if type_ in {"float", "double"} else 7))]


@st.composite
def _decimal(draw: st.DrawFn) -> tuple[dict[str, Any], list[Any]]:
    scale = draw(st.integers(0, 6))
    precision = scale + draw(st.integers(1, 12))
    return {"precision": precision, "scale": scale} | draw(st.sampled_from([{}, {"minimum": 0}])), [0, 1, "9"]


def _bytes() -> st.SearchStrategy[tuple[dict[str, Any], list[Any]]]:
    return st.sampled_from([({}, []), ({"max_length": 9}, [])])


@st.composite
def _options(draw: st.DrawFn, type_: str) -> tuple[dict[str, Any], list[Any]]:
    """Options of a field of the type, and defaults that suit them."""
    if type_ == "enum":
        values = draw(st.lists(st.sampled_from(_ENUM_VALUES), min_size=1, max_size=4, unique=True))
        return {"values": values}, values
    if type_ == "list":
        element = draw(st.sampled_from(sorted(_ELEMENTS)))
        return {"of": element} | draw(st.sampled_from([{}, {"max_items": 3}])), [[], _ELEMENTS[element][:3]]
    if type_ in _INTEGERS or type_ in {"float", "double"}:
        return draw(_number(type_))
    special = {"string": _string(), "decimal": _decimal(), "bytes": _bytes()}
    return draw(special[type_]) if type_ in special else ({}, _PLAIN.get(type_, []))


TYPES = (
    *("string", "text", "smallint", "integer", "bigint", "decimal", "float", "double", "boolean", "timestamp", "date"),
    *("time", "duration", "uuid", "json", "bytes", "enum", "list"),
)


@st.composite
def field(draw: st.DrawFn, targets: list[str], *, required: bool = True) -> dict[str, Any]:
    """One field of an entity; a link to one of `targets` now and then. Without `required`, old rows can do without."""
    type_ = draw(st.sampled_from((*TYPES, *(("ref", "master") if targets else ()))))
    described = draw(st.sampled_from([{}, {}, {"description": draw(st.sampled_from(SHORT_TEXTS))}]))
    if type_ in {"ref", "master"}:
        where = {"to" if type_ == "ref" else "of": draw(st.sampled_from(targets))}
        how = [
            {},
            *([{"required": True}] if required else []),
            *([{"on_delete": "set_null"}] if type_ == "ref" else []),
        ]
        return {"type": type_} | where | draw(st.sampled_from(how)) | described
    options, defaults = draw(_options(type_))
    how = [{}, *([{"required": True}] if required else []), *({"default": item} for item in defaults)]
    return {"type": type_} | options | draw(st.sampled_from(how)) | described


def column(name: str, options: dict[str, Any]) -> str:
    """The column that a field becomes."""
    return name + {"ref": "_id", "master": "_master_id"}.get(options["type"], "")


@st.composite
def fields(draw: st.DrawFn, targets: list[str], most: int = 6) -> Fields:
    """The fields of an entity, or with no targets of a message."""
    made: Fields = {}
    for name in draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=most, unique=True)):
        options = draw(field(targets))
        named = f"{name}_at" if options["type"] == "timestamp" else name
        if camel(column(named, options)) not in {camel(column(*item)) for item in made.items()}:
            made[named] = options
    return made


def message(made: Fields) -> Fields:
    """The fields as a message may have them."""
    kept = {name: options for name, options in made.items() if options["type"] != "enum"}
    return {
        name: {key: value for key, value in options.items() if key not in {"default", "on_delete"}}
        for name, options in kept.items()
    }
