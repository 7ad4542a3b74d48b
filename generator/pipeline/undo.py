"""What the last update changed, kept so that one command takes it back.

The record is written in the same transaction as the files. It is swapped when it is used, so that an undo can be
undone, and what somebody wrote between the update and its undo is in it, too.
"""

import base64
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from generator.diagnostics import Diagnostic, EnvironmentProblem, Span
from generator.frozen import frozen
from generator.output import transaction
from generator.scaffolding.merging import Change, content_of, first_marker, has_markers, merge_text
from generator.tree import LAST_UPDATE, LOCKS, MIGRATIONS, digest

MARKER = ".scaffold/undo/.gitignore"
"""The folder ignores itself, so that a platform without our .gitignore does not commit it."""
FORMAT = 2
_UNDO = "the undo of "
_HISTORY = re.compile(rf"({re.escape(LOCKS)}|{re.escape(MIGRATIONS)})/.*\.(yaml|sql)")


@frozen
class Record:
    """One update, template files and generated ones together."""

    title: str
    """`platform 0.1.0 -> 0.2.0, service content 0.1.0 -> 0.2.0`, or `the undo of ...`."""
    changes: tuple[Change, ...]
    conflicts: tuple[str, ...]
    finished: bool
    """Whether `generate` has written, too, or is no part of it."""
    left: Mapping[str, str]
    """The digests of the locks and migrations when it was done, as of `history`."""


@frozen
class Undone:
    """What an undo did."""

    title: str
    restored: tuple[str, ...]
    """As they were before the update."""
    merged: tuple[str, ...]
    """Edited since, in other lines than the update had changed: the edits are still there."""
    replaced: tuple[str, ...]
    """Edited since, in the same lines: the next undo brings that text back."""
    migrations: tuple[str, ...]
    """Those that the update had made, and that are gone: some database may have run them."""


def read(root: Path) -> Record | None:
    """The last update, None if there was none or its record is gone."""
    try:
        data = json.loads((root / LAST_UPDATE).read_text(encoding="utf-8"))
        return _record(data) if data["format"] == FORMAT else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def history(root: Path, changes: Iterable[Change] = ()) -> Mapping[str, str]:
    """The digests of the locks and migrations at `root`, by path, as they are once `changes` are made."""
    files = (file for folder in (LOCKS, MIGRATIONS) for file in (root / folder).rglob("*"))
    contents = {file.relative_to(root).as_posix(): content_of(file) for file in files}
    contents |= {item.path: item.after for item in changes}
    return {
        path: digest(content)
        for path, content in sorted(contents.items())
        if content is not None and _HISTORY.fullmatch(path)
    }


def unresolved(root: Path) -> tuple[Diagnostic, ...]:
    """SG926 for every file in which the last update left a conflict that is still there."""
    last = read(root)
    contents = ((path, content_of(root / path)) for path in (last.conflicts if last else ()))
    return tuple(
        Diagnostic(
            code="SG926",
            message=f"`{path}` still has the conflict markers of the last update",
            span=line_of(path, first_marker(content)),
            hint="Choose what stays between the markers and remove them, or run `scaffold update --undo`.",
        )
        for path, content in contents
        if content is not None and has_markers(content)
    )


def line_of(path: str, line: int) -> Span:
    """The place of a whole line."""
    return Span(path=path, line=line, column=1, end_line=line, end_column=1)


def writes(root: Path, record: Record) -> tuple[transaction.Change, ...]:
    """What puts `record` in the place of the last one."""
    data = {
        "format": FORMAT,
        "title": record.title,
        "finished": record.finished,
        "conflicts": list(record.conflicts),
        "left": dict(record.left),
        "files": {
            item.path: {"before": _encoded(item.before), "after": _encoded(item.after)} for item in record.changes
        },
    }
    text = json.dumps(data, indent=1, sort_keys=True) + "\n"
    return tuple(
        transaction.Write(path=path, content=content.encode(), seen=_digest(content_of(root / path)))
        for path, content in ((MARKER, "*\n"), (LAST_UPDATE, text))
    )


