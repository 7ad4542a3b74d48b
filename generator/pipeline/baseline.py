"""Squashing: the released migrations of every service become one that creates its tables, for new databases."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from generator.artifacts import Artifact
from generator.diagnostics import DiagnosedError, Diagnostic, EnvironmentProblem
from generator.frontend.load import read_sources
from generator.frozen import frozen, replace
from generator.output import revision, transaction, writer
from generator.output.manifest import lock_file, recorded_migrations
from generator.output.transaction import Delete, Write
from generator.pipeline.decision import Decision, decide
from generator.pipeline.home import Elsewhere, elsewhere
from generator.pipeline.rendering import Notify
from generator.plan.baseline import Past, ServiceBaseline, baselines
from generator.plan.blueprint import Migration
from generator.plan.records import Record
from generator.targets.rendering import overrides_of
from generator.targets.sql.target import SqlTarget
from generator.tree import digest, migration_path, rollback_id

if TYPE_CHECKING:
    from generator.database.catalog import Difference

RESTORE = "Restore lock and migrations from version control, then run `scaffold generate`."


@frozen
class Baselined:
    """What squashing did."""

    migrations: tuple[Migration, ...]
    """The new ones; each says what it replaces."""
    removed: tuple[str, ...]
    """The ids of those that have no file any more."""
    objects: int | None
    """How many objects of the catalogue were compared; None if the proof was not asked for."""


@frozen
class _Squashed:
    """The new files of one service, and what they replace."""

    service: ServiceBaseline
    before: Record
    artifacts: tuple[Artifact, ...]

    @property
    def deletions(self) -> Iterator[Delete]:
        service = self.before.service
        for item in self.before.migrations:
            yield Delete(path=migration_path(service, item.id), seen=item.sha256)
            if item.down:
                yield Delete(path=migration_path(service, rollback_id(item.id)), seen=item.down)

    @property
    def writes(self) -> Iterator[Write]:
        for item in self.artifacts:
            yield Write(path=item.path, content=item.text.encode(), seen=None, durable=True)

    @property
    def record(self) -> Record:
        """With a chain of migrations that begins anew."""
        return replace(self.service.record, migrations=recorded_migrations((), self.artifacts))


def baseline(
    root: Path,
    *,
    verified: bool = True,
    notify: Notify = lambda doing: None,  # noqa: ARG005 - nobody listens
) -> Baselined:
    """Replaces the migrations of every service that has more than its first ones, all in one transaction.

    With `verified`, it is proven first, on scratch databases, that a new database gets the same by either way, and that
    one with all the old migrations runs none of the new.

    Raises DiagnosedError (SG571) if the two differ, EnvironmentProblem if edits of the specs have not been generated,
    if a file that would go was edited or is in no commit or if there is no database server, MigrationError if a
    migration cannot be run; nothing is written then.
    """
    with transaction.exclusive(root):
        transaction.recover(root)
        decision = decide(root)
        if decision.migrations:
            raise EnvironmentProblem("the specs ask for migrations of their own", hint="Run `scaffold generate` first.")
        ground = elsewhere(root, read_sources(root))
        squashed = _squashed(root, decision, ground)
        deletions = tuple(item for service in squashed for item in service.deletions)
        _require_untouched(root, deletions)
        _require_committed(root, deletions)
        objects = _proven(root, decision, ground, squashed, notify) if verified and squashed else None
        notify("writing")
        writes = tuple(item for service in squashed for item in service.writes)
        locks = writer.state_changes(root, [lock_file(service.record) for service in squashed])
        transaction.apply(root, writes + deletions + locks)
    return Baselined(
        migrations=tuple(item for service in squashed for item in service.service.migrations),
        removed=tuple(item.id for service in squashed for item in service.before.migrations),
        objects=objects,
    )


def _squashed(root: Path, decision: Decision, ground: Elsewhere | None) -> tuple[_Squashed, ...]:
    planned = baselines(decision.records, _pasts(root, decision.records), ground.origins if ground else {})
    blueprints = {item.service.name: item for item in (*decision.blueprint.services, *decision.blueprint.retired)}
    with overrides_of(root):
        return tuple(
            _Squashed(
                service=item,
                before=decision.records[item.record.service],
                artifacts=tuple(
                    SqlTarget().render_service(replace(blueprints[item.record.service], migrations=item.migrations))
                ),
            )
            for item in planned
        )


def _pasts(root: Path, names: Iterable[str]) -> Mapping[str, Past]:
    from generator.database.files import read_files

    files = [file for file in read_files(root) if not file.is_borrowed]
    own = {name: [file for file in files if file.id.startswith(f"{name}.")] for name in names}
    return {
        name: Past(
            depends=frozenset(id_ for file in mine for id_ in file.depends),
            is_redirected=any(file.is_redirected for file in mine),
            replaced=tuple(dict.fromkeys(id_ for file in mine for id_ in file.header.every_replaced)),
        )
        for name, mine in own.items()
    }


def _require_untouched(root: Path, deletions: tuple[Delete, ...]) -> None:
    """What was edited, or is gone, is not what the databases have run."""
    for item in deletions:
        path = root / item.path
        if not path.is_file() or digest(path.read_bytes()) != item.seen:
            raise EnvironmentProblem(f"`{item.path}` is not as it was recorded", hint="`scaffold check` says more.")


def _require_committed(root: Path, deletions: tuple[Delete, ...]) -> None:
    """What goes is needed again by each database that lacks some of it: git has to have it."""
    if not deletions:
        return
    head = revision.revision(root, "HEAD")
    kept = head.read(item.path for item in deletions) if head else {}
    for item in deletions:
        if item.path not in kept or digest(kept[item.path]) != item.seen:
            raise EnvironmentProblem(
                f"`{item.path}` is not in the last commit as it was recorded, and would be lost",
                hint="Commit it, then run `scaffold baseline` again.",
            )


def _proven(
    root: Path, decision: Decision, ground: Elsewhere | None, squashed: tuple[_Squashed, ...], notify: Notify
) -> int:
    """How many objects are the same by either way; raises DiagnosedError if one is not."""
    from generator.database.catalog import catalog, differences
    from generator.database.embedded import server
    from generator.database.runner import migrate
    from generator.database.verify import made_at_once, scratch

    with _both(root, decision, ground, squashed) as (old, new), server() as running:
        notify("the baseline in a new database")
        expected = made_at_once(running.url, new)
        with scratch(running.url) as url:
            notify("the migrations that it replaces")
            migrate(url, old)
            _require_same(differences(expected, catalog(url)))
            notify("the baseline in a database that has them")
            report = migrate(url, new)
            if report.applied or len(report.recorded) != sum(len(item.artifacts) for item in squashed):
                raise RuntimeError(f"the baseline was run where it replaces what is applied: {report}")
    return len(expected)


def _require_same(found: tuple["Difference", ...]) -> None:
    if found:
        raise DiagnosedError(
            tuple(
                Diagnostic(code="SG571", message=f"after a replay from nothing, {item}", hint=RESTORE) for item in found
            )
        )


@contextmanager
def _both(
    root: Path, decision: Decision, ground: Elsewhere | None, squashed: tuple[_Squashed, ...]
) -> Iterator[tuple[Path, Path]]:
    """Two folders: the platform's migrations as they are, and as they will be."""
    from generator.pipeline.histories import copy_platform

    with TemporaryDirectory(prefix="scaffold-baseline-") as folder:
        old, new = Path(folder, "old"), Path(folder, "new")
        for place in (old, new):
            if ground:
                copy_platform(ground.home.folder, ground.records.keys(), place)
            copy_platform(root, decision.records.keys(), place)
        for service in squashed:
            for gone in service.deletions:
                (new / gone.path).unlink(missing_ok=True)  # what is not run forwards was not copied
            for made in service.writes:
                (new / made.path).write_bytes(made.encoded)
        yield old, new
