"""Rebase: after a merge, this branch's migrations and wire numbers come after the other side's.

Two branches that both add a migration, or a number, conflict in the lock. What the other side recorded may have been
released; what this branch recorded has not. So the other side's state is taken, and this branch's edits, which are in
the specs, are planned again on top of it.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from generator.artifacts import Ownership
from generator.diagnostics import EnvironmentProblem
from generator.frontend.load import load, read_sources
from generator.frozen import frozen
from generator.output import revision, transaction
from generator.output.manifest import manifest
from generator.output.revision import Revision
from generator.output.transaction import Change, Delete, Write
from generator.pipeline.rendering import Notify
from generator.pipeline.runs import Outcome, generate
from generator.plan.records import Record
from generator.tree import MIGRATIONS, digest, is_rollback, lock_path


@frozen
class Rebased:
    """What a rebase did."""

    services: tuple[str, ...]
    """Those whose state both sides had changed."""
    withdrawn: tuple[str, ...]
    """The ids of this branch's migrations that are no more."""
    outcome: Outcome
    """What was generated on top of the other side's state."""


@frozen
class _Sides:
    ours: Revision
    theirs: Revision
    base: Revision | None


def rebase(
    root: Path,
    onto: str | None = None,
    *,
    stubs: bool = True,
    notify: Notify = lambda doing: None,  # noqa: ARG005 - nobody listens
) -> Rebased:
    """Takes the state that the other side recorded and plans this branch's edits after it.

    `onto` names a commit of the other side; None takes the one that a merge or rebase in progress is about. Raises
    EnvironmentProblem if there is none, or if a migration would be lost that no commit has; DiagnosedError if the specs
    that the merge made are wrong, and nothing is changed then, or if what they ask for is refused: the other side's
    state is in place then, and `generate` goes on from there.
    """
    load(read_sources(root), validated=frozenset())
    sides = _sides(root, onto)
    ours, theirs = sides.ours.records(), sides.theirs.records()
    both = _changed_by_both(sides, ours, theirs)
    with transaction.exclusive(root):
        transaction.recover(root)
        withdrawn = _withdrawn(root, sides, both)
        transaction.apply(root, tuple(_restored(root, sides, both, ours, theirs)) + withdrawn)
    return Rebased(
        services=both,
        withdrawn=tuple(PurePosixPath(item.path).stem for item in withdrawn if not is_rollback(item.path)),
        outcome=generate(root, stubs=stubs, notify=notify),
    )


def _sides(root: Path, onto: str | None) -> _Sides:
    if onto is not None:
        theirs = revision.revision(root, onto)
        if theirs is None:
            raise EnvironmentProblem(f"git knows no commit `{onto}`")
        ours = revision.revision(root, "HEAD")
    elif revision.rebasing(root):
        theirs, ours = revision.revision(root, "HEAD"), revision.revision(root, "REBASE_HEAD")
    else:
        theirs, ours = revision.revision(root, "MERGE_HEAD"), revision.revision(root, "HEAD")
    if theirs is None or ours is None:
        raise EnvironmentProblem(
            "no merge is in progress", hint="Name the branch that was merged: `scaffold rebase --onto main`."
        )
    return _Sides(ours=ours, theirs=theirs, base=revision.common(ours, theirs))


def _changed_by_both(sides: _Sides, ours: Mapping[str, Record], theirs: Mapping[str, Record]) -> tuple[str, ...]:
    """The services whose lock both sides changed since they parted, and those whose migrations build on these."""
    base = sides.base.records() if sides.base else {}
    differing = {name for name in ours.keys() & theirs.keys() if ours[name] != theirs[name]}
    changed = {name for name in differing if base.get(name) not in (ours[name], theirs[name])}
    return tuple(sorted(changed | _dependents(sides, changed, ours, theirs)))


def _dependents(sides: _Sides, changed: set[str], ours: Mapping[str, Record], theirs: Mapping[str, Record]) -> set[str]:
    """Services of which this branch has migrations that depend on what is withdrawn from the others."""
    own = {
        item.id: name
        for name, record in ours.items()
        for item in record.migrations
        if item not in (theirs[name].migrations if name in theirs else ())
    }
    texts = sides.ours.read(f"{MIGRATIONS}/{name}/{id_}.sql" for id_, name in own.items())
    found = set(changed)
    while True:
        gone = {id_ for id_, name in own.items() if name in found}
        more = {own[PurePosixPath(path).stem] for path, text in texts.items() if gone & set(_depends(text))} - found
        if not more:
            return found - changed
        found |= more


def _depends(text: bytes) -> Iterator[str]:
    for line in text.decode().splitlines():
        if line.startswith("-- depends:"):
            yield from line.partition(":")[2].split()


def _withdrawn(root: Path, sides: _Sides, services: Iterable[str]) -> tuple[Delete, ...]:
    """The deletions of this branch's migrations of `services`; raises EnvironmentProblem for one that git has not."""
    folders = tuple(f"{MIGRATIONS}/{name}" for name in services)
    if not folders:
        return ()
    released = sides.theirs.paths(*folders)
    present = sorted(path.relative_to(root).as_posix() for folder in folders for path in (root / folder).glob("*.sql"))
    own = [path for path in present if path not in released]
    committed = sides.ours.read(own)
    for path in own:
        if committed.get(path) != (root / path).read_bytes():
            raise EnvironmentProblem(
                f"`{path}` is in no commit, and would be lost", hint="Commit it on your branch first, then merge again."
            )
    return tuple(Delete(path=path, seen=digest(committed[path])) for path in own)


def _restored(
    root: Path, sides: _Sides, services: tuple[str, ...], ours: Mapping[str, Record], theirs: Mapping[str, Record]
) -> Iterator[Change]:
    """The other side's locks, migrations and generated files, but for files that somebody has edited by hand."""
    generated = {
        side.commit: _generated(records[name] for name in services if name in records)
        for side, records in ((sides.ours, ours), (sides.theirs, theirs))
    }
    edited = _edited(sides.ours, generated[sides.ours.commit]) | _edited(sides.theirs, generated[sides.theirs.commit])
    state = {lock_path(name) for name in services} | sides.theirs.paths(*(f"{MIGRATIONS}/{name}" for name in services))
    paths = {path for files in generated.values() for path in files} - edited | state
    content = sides.theirs.read(sorted(paths))
    for path in sorted(paths):
        found = (root / path).read_bytes() if (root / path).is_file() else None
        seen = None if found is None else digest(found)
        if path in content and content[path] != found:
            yield Write(path=path, content=content[path], seen=seen, durable=path in state)
        elif path not in content and seen is not None:
            yield Delete(path=path, seen=seen)


def _generated(records: Iterable[Record]) -> Mapping[str, str]:
    """The digest of each generated file, by path."""
    files = manifest(records)
    return {path: file.sha256 for path, file in files.items() if file.ownership is Ownership.GENERATED}


def _edited(side: Revision, files: Mapping[str, str]) -> set[str]:
    """The generated files that are not, on that side, what was generated."""
    content = side.read(sorted(files))
    return {path for path, sha256 in files.items() if path in content and digest(content[path]) != sha256}
