"""Histories of migrations in folders, to be tried out: the platform's own, a revision's, and one made at once."""

from collections.abc import Collection, Mapping
from pathlib import Path, PurePosixPath

from generator.database.files import read_files
from generator.ir import Platform
from generator.output.migrations import present
from generator.output.revision import Revision
from generator.plan import extensions, order
from generator.plan.blueprint import PlatformBlueprint
from generator.plan.records import CORE, Record, RecordedPlatform
from generator.targets.rendering import overrides_of
from generator.targets.sql.target import SqlTarget
from generator.tree import MIGRATIONS, is_rollback


def needed(root: Path, services: Collection[str]) -> frozenset[str]:
    """The services, the core and whatever their migrations depend on, as the platform's files say it.

    Raises MigrationError if the files do not fit together.
    """
    depends: dict[str, set[str]] = {}
    for file in read_files(root):
        depends.setdefault(_service(file.shown), set()).update(id_.partition(".")[0] for id_ in file.depends)
    found = {CORE, *services}
    while more := {other for name in found for other in depends.get(name, ())} - found:
        found |= more
    return frozenset(found)


def copy_platform(root: Path, names: Collection[str], folder: Path) -> Mapping[str, bytes]:
    """Copy the migrations of the services `names` from the tree at `root`; what was copied, by path."""
    return _written({path: (root / path).read_bytes() for path in present(root) if _service(path) in names}, folder)


def copy_revision(revision: Revision, names: Collection[str], folder: Path) -> Mapping[str, bytes]:
    """Copy those that the revision has."""
    paths = (path for path in revision.paths(MIGRATIONS) if path.endswith(".sql") and not is_rollback(path))
    return _written(revision.read(sorted(path for path in paths if _service(path) in names)), folder)


def write_at_once(
    root: Path, platform: RecordedPlatform, records: Mapping[str, Record], names: Collection[str], folder: Path
) -> None:
    """Write migrations that make the recorded state of the services at once, retired tables and columns included.

    Not of the core, whose state has no other form than its migrations: they are in `folder` already. `root` may have
    templates of its own.
    """
    origins = {table.name: f"{name}.0001.create" for name, record in records.items() for table in record.tables}
    origins |= extensions.origins(path.stem for path in (folder / MIGRATIONS / CORE).glob("*.sql"))
    migrations = tuple(
        migration
        for name, record in sorted(records.items())
        if name in names
        for migration in order.migrations(name, (), record.tables, (), origins)
    )
    # What SQL asks of a platform is its roles.
    named = Platform(name=platform.name, package=platform.package, description="", retention=(), services=())
    blueprint = PlatformBlueprint(platform=named, services=(), migrations=migrations)
    with overrides_of(root):
        artifacts = tuple(SqlTarget().render_platform(blueprint))
    _written({item.path: item.text.encode() for item in artifacts}, folder)


def _written(files: Mapping[str, bytes], folder: Path) -> Mapping[str, bytes]:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return files


def _service(path: str) -> str:
    return PurePosixPath(path).parent.name
