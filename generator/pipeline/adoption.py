"""Adoption: a generated file becomes the user's, and is given back."""

import difflib
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.artifacts import Artifact, Ownership
from generator.diagnostics import EnvironmentProblem
from generator.frozen import frozen, replace
from generator.output import findings, transaction, writer
from generator.output.comparison import FileState, State
from generator.output.findings import EditedByHandError
from generator.output.manifest import lock_file, manifest
from generator.pipeline.rendering import Notify, Rendered, render
from generator.pipeline.runs import generate
from generator.plan.records import Record, RecordedFile
from generator.tree import digest

SETTLED = frozenset({State.UNCHANGED, State.ADOPTED, State.ADOPTED_BEHIND})
"""The states in which a run would leave a file alone."""


@frozen
class Adoption:
    """What became of the files that were named."""

    taken: tuple[str, ...] = ()
    """They are the user's from now on."""
    seen: tuple[str, ...] = ()
    """They were the user's; what scaffold would write now counts as seen."""
    returned: tuple[str, ...] = ()
    """They are generated again."""


def adopt(root: Path, paths: tuple[str, ...], notify: Notify) -> Adoption:
    """Makes generated files the user's: no later run writes, deletes or reports them.

    Adopting one a second time says that its newest rendering was seen. Raises EnvironmentProblem if a path names no
    generated file, DiagnosedError if the specs are wrong; then nothing is written.
    """
    with transaction.exclusive(root):
        transaction.recover(root)
        rendered = render(root, notify)
        states = {path: _adoptable(rendered, path) for path in paths}
        owned = {path for path, item in states.items() if item.state in {State.ADOPTED, State.ADOPTED_BEHIND}}
        known = manifest(rendered.decision.records.values())
        files = {
            path: RecordedFile(sha256=_origin(item, known.get(path)), ownership=Ownership.ADOPTED)
            for path, item in states.items()
        }
        transaction.apply(root, writer.state_changes(root, _locks(rendered, files)))
    _bring_in_line(root, rendered, paths, notify)
    return Adoption(
        taken=tuple(path for path in paths if path not in owned), seen=tuple(path for path in paths if path in owned)
    )


def give_back(root: Path, paths: tuple[str, ...], notify: Notify, *, overwrite: bool) -> Adoption:
    """Lets scaffold write adopted files again.

    Raises EnvironmentProblem if a path names no adopted file, EditedByHandError (SG901) with the differences if one is
    not as it would be written, unless `overwrite` gives it up.
    """
    with transaction.exclusive(root):
        transaction.recover(root)
        rendered = render(root, notify)
        states = tuple(_adopted(rendered, path) for path in paths)
        lost = tuple(item for item in states if item.found not in {None, (item.text or "").encode()})
        if lost and not overwrite:
            raise EditedByHandError(tuple(map(findings.would_be_lost, lost)), "".join(map(findings.edits, lost)))
        files = {
            item.path: RecordedFile(sha256=digest(item.text or ""), ownership=Ownership.GENERATED) for item in states
        }
        locks = writer.state_changes(root, _locks(rendered, files))
        transaction.apply(root, tuple(map(writer.replacement, states)) + locks)
    _bring_in_line(root, rendered, paths, notify)
    return Adoption(returned=paths)


def differences(root: Path, paths: tuple[str, ...], notify: Notify) -> str:
    """How the files at `paths` differ from what scaffold would write there now, as a patch; writes nothing.

    Raises as `adopt` does.
    """
    rendered = render(root, notify)
    return "".join(findings.edits(_adoptable(rendered, path)) for path in paths)


def _bring_in_line(root: Path, rendered: Rendered, paths: tuple[str, ...], notify: Notify) -> None:
    """Writes what depends on who owns a file (what git is told), if nothing else is waiting to be written."""
    others = (item for item in rendered.comparison.files if item.path not in paths)
    if all(item.state in SETTLED for item in others):
        generate(root, notify=notify)


def _origin(item: FileState, known: RecordedFile | None) -> str:
    """The digest of the rendering that the user's text comes from: what was written last, or is before them now."""
    seen = item.state in {State.ADOPTED, State.ADOPTED_BEHIND}
    return digest(item.text or "") if known is None or seen else known.sha256


def _locks(rendered: Rendered, files: Mapping[str, RecordedFile]) -> tuple[Artifact, ...]:
    """The locks as they are, with only `files` changed: specs may have been edited meanwhile."""
    return tuple(
        lock_file(replace(record, files={**record.files, **{path: files[path] for path in owned}}))
        for record, owned in _owners(rendered, files)
    )


def _owners(rendered: Rendered, files: Mapping[str, RecordedFile]) -> Iterator[tuple[Record, tuple[str, ...]]]:
    for after in rendered.records:
        owned = tuple(path for path in files if path in after.files)
        if not owned:
            continue
        before = rendered.decision.records.get(after.service)
        if before is None:
            hint = "Move it away, run `scaffold generate`, put it back, then adopt it."
            raise EnvironmentProblem(f"`{owned[0]}` was never generated, so there is nothing to adopt", hint=hint)
        yield before, owned


def _adopted(rendered: Rendered, path: str) -> FileState:
    item = _adoptable(rendered, path)
    if item.state not in {State.ADOPTED, State.ADOPTED_BEHIND}:
        raise EnvironmentProblem(f"`{path}` was not adopted: scaffold writes it already")
    return item


def _adoptable(rendered: Rendered, path: str) -> FileState:
    """The state of a generated file; raises EnvironmentProblem for any other."""
    owners = {item.path: item.ownership for item in rendered.comparison.files if item.ownership is not None}
    migrations = {file for record in rendered.records for file in record.every_file} - owners.keys()
    if path in migrations or owners.get(path) is Ownership.APPEND_ONLY:
        hint = "Make the change through the spec; it becomes a new migration."
        raise EnvironmentProblem(
            f"`{path}` is a migration, which may have run somewhere: it cannot be adopted", hint=hint
        )
    if path not in owners:
        near = difflib.get_close_matches(path, owners, n=1)
        raise EnvironmentProblem(
            f"`{path}` is not a file that scaffold generates", hint=f"Did you mean `{near[0]}`?" if near else None
        )
    if owners[path] is Ownership.SCAFFOLDED:
        raise EnvironmentProblem(f"`{path}` is yours already: scaffold wrote it once and never again")
    return next(item for item in rendered.comparison.files if item.path == path)
