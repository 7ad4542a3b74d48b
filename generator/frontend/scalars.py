"""Plain YAML scalars by the YAML 1.2 core schema, which is what editors read; PyYAML's own rules are those of 1.1."""

import re

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLEANS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_MAYBE_NUMBER = frozenset("+-.0123456789")
_INTEGER = re.compile(r"[-+]?[0-9]+")
_MAXIMUM_DIGITS = 1000
"""CPython refuses to read integers of more than 4300 digits; no column holds one of 1000."""
_OCTAL = re.compile(r"0o[0-7]+")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")


def scalar(text: str) -> object:
    """A plain scalar by the YAML 1.2 core schema: `no`, `12:30` and `2024-01-01` are text."""
    if text in _NULLS:
        return None
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    return _number(text) if text[0] in _MAYBE_NUMBER else text


def _number(text: str) -> object:
    if _INTEGER.fullmatch(text):
        return int(text) if len(text) <= _MAXIMUM_DIGITS else text
    if _OCTAL.fullmatch(text) or _HEXADECIMAL.fullmatch(text):
        return int(text, 0)
    return float(text) if _FLOAT.fullmatch(text) else text
