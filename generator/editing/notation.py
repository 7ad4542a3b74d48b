"""The short notation of a field on a command line: `title:string(200)!`, `status:enum(draft,published)=draft`."""

import difflib
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Final

from generator.catalog import FIELD_TYPES
from generator.diagnostics import ScaffoldError
from generator.editing.options import FIELD, Option, main_options, names, options, spelled, value
from generator.editing.values import Flow, Value, mapping, text

GRAMMAR: Final = "NAME:TYPE, TYPE(ARGUMENTS), then `!` if required, then `=DEFAULT`"
EXAMPLE: Final = "`title:string(200)!`, `status:enum(draft,published)=draft` or `author:ref(user.account)`"
_NAME: Final = re.compile(r"\s*([^\s:(]+)\s*:\s*([^\s:(!=]+)\s*")
_REST: Final = re.compile(r"\s*(!)?\s*(?:=(.*))?", re.DOTALL)
_KEYWORD: Final = re.compile(r"\s*([a-z_]+)\s*=(.*)", re.DOTALL)
_CLOSING: Final = {"(": ")", "[": "]", "{": "}"}

Entry = tuple[str, Value]
"""A field's name and what a spec says behind it."""


class NotationError(ScaffoldError):
    """A text that is no field in the short notation."""

    def __init__(self, given: str, why: str, hint: str = "") -> None:
        super().__init__(f"`{given}` is no field: {why}")
        self.hint = hint or f"Write {GRAMMAR}; for example {EXAMPLE}."


def field(given: str) -> Entry:
    """The field that `given` stands for; raises NotationError.

    In the parentheses stand the options that the type needs (`enum(a,b)`, `decimal(12,2)`, `ref(user.account)`), or
    the greatest length, then any other as `key=value`.
    """
    head = _NAME.match(given)
    if not head:
        raise NotationError(given, "a name, a colon and a type are expected")
    name, type_name = head[1], head[2]
    rest = given[head.end() :]
    inside = _parenthesised(given, rest)
    tail = _REST.fullmatch(rest[len(inside) + 2 :] if inside is not None else rest)
    if not tail:
        raise NotationError(given, "something stands behind it that is neither `!` nor `=DEFAULT`")
    chosen: dict[str, Value] = dict(_arguments(given, type_name, inside)) if inside else {}
    if tail[1]:
        chosen["required"] = Flow(text="true")
    if tail[2] is not None:
        chosen["default"] = default(type_name, tail[2].strip())
    return name, spec(type_name, chosen)


def fields(given: tuple[str, ...]) -> tuple[Entry, ...]:
    """`field` of each."""
    return tuple(field(item) for item in given)


def default(type_name: str, given: str) -> Flow:
    """The default of a field as it was typed: `00700` is text where the field holds text, else one YAML value."""
    known = FIELD_TYPES.get(type_name)
    return text(given) if known and known.python.annotation == "str" else value(given)


def spec(type_name: str, chosen: Mapping[str, Value]) -> Value:
    """A field of that type: the type alone, or a mapping of it and the options in their usual order."""
    if not chosen:
        return text(type_name)
    usual = (*main_options(type_name), *(option.path[0] for option in options(FIELD)), *chosen)
    keys = (key for key in dict.fromkeys(usual) if key in chosen)
    return mapping((("type", text(type_name)), *((key, chosen[key]) for key in keys)))


def _parenthesised(given: str, rest: str) -> str | None:
    """What stands between the parenthesis that `rest` begins with and the one that closes it; None without one."""
    if not rest.startswith("("):
        return None
    end = next((index for index, depth in _depths(rest) if depth == 0), None)
    if end is None:
        raise NotationError(given, "its parenthesis is not closed")
    return rest[1:end]


def _arguments(given: str, type_name: str, inside: str) -> Iterator[tuple[str, Flow]]:
    if type_name not in FIELD_TYPES:
        near = difflib.get_close_matches(type_name, FIELD_TYPES, n=1)
        hint = f"Did you mean `{near[0]}`?" if near else f"The types are {', '.join(FIELD_TYPES)}."
        raise NotationError(given, f"there is no type `{type_name}`", hint)
    arguments = _split(inside)
    plain = [item.strip() for item in arguments if not _KEYWORD.fullmatch(item)]
    yield from _plain(given, type_name, plain)
    for item in arguments:
        if keyword := _KEYWORD.fullmatch(item):
            yield keyword[1], spelled(_option(given, keyword[1]), keyword[2].strip())


def _plain(given: str, type_name: str, plain: list[str]) -> Iterator[tuple[str, Flow]]:
    """The arguments without a key, by the keys that they stand for."""
    keys = main_options(type_name)
    if plain and keys == ("values",):
        yield "values", names(",".join(plain))
        return
    if len(plain) > len(keys):
        hint = f"`{type_name}` takes {', '.join(keys)}." if keys else ""
        raise NotationError(given, f"`{plain[len(keys)]}` in its parentheses is not expected", hint)
    for key, item in zip(keys, plain, strict=False):
        yield key, spelled(_option(given, key), item)


def _option(given: str, key: str) -> Option:
    known = {option.path[0]: option for option in options(FIELD)}
    if key not in known:
        near = difflib.get_close_matches(key, known, n=1)
        hint = f"Did you mean `{near[0]}`?" if near else f"The options are {', '.join(known)}."
        raise NotationError(given, f"there is no option `{key}`", hint)
    return known[key]


def _split(inside: str) -> list[str]:
    """The pieces between the commas that no bracket encloses."""
    commas = [index for index, depth in _depths(inside) if depth == 0 and inside[index] == ","]
    edges = [-1, *commas, len(inside)]
    return [inside[start + 1 : end] for start, end in pairwise(edges)]


def _depths(text_: str) -> Iterator[tuple[int, int]]:
    """The index of each letter, and how many brackets are open behind it."""
    expected: list[str] = []
    for index, letter in enumerate(text_):
        if letter in _CLOSING:
            expected.append(_CLOSING[letter])
        elif expected and letter == expected[-1]:
            expected.pop()
        yield index, len(expected)
