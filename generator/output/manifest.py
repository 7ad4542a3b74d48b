"""The manifest: which files are ours, who may change each, and what each looked like when we wrote it.

It is kept in the locks, `scaffold.lock/<service>.yaml`, next to the schema and the wire numbers.
"""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from generator.artifacts import Artifact, Ownership
from generator.diagnostics import DiagnosedError, Diagnostic, EnvironmentProblem
from generator.output import migrations
from generator.plan import lock
from generator.plan.history import recorded
from generator.plan.records import CORE, Record, RecordedFile, RecordedMigration
from generator.tree import LOCKS, MIGRATIONS, SPECS, digest, is_rollback, lock_path, rollback_id


def read_records(root: Path) -> Mapping[str, Record]:
    """The record of every service, and of `core`, by name; empty for a platform that was never generated.

    Raises DiagnosedError with the findings of all lock files, EnvironmentProblem if one cannot be read.
    """
    records: dict[str, Record] = {}
    findings: list[Diagnostic] = []
    for path in sorted((root / LOCKS).glob("*.yaml")):
        name = path.relative_to(root).as_posix()
        try:
            records[path.stem] = lock.read(path.read_text(encoding="utf-8"), name)
        except DiagnosedError as error:
            findings.extend(error.diagnostics)
        except (OSError, UnicodeDecodeError) as error:
            raise EnvironmentProblem(f"cannot read `{name}`: {error}") from error
    if findings:
        raise DiagnosedError(tuple(findings))
    return MappingProxyType(records)


def manifest(records: Iterable[Record]) -> Mapping[str, RecordedFile]:
    """Every file of ours that the records know, migrations included, by path relative to the platform root."""
    return MappingProxyType({path: file for record in records for path, file in record.every_file.items()})


def unrecorded_migrations(root: Path, records: Iterable[Record]) -> tuple[Diagnostic, ...]:
    """SG505 for every migration that the records do not know, SG506 for a lock that is gone with all its records.

    A merge leaves such a file when the lock of the other branch is taken; the runner would run it.
    """
    known = tuple(records)
    stray = sorted(migrations.present(root) - manifest(known).keys())
    lost = _lost_locks(root, stray, {record.service for record in known})
    hint = "If it ran nowhere, delete it and run `scaffold generate` again; else restore the lock that records it."
    return tuple(_lost(service) for service in lost) + tuple(
        Diagnostic(code="SG505", message=f"`{path}` is not recorded in the lock", hint=hint)
        for path in stray
        if PurePosixPath(path).parent.name not in lost
    )


def _lost_locks(root: Path, stray: Iterable[str], recorded_services: AbstractSet[str]) -> tuple[str, ...]:
    """The parts of the platform, `core` or a service with a spec, that have migrations and no record at all."""
    owners = dict.fromkeys(PurePosixPath(path).parent.name for path in stray)
    return tuple(
        name
        for name in owners
        if name not in recorded_services and (name == CORE or (root / f"{SPECS}/{name}.yaml").is_file())
    )


def _lost(service: str) -> Diagnostic:
    path = lock_path(service)
    message = f"`{path}` is missing, while `{MIGRATIONS}/{service}/` has the migrations that it records"
    return Diagnostic(code="SG506", message=message, hint=f"Restore it: `git checkout -- {path}`.")


def recorded_files(
    before: Mapping[str, RecordedFile], artifacts: Iterable[Artifact], kept: frozenset[str]
) -> Mapping[str, RecordedFile]:
    """A record's files after `artifacts` are written.

    Scaffolded and adopted ones keep the digest they began with; `kept` are orphans edited by hand, which stay on
    record until the user has decided about them.
    """
    files = {path: file for path, file in before.items() if path in kept}
    for artifact in artifacts:
        if artifact.ownership is Ownership.APPEND_ONLY:
            continue
        known = before.get(artifact.path)
        is_theirs = artifact.ownership is Ownership.SCAFFOLDED or (known and known.ownership is Ownership.ADOPTED)
        began = known if is_theirs else None
        files[artifact.path] = began or RecordedFile(sha256=digest(artifact.text), ownership=artifact.ownership)
    return files


def recorded_migrations(
    before: tuple[RecordedMigration, ...], artifacts: Iterable[Artifact]
) -> tuple[RecordedMigration, ...]:
    """A record's migrations with the new ones among `artifacts` chained to its end, in the order of their numbers."""
    texts = {item.path: item.text for item in artifacts if item.ownership is Ownership.APPEND_ONLY}
    history = before
    for path in sorted(texts):
        if not is_rollback(path):
            name = PurePosixPath(path)
            down = texts.get(str(name.with_name(f"{rollback_id(name.stem)}.sql")))
            history = (*history, recorded(history, name.stem, texts[path], down))
    return history


def lock_file(record: Record) -> Artifact:
    """The lock file of a record."""
    return Artifact(path=lock_path(record.service), text=lock.write(record))
