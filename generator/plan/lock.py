"""Lock files: `scaffold.lock/<service>.yaml`, the committed memory of what was generated."""

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from generator.artifacts import Ownership
from generator.plan import lock_errors, lock_home, lock_tables, lock_wire, notation
from generator.plan.history import broken_link
from generator.plan.lock_errors import LockError
from generator.plan.lock_nodes import Node
from generator.plan.records import CORE, Record, RecordedFile, RecordedMigration, RecordedPlatform

__all__ = ["LockError", "read", "write"]

FORMAT = "1"

_HEADER = """\
# What `scaffold generate` has recorded: schema, wire numbers, migrations and files. Commit it, never edit it.
# After a merge conflict resolve that of the spec and run `scaffold rebase`.
"""

_OWNERSHIPS: Mapping[object, Ownership] = {member.value: member for member in Ownership}

_MARKER = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?: |$)", re.MULTILINE)


def write(record: Record) -> str:
    """The lock file of `record`: the same record gives the same bytes."""
    return _HEADER + "".join(f"{line}\n" for line in _lines(record))


def _lines(record: Record) -> Iterator[str]:
    yield f'lock: "{FORMAT}"'
    yield f"service: {notation.scalar(record.service)}"
    if record.spec:
        yield f"spec: {notation.scalar(record.spec)}"
    if record.platform:
        yield f"platform: {notation.flow(_platform_line(record.platform))}"
    if record.home:
        yield from lock_home.written(record.home)
    if record.routines > 1:
        yield f'routines: "{record.routines}"'
    yield from lock_tables.written(record.tables, record.origins)
    yield from lock_wire.written_rpcs(record.rpcs)
    yield from lock_wire.written_wire(record.wire)
    yield from lock_wire.written_names(record.wire_names)
    if record.migrations:
        yield "migrations:"
    for item in record.migrations:
        yield f"  {notation.key(item.id)}: {notation.flow(_migration_line(item))}"
    if record.files:
        yield "files:"
    for path, file in sorted(record.files.items()):
        yield f"  {notation.key(path)}: {notation.pair('ownership', file.ownership.value, 'sha256', file.sha256)}"


def _migration_line(item: RecordedMigration) -> Mapping[str, notation.Value]:
    line: dict[str, notation.Value] = {"sha256": item.sha256, "chained": item.chained}
    return line if item.down is None else {**line, "down": item.down}


def _platform_line(platform: RecordedPlatform) -> Mapping[str, notation.Value]:
    line: dict[str, notation.Value] = {"name": platform.name, "package": platform.package}
    line["retention"] = platform.retention
    if platform.extensions:
        line["extensions"] = platform.extensions
    return line


def read(text: str, path: str) -> Record:
    """The record that `text` holds; `path` is for diagnostics.

    Raises LockError: SG501 not as `write` writes it, SG502 merge conflicts, SG503 a later format, SG504 a broken
    chain of migrations.
    """
    if found := _MARKER.search(text):
        lock_errors.conflicted(path, text.count("\n", 0, found.start()) + 1)
    try:
        tree = notation.parse(text)
    except notation.NotationError as error:
        lock_errors.unreadable(path, str(error), line=error.line)
    root = Node(path, "", tree)
    if root.text("lock") != FORMAT:
        lock_errors.too_new(path, root.text("lock"))
    if root.text("service") != PurePosixPath(path).stem:
        lock_errors.unreadable(path, f"it is about `{root.text('service')}`")
    root.only("lock service spec platform home referred routines tables rpcs wire wire_names migrations files")
    return _record(root, path)


def _record(root: Node, path: str) -> Record:
    tables, origins = lock_tables.read(root.child("tables"))
    migrations = tuple(
        RecordedMigration(id=id_, sha256=node.text("sha256"), chained=node.text("chained"), down=node.optional("down"))
        for id_, node in root.child("migrations").children()
    )
    if broken := broken_link(migrations):
        lock_errors.broken_chain(path, broken.id)
    service = root.text("service")
    return Record(
        service=service,
        spec=root.optional("spec") or "",
        platform=_platform(root.child("platform")) if service == CORE else None,
        home=lock_home.read(root) if root.has("home") else None,
        tables=tables,
        origins=origins,
        routines=int(root.optional("routines") or 1),
        rpcs=lock_wire.read_rpcs(root.child("rpcs")),
        wire=lock_wire.read_wire(root.child("wire")),
        wire_names=lock_wire.read_names(root.child("wire_names")),
        migrations=migrations,
        files=_files(root.child("files")),
    )


def _platform(node: Node) -> RecordedPlatform:
    node.only("name package retention extensions")
    return RecordedPlatform(
        name=node.text("name"),
        package=node.text("package"),
        retention=node.names("retention"),
        extensions=node.names("extensions"),
    )


def _files(section: Node) -> Mapping[str, RecordedFile]:
    found: dict[str, RecordedFile] = {}
    for path, line in section.lines():
        sha256, ownership = line.get("sha256"), line.get("ownership")
        if not isinstance(sha256, str) or ownership not in _OWNERSHIPS:
            node = section.child(path)
            sha256, ownership = node.text("sha256"), node.choice("ownership", Ownership)
        found[path] = RecordedFile(sha256=sha256, ownership=_OWNERSHIPS[ownership])
    return found
