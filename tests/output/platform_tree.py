"""A tree of files as a test wants it, and as it is."""

import hashlib
from pathlib import Path

from generator.artifacts import Artifact, Ownership
from generator.output import transaction
from generator.output.comparison import Comparison, compare
from generator.output.fileset import collect
from generator.output.manifest import manifest, recorded_files, recorded_migrations
from generator.output.writer import changes
from generator.plan.records import Record


def generated(path: str, text: str) -> Artifact:
    return Artifact(path=path, text=text)


def scaffolded(path: str, text: str) -> Artifact:
    return Artifact(path=path, text=text, ownership=Ownership.SCAFFOLDED)


def migration(path: str, text: str) -> Artifact:
    return Artifact(path=path, text=text, ownership=Ownership.APPEND_ONLY)


def write(root: Path, record: Record, *artifacts: Artifact) -> Record:
    """Writes the artifacts as `generate --overwrite` does; the record after it."""
    fileset = collect(artifacts)
    comparison = compare(fileset, manifest([record]), root)
    with transaction.exclusive(root):
        transaction.apply(root, changes(comparison.files))
    return Record(
        service=record.service,
        migrations=recorded_migrations(record.migrations, artifacts),
        files=recorded_files(record.files, artifacts, frozenset()),
    )


def compared(root: Path, record: Record, *artifacts: Artifact) -> Comparison:
    return compare(collect(artifacts), manifest([record]), root)


def states(comparison: Comparison) -> dict[str, str]:
    return {item.path: item.state.value for item in comparison.files}


def tree(root: Path) -> dict[str, str]:
    """Every file below `root` except our own state, with its text."""
    return {
        path.relative_to(root).as_posix(): path.read_text()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".scaffold" not in path.relative_to(root).parts
    }


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def recovered(root):
    with transaction.exclusive(root):
        transaction.recover(root)
    return tree(root)


EMPTY = Record(service="content")
