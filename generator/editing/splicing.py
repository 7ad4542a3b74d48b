"""An entry added to a mapping of a YAML text, and nothing else: proved on the new text before anybody sees it."""

import re
from typing import Final

from generator.diagnostics import DiagnosedError, ScaffoldError
from generator.editing.places import DEFAULT_STEP, Addition, Candidate, candidates, reachable
from generator.editing.values import lines, meaning, same
from generator.frontend.source import Document, Path, parse

_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_THE_AUTHORS: Final = frozenset({"SG102", "SG104"})
"""A control character, a key given twice: wrong is what is added, not where. Whoever validates the text says so."""


class NoPlaceError(ScaffoldError):
    """The text is written in a way in which the entry cannot be added without touching anything else."""

    def __init__(self, path: str, addition: Addition) -> None:
        where = ".".join(addition.path) or "the file"
        super().__init__(f"cannot add `{addition.key}` to `{where}` in `{path}` without rewriting other lines")
        written = lines(addition.key, addition.value, indent="    ", step=DEFAULT_STEP)
        self.hint = "\n".join(("Add it in your editor:", *written))


def added(path: str, text: str, addition: Addition) -> str:
    """`text`, the file at `path`, with the entry; every other byte as it was, line ends included.

    The law, held against every result: reading the new text gives the old data with exactly the entry more. Only where
    what is added cannot be read itself (its key is taken), the new text is returned for validation to say so.

    Raises:
        DiagnosedError: `text` cannot be read.
        NoPlaceError: there is no way to keep the law.
    """
    document, findings = parse(path, text)
    if document is None:
        raise DiagnosedError(findings)
    target = reachable(document, addition)
    for candidate in candidates(document, target) if target else ():
        edited = _spliced(text, candidate)
        if target and _kept(document, edited, target):
            return edited
    raise NoPlaceError(path, addition)


def _spliced(text: str, splices: Candidate) -> str:
    """`text` with the splices; new lines end as the line before them does."""
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    physical = _LINE.findall(text.removeprefix(mark))
    for splice in reversed(splices):
        line = physical[splice.line - 1]
        new = splice.text.replace("\n", _line_end(physical, splice.line - 1))
        physical[splice.line - 1] = f"{line[: splice.column - 1]}{new}{line[splice.end_column - 1 :]}"
    return mark + "".join(physical)


def _line_end(physical: list[str], index: int) -> str:
    """How the line before the one at `index` ends, or the first line; a line feed where there is only one."""
    neighbours = (physical[max(index - 1, 0)], physical[0])
    ends = (line[len(line.rstrip("\r\n")) :] for line in neighbours)
    return next((end for end in ends if end), "\n")


def _kept(before: Document, edited: str, addition: Addition) -> bool:
    """The law of `added`."""
    after, findings = parse(before.path, edited)
    if after is None:
        return any(item.code in _THE_AUTHORS for item in findings)
    path = (*addition.path, addition.key)
    written = _at(after.data, path)
    return same(written, meaning(addition.value)) and same(_without(after.data, path), _without(before.data, path))


def _at(data: object, path: Path) -> object:
    for key in path:
        data = data.get(key) if isinstance(data, dict) else None
    return data


def _without(data: object, path: Path) -> object:
    """`data` without the entry at `path`; the mapping it was in is nothing if it is left empty, as it was written."""
    if not isinstance(data, dict):
        return data
    if len(path) == 1:
        return {key: value for key, value in data.items() if key != path[0]} or None
    return {key: _without(value, path[1:]) if key == path[0] else value for key, value in data.items()}