def changed(changes: Iterable[Change]) -> tuple[transaction.Change, ...]:
    """The changes as a transaction takes them: a file that is no longer as it was stops it."""
    return tuple(_change(item) for item in changes)


def undo(root: Path) -> Undone:
    """Takes the last update back, or the last undo; edits made since in other lines stay.

    Raises EnvironmentProblem if there is nothing to undo, or if something was generated since: locks only grow, and to
    take the update's part out of one would give its numbers away again.
    """
    with transaction.exclusive(root):
        transaction.recover(root)
        record = read(root)
        if record is None:
            raise EnvironmentProblem("there is no update to take back", hint="Older ones are in your git history.")
        _refuse_generated_since(record, history(root))
        present = {item.path: content_of(root / item.path) for item in record.changes}
        wanted = {item.path: _without(item, present[item.path]) for item in record.changes}
        back = tuple(
            Change(path=path, before=present[path], after=wanted[path])
            for path in sorted(wanted)
            if wanted[path] != present[path]
        )
        swapped = Record(
            title=_opposite(record.title), changes=back, conflicts=(), finished=True, left=history(root, back)
        )
        if not back:
            raise EnvironmentProblem("there is nothing to take back: every file is as before the update")
        transaction.apply(root, changed(back) + writes(root, swapped))
    return _told(record, present, back)


def _opposite(title: str) -> str:
    """What takes back the undo of an update is the update, and the reverse."""
    return title.removeprefix(_UNDO) if title.startswith(_UNDO) else f"{_UNDO}{title}"


def _refuse_generated_since(record: Record, present: Mapping[str, str]) -> None:
    differing = sorted(path for path, _ in record.left.items() ^ present.items())
    if differing:
        raise EnvironmentProblem(
            f"something was generated since {record.title}: `{differing[0]}` is not as the update left it",
            hint="Nothing was changed. Go back with git: it has the numbers and migrations that were given out since.",
        )


def _record(data: Mapping[str, Any]) -> Record:
    changes = (
        Change(path=path, before=_decoded(item["before"]), after=_decoded(item["after"]))
        for path, item in data["files"].items()
    )
    return Record(
        title=str(data["title"]),
        changes=tuple(changes),
        conflicts=tuple(str(path) for path in data["conflicts"]),
        finished=bool(data["finished"]),
        left=dict(data["left"]),
    )


def _without(change: Change, present: bytes | None) -> bytes | None:
    """What lies there now, without what the update did to it."""
    if present in {change.after, change.before}:
        return change.before
    if present is None or change.before is None or change.after is None:
        return change.before
    merged = merge_text(present, change.after, change.before)
    return change.before if merged is None else merged


def _told(record: Record, present: Mapping[str, bytes | None], back: tuple[Change, ...]) -> Undone:
    update = {item.path: item for item in record.changes}
    untouched = {path for path, item in update.items() if present[path] == item.after}
    merged = {item.path for item in back if item.path not in untouched and item.after != update[item.path].before}
    return Undone(
        title=record.title,
        restored=tuple(item.path for item in back if item.path in untouched),
        merged=tuple(sorted(merged)),
        replaced=tuple(item.path for item in back if item.path not in untouched | merged),
        migrations=tuple(item.path for item in back if item.after is None and item.path.startswith(f"{MIGRATIONS}/")),
    )


def _change(item: Change) -> transaction.Change:
    seen = _digest(item.before)
    if item.after is None:
        return transaction.Delete(path=item.path, seen=seen)
    # Durable: half of it is a person's work, which nothing can render again.
    return transaction.Write(path=item.path, content=item.after, seen=seen, durable=True)


def _digest(content: bytes | None) -> str | None:
    return None if content is None else digest(content)


def _encoded(content: bytes | None) -> str | None:
    return None if content is None else base64.b64encode(content).decode()


def _decoded(text: str | None) -> bytes | None:
    return None if text is None else base64.b64decode(text)
