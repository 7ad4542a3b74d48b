"""Where a new entry of a mapping goes, for every way in which the mapping can be written."""

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import Final

from generator.editing.values import Block, Flow, Value, entry, lines, mapping
from generator.frontend.source import Document, Path
from generator.frozen import frozen, replace

DEFAULT_STEP: Final = "  "
_END_OF_ENTRY: Final = re.compile(r"\s*(,?)\s*(?:#.*)?")
"""What may follow an entry of a flow mapping on its line, if the next entry stands on the next line."""


@frozen
class Addition:
    """An entry that a mapping is to have; mappings on the way to it that are missing are made."""

    path: tuple[str, ...]
    """The mapping: `("entities", "article", "fields")`."""
    key: str
    value: Value
    order: tuple[str, ...] = ()
    """The keys of the outermost mapping in their usual order, by which a missing one finds its place."""


@frozen
class Splice:
    """A piece of the text, empty as a rule, and what takes its place; lines and columns count from 1."""

    line: int
    column: int
    end_column: int
    text: str
    """Its line ends are line feeds."""


Candidate = tuple[Splice, ...]
"""All splices of one way to add the entry, in the order of the text."""


def reachable(document: Document, addition: Addition) -> Addition | None:
    """The same addition to the innermost mapping that there is, or is to be; None if something else is in its place."""
    data: object = document.data
    for depth, key in enumerate((*addition.path, addition.key)):
        path = addition.path[:depth]
        if data is None:
            return _wrapped(addition, path)
        if not isinstance(data, dict):
            return None
        if key not in data:
            return _wrapped(addition, path)
        data = data[key]
    return addition


def candidates(document: Document, addition: Addition) -> Iterator[Candidate]:
    """The ways to write the entry into a mapping that is there or empty, best first; one may turn out not to fit."""
    page = _Page(document=document, lines=tuple(document.text.split("\n")))
    if page.value(addition.path) is None:
        yield from _instead_of_nothing(page, addition)
    elif page.is_flow(addition.path):
        yield from _into_flow(page, addition)
    else:
        yield from _into_block(page, addition)


@frozen
class _Page:
    """A parsed text with its lines."""

    document: Document
    lines: tuple[str, ...]

    def value(self, path: Path) -> object:
        """What is at `path`."""
        found: object = self.document.data
        for key in path:
            found = found[key] if isinstance(found, dict) else None
        return found

    def keys(self, path: Path) -> tuple[str, ...]:
        """The keys of the mapping at `path`."""
        found = self.value(path)
        return tuple(found) if isinstance(found, dict) else ()

    def is_flow(self, path: Path) -> bool:
        """Whether the mapping at `path` is written in braces, itself or around it."""
        return any(self._first_letter(path[:depth]) == "{" for depth in range(len(path) + 1))

    def indent(self, path: Path) -> str:
        """What stands before the keys of the block mapping at `path`."""
        key = self.document.key_span((*path, self.keys(path)[0]))
        before = self.lines[key.line - 1][: key.column - 1]
        explicit = before.lstrip().startswith("?")
        return " " * (len(before) - len(before.lstrip()) if explicit else len(before))

    def step(self) -> str:
        """By how much this author indents."""
        for path, (line, column, *_) in self.document.key_places.items():
            outer = self.document.key_places.get(path[:-1])
            if outer is not None and line > outer[0] and column > outer[1]:
                return " " * (column - outer[1])
        return DEFAULT_STEP

    def end(self, path: Path) -> tuple[int, int]:
        """Line and column behind the last letter of the entry at `path`."""
        places = (self.document.value_places, self.document.key_places)
        return max(place[2:] for found in places for at, place in found.items() if at[: len(path)] == path)

    def column(self, path: Path) -> int | None:
        """Where all values of the block mapping at `path` begin, if spaces were put in for that."""
        values = self.document.value_places
        pairs = [
            (key, values[at])
            for at, key in self.document.key_places.items()
            if at[:-1] == path and at and values[at][0] == key[0]
        ]
        columns = {value[1] for _, value in pairs}
        padded = any(value[1] - key[3] > len(": ") for key, value in pairs)
        return columns.pop() if padded and len(columns) == 1 else None

    def new_line(self, line: int, text: str) -> Splice:
        """`text` on lines of its own behind `line`."""
        if line < len(self.lines):
            return Splice(line=line + 1, column=1, end_column=1, text=f"{text}\n")
        column = len(self.lines[-1]) + 1
        return Splice(line=len(self.lines), column=column, end_column=column, text=f"\n{text}")

    def _first_letter(self, path: Path) -> str:
        span = self.document.value_span(path)
        return self.lines[span.line - 1][span.column - 1 : span.column]


