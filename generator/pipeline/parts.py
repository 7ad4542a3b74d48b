"""Parts: all that a run does about the files of one service, short of putting them in their places.

Each is made by whichever process has time: its files are rendered, compared with the tree, recorded and staged there,
so that hardly more than their names travels.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from generator.artifacts import Artifact, Ownership
from generator.frozen import frozen, replace
from generator.output import transaction, writer
from generator.output.comparison import Disk, FileState, State, compare_left, compare_rendered
from generator.output.fileset import collect
from generator.output.manifest import lock_file, recorded_files, recorded_migrations
from generator.output.transaction import Staged
from generator.pipeline.decision import Decision
from generator.plan.records import Record, RecordedFile, RecordedMigration

MOST_FILES = 1_000_000
"""Of one part: the changes of the next one are numbered after it."""

_KNOWN_BY_NAME = frozenset({State.NEW, State.MISSING, State.STALE, State.UNCHANGED})
"""The states of files of which nobody asks what is in them, once they are staged."""


@frozen
class Part:
    """The files of one service, or of the platform itself, and what the lock will say of them."""

    states: tuple[FileState, ...]
    """Without texts, where they are staged."""
    files: Mapping[str, RecordedFile]
    migrations: tuple[RecordedMigration, ...]
    lock: Artifact | None = None
    """None where it is staged."""
    staged: tuple[Staged, ...] = ()


@frozen
class Bench:
    """What every part is made with."""

    root: Path
    decision: Decision
    known: Mapping[str, RecordedFile]
    """The manifest: every file on record, of all parts."""
    disk: Disk
    stages: bool
    """Whether what is to be written is staged; the caller holds a `transaction.staging`."""
    moved: frozenset[str] = frozenset()
    """The files that another part has now than the one that has them on record."""

    def part(self, number: int, name: str, artifacts: Iterable[Artifact]) -> Part:
        """The part called `name`, with these files; `number` is its own.

        Raises DiagnosedError (SG905) for unusable paths, EnvironmentProblem for files that cannot be read or staged.
        """
        fileset = collect(artifacts)
        before = self.decision.records.get(name, Record(service=name))
        gone = before.every_file.keys() - {item.path for item in fileset.artifacts} - self.moved
        left = {path: file for path, file in before.every_file.items() if path in gone}
        states = (*compare_rendered(fileset, self.known, self.disk), *compare_left(left, self.disk))
        kept = frozenset(item.path for item in states if item.state is State.ORPHAN_EDITED)
        record = replace(
            self.decision.after[name],
            migrations=recorded_migrations(before.migrations, fileset.artifacts),
            files=recorded_files(before.files, fileset.artifacts, kept),
        )
        part = Part(states=states, files=record.files, migrations=record.migrations, lock=lock_file(record))
        return self._staged(number, part) if self.stages else part

    def _staged(self, number: int, part: Part) -> Part:
        locks = filter(None, (part.lock,))
        changes = enumerate(
            (*writer.changes(part.states), *writer.state_changes(self.root, locks)), number * MOST_FILES
        )
        staged = tuple(transaction.stage(self.root, place, change) for place, change in changes)
        return replace(part, states=tuple(map(_named, part.states)), lock=None, staged=staged)


def moved(parts: Iterable[Part]) -> frozenset[str]:
    """The files that one part has, and another has on record."""
    states = [item for part in parts for item in part.states]
    rendered = {item.path for item in states if item.ownership is not None}
    return frozenset(item.path for item in states if item.ownership is None and item.path in rendered)


def records(decision: Decision, parts: Mapping[str, Part]) -> Iterator[Record]:
    """The records of the parts, as the lock will have them."""
    for name, part in parts.items():
        yield replace(decision.after[name], files=part.files, migrations=part.migrations)


def _named(item: FileState) -> FileState:
    """The state without what lies in the stage; what becomes the user's stays, because it is read as their code."""
    if item.state in _KNOWN_BY_NAME and item.ownership is not Ownership.SCAFFOLDED:
        return FileState(path=item.path, state=item.state, ownership=item.ownership)
    return item
