"""The migration files of a platform, read and put in the order of their dependencies."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from generator.database.errors import BadMigration
from generator.database.headers import Header, read_header
from generator.frontend.home import home_of
from generator.frozen import frozen, replace
from generator.plan.operations.words import Phase
from generator.tree import MIGRATIONS, digest, is_rollback, rollback_id

MIGRATION_ID = re.compile(r"(?P<service>[a-z][a-z0-9_]*)\.\d{4}\.[a-z0-9_]+")

NAME_HINT = "Name it migrations/<service>/<service>.NNNN.<slug>.sql, in lower case."


@frozen
class MigrationFile:
    """One file: its text, the sha256 of its bytes in hex and what its header says."""

    id: str
    path: Path
    shown: str
    """The path for people: relative to the platform root."""
    text: str
    sha256: str
    depends: tuple[str, ...]
    """Ids of files that are there: in place of one that a baseline has replaced stands the baseline."""
    transactional: bool
    header: Header
    is_redirected: bool = False
    """Whether its text names a dependency that a baseline has replaced."""
    is_borrowed: bool = False
    """Whether it is of the platform's own repository, where that is another one."""
    undoes: "MigrationFile | None" = None
    """What it undoes, where it runs backwards."""


def read_files(root: Path) -> tuple[MigrationFile, ...]:
    """Every `migrations/*/*.sql` under the root of a platform, dependencies first, else by name.

    If the platform itself is in another repository, its migrations are among them.
    Files that end in `.rollback.sql` are yoyo's and are never run forwards.

    Raises:
        BadMigration: a file is misnamed or not UTF-8, its header is wrong, or a dependency is missing or circular.
        DiagnosedError: the platform is in another repository, and is not found (SG943).
    """
    home = home_of(root)
    borrowed = _found(home.folder, f"{home.pin.package}:") if home else ()
    return _ordered((*(replace(file, is_borrowed=True) for file in borrowed), *_found(root, "")))


def rollback_path(file: MigrationFile) -> Path:
    """Where the file lies that undoes another, if there is one."""
    return file.path.with_name(f"{rollback_id(file.id)}.sql")


def read_rollback(file: MigrationFile) -> MigrationFile:
    """The file that undoes another, to be run like any.

    Raises BadMigration if it is not UTF-8 or its header is wrong, OSError if it cannot be read.
    """
    name = PurePosixPath(file.shown).with_name(f"{rollback_id(file.id)}.sql")
    return replace(_parsed(rollback_path(file), str(name)), undoes=file)


def _found(root: Path, mark: str) -> tuple[MigrationFile, ...]:
    """Those below `root`, shown with `mark` before their paths."""
    paths = sorted(path for path in root.glob(f"{MIGRATIONS}/*/*.sql") if not is_rollback(path.name))
    return tuple(_read(path, f"{mark}{path.relative_to(root).as_posix()}") for path in paths)


def _read(path: Path, shown: str) -> MigrationFile:
    name = MIGRATION_ID.fullmatch(path.stem)
    if name is None or name["service"] != path.parent.name:
        raise BadMigration(f"{shown}: not the name of a migration of `{path.parent.name}`", hint=NAME_HINT)
    return _parsed(path, shown)


def _parsed(path: Path, shown: str) -> MigrationFile:
    from yoyo.migrations import parse_metadata_from_sql_comments

    content = path.read_bytes()
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise BadMigration(f"{shown}: not UTF-8 at byte {error.start}", hint="Save the file as UTF-8.") from error
    directives, _, _ = parse_metadata_from_sql_comments(text)
    return MigrationFile(
        id=path.stem,
        path=path,
        shown=shown,
        text=text,
        sha256=digest(content),
        depends=tuple(directives.get("depends", "").split()),
        transactional=_transactional(shown, directives.get("transactional", "true")),
        header=_header(shown, text),
    )


def _header(shown: str, text: str) -> Header:
    try:
        return read_header(text)
    except ValueError as error:
        raise BadMigration(f"{shown}: `-- Phase:` {error}", hint=f"Write one of {', '.join(Phase)}.") from error


def _transactional(shown: str, value: str) -> bool:
    match value.strip().lower():
        case "true":
            return True
        case "false":
            return False
        case _:
            raise BadMigration(f"{shown}: `-- transactional: {value}`", hint="Write true or false.")


def _ordered(files: Sequence[MigrationFile]) -> tuple[MigrationFile, ...]:
    """Yoyo's own sort, so that `yoyo apply` runs the files in the same order."""
    from yoyo.topologicalsort import CycleError, topological_sort

    by_id = {file.id: file for file in _redirected(files)}
    for file in by_id.values():
        for dependency in file.depends:
            if dependency not in by_id:
                raise BadMigration(
                    f"{file.shown}: depends on `{dependency}`, which does not exist",
                    hint="Restore that file from version control, or correct the `-- depends:` line.",
                )
    try:
        order = list(topological_sort(by_id, {file.id: file.depends for file in by_id.values()}))
    except CycleError as error:
        circle = ", ".join(error.args[1])
        raise BadMigration(f"migrations depend on each other in a circle: {circle}", hint="Break it.") from error
    return tuple(by_id[migration] for migration in order)


def _redirected(files: Sequence[MigrationFile]) -> Iterator[MigrationFile]:
    """The files, with dependencies on what is replaced led to what replaces it: the first file of a baseline.

    Nothing else depends on a table's foreign keys, which are in the second. A service of another repository may depend
    on what its platform has replaced since.
    """
    replaced_by = {id_: file for file in reversed(files) for id_ in file.header.every_replaced}
    for file in files:
        if file.id in replaced_by:
            raise BadMigration(
                f"{file.shown}: replaced by {replaced_by[file.id].shown}, and there all the same",
                hint="Delete it; its statements are in the other one.",
            )
        found = tuple(dict.fromkeys(replaced_by[id_].id if id_ in replaced_by else id_ for id_ in file.depends))
        yield replace(file, depends=found, is_redirected=found != file.depends)