def _wrapped(addition: Addition, path: tuple[str, ...]) -> Addition:
    key, value = addition.key, addition.value
    for outer in reversed(addition.path[len(path) :]):
        key, value = outer, Block(entries=((key, value),))
    return replace(addition, path=path, key=key, value=value)


def _instead_of_nothing(page: _Page, addition: Addition) -> Iterator[Candidate]:
    """`events:` with nothing behind it, or with a `null`."""
    span = page.document.value_span(addition.path)
    braces = mapping(((addition.key, addition.value),)).text
    whole = Splice(line=span.line, column=span.column, end_column=span.end_column, text=braces)
    if span.column < span.end_column:
        yield (whole,)
    elif page.is_flow(addition.path[:-1]):
        yield (replace(whole, text=f" {braces}"),)
    else:
        outer = page.indent(addition.path[:-1])
        written = lines(addition.key, addition.value, indent=outer + page.step(), step=page.step())
        yield (page.new_line(_behind_comments(page, span.line, outer), "\n".join(written)),)


def _into_flow(page: _Page, addition: Addition) -> Iterator[Candidate]:
    """`{}`, `{a: 1}`, or braces around entries on lines of their own."""
    span = page.document.value_span(addition.path)
    written = entry(addition.key, addition.value)
    keys = page.keys(addition.path)
    if not keys:
        yield (Splice(line=span.line, column=span.column + 1, end_column=span.column + 1, text=written),)
        return
    key = page.document.key_span((*addition.path, keys[-1]))
    line, column = page.end((*addition.path, keys[-1]))
    before = page.lines[key.line - 1][: key.column - 1]
    behind = _END_OF_ENTRY.fullmatch(page.lines[line - 1], column - 1)
    if behind and not before.strip():
        comma = Splice(line=line, column=column, end_column=column, text="" if behind[1] else ",")
        yield (comma, page.new_line(line, f"{before}{written}{behind[1]}"))
    yield (Splice(line=line, column=column, end_column=column, text=f", {written}"),)


def _into_block(page: _Page, addition: Addition) -> Iterator[Candidate]:
    """Behind the entry that usually comes before it, else behind the last one."""
    neighbour = (*addition.path, _neighbour(page.keys(addition.path), addition))
    indent = page.indent(addition.path)
    first, *rest = lines(addition.key, addition.value, indent=indent, step=page.step())
    written = "\n".join((_aligned(page, addition, first), *rest))
    line, column = page.end(neighbour)
    # A block scalar ends where the next text begins; the empty lines before that are part of it or not.
    end = line - 1 if column == 1 else line
    shortest = end
    while shortest > 1 and not page.lines[shortest - 1].strip():
        shortest -= 1
    gap = "\n" if _stands_apart(page, neighbour) else ""
    for last in dict.fromkeys((shortest, end)):
        yield (page.new_line(_behind_comments(page, last, indent), gap + written),)


def _aligned(page: _Page, addition: Addition, line: str) -> str:
    """The entry's first line with its value below the others, where the author writes these in a column."""
    column = page.column(addition.path)
    key, colon, value = line.partition(": ")
    if column is None or not isinstance(addition.value, Flow) or len(key) + len(colon) >= column:
        return line
    return f"{f'{key}:'.ljust(column - 1)}{value}"


def _neighbour(keys: tuple[str, ...], addition: Addition) -> str:
    usual = () if addition.path else addition.order
    earlier = usual[: usual.index(addition.key)] if addition.key in usual else ()
    return next((key for key in reversed(keys) if key in earlier), keys[-1])


def _stands_apart(page: _Page, path: Path) -> bool:
    """Whether an empty line precedes the entry at `path` and the comments above it."""
    above = page.lines[: page.document.key_span(path).line - 1][::-1]
    comments = sum(1 for _ in takewhile(lambda line: line.lstrip().startswith("#"), above))
    return comments < len(above) and not above[comments].strip()


def _behind_comments(page: _Page, line: int, indent: str) -> int:
    """The line of the last comment behind `line` that is deeper than `indent`: it belongs to what it follows."""
    deeper = re.compile(rf"{indent}[ \t]+#")
    return line + sum(1 for _ in takewhile(deeper.match, page.lines[line:]))
