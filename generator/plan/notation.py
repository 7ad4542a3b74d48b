"""The notation of lock files: a strict corner of YAML that is read line by line and merges well.

Every line is a comment, `key:`, `key: scalar` or `key: {name: scalar, names: [scalar, ...]}`, indented by two spaces
per level. One thing per line makes two branches that add to the same place a conflict for git; any YAML parser reads
the file too, only some ten times slower. Scalars are plain where no YAML version could read them as anything but a
string, else JSON strings, which are YAML strings as well.
"""

import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

Value = str | bool | tuple[str, ...]
"""A scalar, or a one-line list of strings."""

Tree = dict[str, "Tree | Value"]
"""A mapping of the file, whether written as a block or on one line; in file order."""

_QUOTED = r'"(?:[^"\\]|\\.)*"'
_PLAIN = r'[^\s"\\,:#{}\[\]][^"\\,:#{}\[\]]*'
_SCALAR = rf"(?:{_QUOTED}|{_PLAIN})"
_LIST = rf"\[(?:{_SCALAR}(?:, {_SCALAR})*)?\]"

_LINE = re.compile(rf"((?:  )*)({_QUOTED}|[^\s\"\\,:#{{}}\[\]]+):(?: (\S.*))?")
_ITEM = re.compile(rf"(\w+): ({_SCALAR}|{_LIST})(, |\}}$)")
_PAIR = re.compile(r'\{(\w+): ("[^"\\]*"|[\w./*-]+), (\w+): ("[^"\\]*"|[\w./*-]+)\}')
"""What most lines hold: two scalars without a need to look closer."""
_SCALARS = re.compile(_SCALAR)
_ONE_SCALAR = re.compile(_SCALAR)

_SAFE = re.compile(r"[A-Za-z_][A-Za-z0-9_./()-]*(?: [A-Za-z0-9_./()-]+)*")
_SAFE_KEY = re.compile(r"[A-Za-z0-9_./-]+")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_AMBIGUOUS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
"""Words that YAML 1.1 or 1.2 reads as something else than a string."""

_FOREIGN = "a value that `scaffold` does not write"


class NotationError(ValueError):
    """A line that no lock file can have; `line` counts from 1."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


@lru_cache(maxsize=4096)
def scalar(text: str) -> str:
    """`text` as a scalar: plain if that is unmistakable, else quoted."""
    if _DIGEST.fullmatch(text):
        return f'"{text}"'
    if _SAFE.fullmatch(text) and text.lower() not in _AMBIGUOUS:
        return text
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def key(text: str) -> str:
    """`text` as a key; plain for identifiers, dotted names, numbers and ordinary paths."""
    return text if _SAFE_KEY.fullmatch(text) and text.lower() not in _AMBIGUOUS else json.dumps(text)


def pair(name: str, value: str, other: str, second: str) -> str:
    """As `flow` of two strings, which is what most lines hold."""
    return f"{{{name}: {scalar(value)}, {other}: {scalar(second)}}}"


def flow(items: Mapping[str, Value | None]) -> str:
    """The items on one line, `{name: id, type: int64}`; those that are None or False are left out."""
    present = [
        f"{name}: {scalar(value) if isinstance(value, str) else _value(value)}"
        for name, value in items.items()
        if value is not None and value is not False
    ]
    return "{" + ", ".join(present) + "}"


def _value(value: bool | tuple[str, ...]) -> str:  # noqa: FBT001 - a value of the file
    if isinstance(value, bool):
        return "true" if value else "false"
    return "[" + ", ".join(map(scalar, value)) + "]"


def parse(text: str) -> Tree:
    """The tree that `text` writes; raises NotationError for any line outside the notation and for a key given twice."""
    root: Tree = {}
    levels: list[Tree] = [root]
    for number, line in enumerate(text.split("\n"), 1):
        if not line or line[0] == "#":
            continue
        found = _LINE.fullmatch(line)
        if not found:
            raise NotationError(number, "a line that `scaffold` does not write")
        indent, name, written = found.groups()
        depth = len(indent) // 2
        if depth >= len(levels):
            raise NotationError(number, "a line that is indented too deep")
        del levels[depth + 1 :]
        try:
            name = _string(name)
            value = None if written is None else _parsed(written)
        except ValueError as error:
            raise NotationError(number, str(error)) from error
        if name in levels[depth]:
            raise NotationError(number, f"`{name}` is there twice")
        if value is None:
            value = {}
            levels.append(value)
        levels[depth][name] = value
    return root


@lru_cache(maxsize=8192)
def _parsed(written: str) -> Tree | Value:
    """What stands behind a key; the same in many lines of many locks, and never changed by who reads it.

    Raises ValueError if `scaffold` does not write that.
    """
    if found := _PAIR.fullmatch(written):
        name, value, other, second = found.groups()
        if name != other:
            return {name: _single(value), other: _single(second)}
    if written.startswith("{"):
        return dict(_items(written))
    if not _ONE_SCALAR.fullmatch(written):
        raise ValueError(_FOREIGN)
    return _single(written)


def _items(written: str) -> Iterator[tuple[str, Value]]:
    position = 1
    seen: set[str] = set()
    while written != "{}":
        found = _ITEM.match(written, position)
        if not found or found[1] in seen:
            raise ValueError(_FOREIGN)
        name, value, after = found.groups()
        seen.add(name)
        yield name, _listed(value) if value[0] == "[" else _single(value)
        if after == "}":
            return
        position = found.end()


def _listed(written: str) -> tuple[str, ...]:
    return tuple(_string(item) for item in _SCALARS.findall(written, 1, len(written) - 1))


def _single(written: str) -> str | bool:
    if written in {"true", "false"}:
        return written == "true"
    return _string(written)


def _string(written: str) -> str:
    if written[0] != '"':
        return written
    if "\\" not in written:
        return written[1:-1]
    try:
        return str(json.loads(written))
    except json.JSONDecodeError as error:
        raise ValueError("a string that `scaffold` does not write") from error
