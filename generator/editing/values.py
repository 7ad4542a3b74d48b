"""What an edit writes: YAML values as text, in flow style on one line or in block style on lines of their own."""

import json
import re
from typing import Final, assert_never

from generator.frontend.scalars import scalar
from generator.frontend.source import parse
from generator.frozen import frozen

_PLAIN: Final = re.compile(r"[A-Za-z_](?:[A-Za-z0-9_./+ -]*[A-Za-z0-9_./+-])?")
"""Texts that no YAML reader takes for anything else, in block and in flow style."""
_YAML_1_1: Final = frozenset({"y", "n", "yes", "no", "on", "off"})
"""Text for us, truth values for a reader of YAML 1.1."""
_ESCAPES: Final = {ord('"'): r"\"", ord("\\"): r"\\", ord("\n"): r"\n", ord("\t"): r"\t"}


@frozen
class Flow:
    """A value on one line: `draft`, `200`, `[a, b]`, `{type: string}`."""

    text: str
    """YAML that means the same wherever a value may stand; made by `text`, `sequence`, `mapping` or `verbatim`."""


@frozen
class Block:
    """A mapping whose entries stand on lines of their own; in a flow mapping it is one, too."""

    entries: tuple[tuple[str, "Value"], ...]


Value = Flow | Block


class NoValueError(ValueError):
    """A text that is not one YAML value on one line."""


def text(value: str) -> Flow:
    """`value` as text: plain where that is safe, else quoted."""
    if _PLAIN.fullmatch(value) and scalar(value) == value and value.lower() not in _YAML_1_1:
        return Flow(text=value)
    if value.isprintable() and '"' not in value and "\\" not in value:
        return Flow(text=f'"{value}"')
    if value.isprintable():
        doubled = value.replace("'", "''")
        return Flow(text=f"'{doubled}'")
    return Flow(text=f'"{"".join(_escaped(letter) for letter in value)}"')


def verbatim(given: str) -> Flow:
    """The YAML value that an author wrote, with every digit of a number; raises NoValueError if it is not one.

    A plain text is spelled anew: what ends it depends on where it stands.
    """
    document, _ = parse("", given)
    if document is None or "\n" in given or document.value_span(()).end_column != len(given) + 1:
        raise NoValueError(given)
    return text(document.data) if isinstance(document.data, str) else Flow(text=given)


def sequence(items: tuple[Flow, ...]) -> Flow:
    """`[a, b]`."""
    return Flow(text=f"[{', '.join(item.text for item in items)}]")


def mapping(entries: tuple[tuple[str, Value], ...]) -> Flow:
    """`{a: 1, b: 2}`."""
    return Flow(text=f"{{{', '.join(entry(key, value) for key, value in entries)}}}")


def entry(key: str, value: Value) -> str:
    """`key: value` on one line."""
    return f"{text(key).text}: {flow(value).text}"


def flow(value: Value) -> Flow:
    """`value` on one line."""
    match value:
        case Flow():
            return value
        case Block():
            return mapping(value.entries)
        case _:
            assert_never(value)


def lines(key: str, value: Value, *, indent: str, step: str) -> tuple[str, ...]:
    """The entry in block style, each line behind `indent`, each level `step` deeper."""
    match value:
        case Flow():
            return (f"{indent}{entry(key, value)}",)
        case Block():
            inner = (lines(*item, indent=indent + step, step=step) for item in value.entries)
            return (f"{indent}{text(key).text}:", *(line for found in inner for line in found))
        case _:
            assert_never(value)


def meaning(value: Value) -> object:
    """What a reader of the spec takes `value` for."""
    document, findings = parse("", flow(value).text)
    if document is None:
        raise NoValueError(findings[0].message)
    return document.data


def same(left: object, right: object) -> bool:
    """Whether two values read from YAML are equal in type and in the order of their keys, too."""
    return json.dumps(left) == json.dumps(right)


def _escaped(letter: str) -> str:
    if letter.isprintable() or ord(letter) in _ESCAPES:
        return letter.translate(_ESCAPES)
    return f"\\U{ord(letter):08X}"
