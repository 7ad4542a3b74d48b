"""The third run: newer templates are merged into the files that people own, then everything is generated again."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from generator.diagnostics import DiagnosedError, Diagnostic
from generator.frozen import frozen
from generator.output import transaction
from generator.output.manifest import manifest, read_records
from generator.output.processes import shared
from generator.pipeline import undo
from generator.pipeline.rendering import Notify
from generator.pipeline.runs import Outcome, generate, settle
from generator.pipeline.undo import Record
from generator.scaffolding.merging import Change, Merge, content_of, first_marker, has_markers, merge
from generator.scaffolding.moves import Move, plan_moves
from generator.scaffolding.patches import patch
from generator.scaffolding.projects import find_projects
from generator.scaffolding.schemas import schema_files
from generator.stubs.errors import StubsError
from generator.tree import LOCKS


@frozen
class Updated:
    """What an update did to the files that people own, or would do."""

    merges: tuple[Merge, ...]
    """One for each project that moved."""
    changes: tuple[Change, ...]
    """Of all projects, and of the copies of the JSON Schemas."""
    conflicts: tuple[Diagnostic, ...]
    """SG925: what somebody has to decide."""
    current: Mapping[str, str]
    """The version of each project that was already where it should be, by its answers file."""

    @property
    def schemas(self) -> tuple[Change, ...]:
        """The changes that belong to no project: the copies of the JSON Schemas."""
        merged = {change.path for merge in self.merges for change in merge.changes}
        return tuple(item for item in self.changes if item.path not in merged)

    @property
    def patch(self) -> str:
        """Everything as one patch."""
        return patch(self.changes)


def update(
    root: Path,
    *,
    to: str | None = None,
    dry_run: bool = False,
    notify: Notify = lambda doing: None,  # noqa: ARG005 - nobody listens
) -> Updated:
    """Merges newer templates into the platform at `root`, all projects or none; `dry_run` only says what that does.

    `to` is the version of scaffold whose templates are wanted, the newest by default. Files are merged as they lie
    there, committed or not. Raises DiagnosedError (SG920 to SG926, SG929; SG901 if a file is saved meanwhile),
    TemplateError if a template cannot be rendered, and EnvironmentProblem; the tree is then the old one.
    """
    if dry_run:
        settle(root)
        return _decide(root, to, notify)
    with transaction.exclusive(root):
        transaction.recover(root)
        decided = _decide(root, to, notify)
        if decided.changes:
            notify("writing")
            record = Record(
                title=_title(decided),
                changes=decided.changes,
                conflicts=tuple(path for merge in decided.merges for path in merge.conflicts),
                finished=not decided.merges,
                left=undo.history(root, decided.changes),
            )
            transaction.apply(root, undo.changed(decided.changes) + undo.writes(root, record))
    return decided


def generate_after(root: Path, *, stubs: bool, notify: Notify) -> Outcome:
    """Generates, and adds what that changes to the record of an update that waits for it: both are undone together.

    What is generated where no template had moved is no update, and cannot be taken back. Raises as `generate`.
    """
    before = _generated(root)
    try:
        outcome = generate(root, stubs=stubs, notify=notify)
    except StubsError:
        # The files are written by then.
        _finish(root, before)
        raise
    _finish(root, before)
    return outcome


def _finish(root: Path, before: Mapping[str, bytes | None]) -> None:
    """Adds to the record what is no longer as `before`, unless the last update is finished."""
    after = {path: content_of(root / path) for path in before} | _generated(root)
    changes = tuple(
        Change(path=path, before=before.get(path), after=content)
        for path, content in sorted(after.items())
        if content != before.get(path)
    )
    with transaction.exclusive(root):
        record = undo.read(root)
        if record is not None and not record.finished:
            transaction.apply(root, undo.writes(root, _extended(root, record, changes)))


def _generated(root: Path) -> dict[str, bytes | None]:
    """The generated files and the locks."""
    files = (*manifest(read_records(root).values()), *_locks(root))
    return {path: content_of(root / path) for path in files}


def _extended(root: Path, record: Record, changes: tuple[Change, ...]) -> Record:
    first = {item.path: item.before for item in (*changes, *record.changes)}
    last = {item.path: item.after for item in (*record.changes, *changes)}
    joined = tuple(Change(path=path, before=first[path], after=last[path]) for path in sorted(first))
    return Record(
        title=record.title,
        changes=joined,
        conflicts=record.conflicts,
        finished=True,
        left=undo.history(root),
    )


def _decide(root: Path, to: str | None, notify: Notify) -> Updated:
    if waiting := undo.unresolved(root):
        raise DiagnosedError(waiting)
    projects = find_projects(root)
    moves = plan_moves(projects, to)
    merges = _merges(root, moves, notify)
    _refuse_shared(merges)
    changes = (*_schema_changes(root), *(change for merge in merges for change in merge.changes))
    moved = {merge.project.answers_file for merge in merges}
    return Updated(
        merges=merges,
        changes=tuple(sorted(changes, key=lambda item: item.path)),
        conflicts=tuple(_conflicts(merges)),
        current={item.answers_file: item.version for item in projects if item.answers_file not in moved},
    )


def _merges(root: Path, moves: tuple[Move, ...], notify: Notify) -> tuple[Merge, ...]:
    """What becomes of each project; of those whose template has nothing newer, nothing."""

    def begun(number: int) -> None:
        notify(f"merging the template of {moves[number].project.name} ({number + 1}/{len(moves)})")

    # Foreign templates share a cache of copier's, in which two of its processes can get in each other's way.
    fewest = 1 if all(move.project.template for move in moves) else len(moves)
    merged = shared(partial(merge, root), moves, fewest=fewest, begun=begun) if moves else ()
    return tuple(item for item in merged if item.changes)


def _schema_changes(root: Path) -> Iterator[Change]:
    """What brings the copies of the schemas to this version; they belong to scaffold."""
    for path, content in schema_files().items():
        if (before := content_of(root / path)) != content:
            yield Change(path=path, before=before, after=content)


def _refuse_shared(merges: tuple[Merge, ...]) -> None:
    """SG929 for a file that two templates change: each would be merged without the other."""
    owners = Counter(change.path for merge in merges for change in merge.changes)
    shared = tuple(path for path, number in sorted(owners.items()) if number > 1)
    if shared:
        hint = "Let one of the templates make it. Until then, `copier update` merges one after the other."
        raise DiagnosedError(
            tuple(
                Diagnostic(code="SG929", message=f"`{path}` is made by the templates of two projects", hint=hint)
                for path in shared
            )
        )


def _conflicts(merges: Iterable[Merge]) -> Iterator[Diagnostic]:
    for item in merges:
        after = {change.path: change.after for change in item.changes}
        for path in item.conflicts:
            content = after.get(path) or b""
            what = "the same lines" if has_markers(content) else "the file, which cannot be merged: yours stays"
            yield Diagnostic(
                code="SG925",
                message=f"you and the template {item.to} both changed {what}",
                span=undo.line_of(path, first_marker(content)),
                hint=f"Choose what stays in `{path}` and remove the markers.",
            )


def _title(updated: Updated) -> str:
    moves = (f"{item.project.name} {item.project.version} -> {item.to}" for item in updated.merges)
    return ", ".join(moves) or "newer schemas"


def _locks(root: Path) -> frozenset[str]:
    return frozenset(path.relative_to(root).as_posix() for path in (root / LOCKS).glob("*.yaml"))
