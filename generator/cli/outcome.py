"""What a run did, told to a person or as JSON."""

from collections.abc import Iterable, Iterator, Sequence

import click

from generator.cli import screen
from generator.cli.diagnosis import as_data
from generator.names import counted
from generator.output.writer import Written
from generator.pipeline import NewMethods, Outcome
from generator.plan.blueprint import Migration
from generator.plan.hazards import describe
from generator.targets.python.own_methods import OwnMethod

MOST_FOLDERS = 30
"""Folders beyond this many are counted, not listed."""
MOST_NAMES = 6
"""Files of a folder beyond this many are counted, not listed."""


def as_json(outcome: Outcome) -> dict[str, object]:
    """The outcome of a run for machines."""
    return {
        "created": list(outcome.written.created),
        "updated": list(outcome.written.updated),
        "deleted": list(outcome.written.deleted),
        "yours": list(outcome.written.yours),
        "unchanged": outcome.written.unchanged,
        "migrations": [migration_data(item) for item in outcome.migrations],
        "compiled": list(outcome.compiled),
        "methods": [_method(place, item) for place in outcome.methods for item in place.methods],
        "diagnostics": as_data(outcome.diagnostics),
    }


def say_outcome(outcome: Outcome, *, dry_run: bool) -> None:
    """Prints what was written, grouped by folder, new migrations with their locks, and the next command."""
    written = outcome.written
    if written.nothing:
        screen.say(f"Nothing to do: {written.unchanged} files are up to date{_compiled(outcome.compiled)}.")
        return
    say_files(written, dry_run=dry_run)
    if outcome.migrations:
        screen.say()
        say_migrations(outcome.migrations, planned=dry_run)
    for place in outcome.methods:
        _say_methods(place)
    screen.tell(f"\nNext: {_next(outcome, dry_run=dry_run)}")


def say_migrations(migrations: Sequence[Migration], *, planned: bool) -> None:
    """Prints new migrations with their locks; those that are only `planned` with what to know before they run."""
    screen.say("New migrations:")
    width = max(len(item.id) for item in migrations)
    for migration in migrations:
        screen.say(f"  {click.style(migration.id.ljust(width), bold=True)}  {_locks(migration)}")
        if planned and (cautions := _cautions(migration)):
            screen.say(f"  {' ' * width}  {cautions}")


def say_files(written: Written, *, dry_run: bool) -> None:
    """Prints the files of a run, grouped by folder, and how many they are."""
    for verb, paths, colour in (
        ("create", written.created, "green"),
        ("update", written.updated, "yellow"),
        ("delete", written.deleted, "red"),
    ):
        _say_folders(verb, paths, colour)
    screen.say(_totals(written, dry_run=dry_run))
    for path in written.yours:
        screen.say(f"  yours: {path}")


def _say_folders(verb: str, paths: tuple[str, ...], colour: str) -> None:
    folders: dict[str, list[str]] = {}
    for path in paths:
        folder, slash, name = path.rpartition("/")
        folders.setdefault(folder + slash, []).append(name)
    for folder, names in sorted(folders.items())[:MOST_FOLDERS]:
        screen.say(f"  {click.style(verb, fg=colour)}  {folder}{_listed(names)}")
    if len(folders) > MOST_FOLDERS:
        screen.say(f"  {click.style(verb, fg=colour)}  and files in {len(folders) - MOST_FOLDERS} more folders")


def _say_methods(place: NewMethods) -> None:
    """Prints what to paste into a service's own file: callers get UNIMPLEMENTED until then."""
    named = ", ".join(item.rpc for item in place.methods)
    screen.say(f"\nYours to write in class {place.class_} of {place.path}; {named} answers UNIMPLEMENTED until then:")
    for text in (place.imports, *(item.text for item in place.methods)):
        if text:
            screen.say(f"\n{text}")


def _method(place: NewMethods, item: OwnMethod) -> dict[str, object]:
    return {"path": place.path, "class": place.class_, "rpc": item.rpc, "imports": place.imports, "text": item.text}


def _compiled(services: tuple[str, ...]) -> str:
    if not services:
        return ""
    named = ", ".join(services) if len(services) <= MOST_NAMES else f"{len(services)} services"
    return f"; compiled the protos of {named}"


def _listed(names: list[str]) -> str:
    if len(names) == 1:
        return names[0]
    more = f", and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    return f": {', '.join(names[:MOST_NAMES])}{more}"


def _totals(written: Written, *, dry_run: bool) -> str:
    """What was written, what else is gone or left alone: what is written and left is what is up to date afterwards."""
    number = counted(len(written.created) + len(written.updated), "file")
    parts = [f"{'Would write' if dry_run else 'Wrote'} {number} ({len(written.created)} new)"]
    if written.deleted:
        parts.append(f"{'delete' if dry_run else 'deleted'} {len(written.deleted)}")
    parts.append(f"{'leave' if dry_run else 'left'} {written.unchanged} unchanged")
    return f"{', '.join(parts)}."


def migration_data(item: Migration) -> dict[str, object]:
    """A new migration for machines."""
    return {
        "id": item.id,
        "path": item.path,
        "phase": item.phase.value,
        "transactional": item.transactional,
        "summary": item.summary,
        "operations": [describe(operation).summary for operation in item.operations],
        "locks": [{"table": table, "lock": lock} for table, lock in _table_locks(item)],
        "scans": list(_scans(item)),
        "hazards": list(_hazards(item)),
    }


def _locks(item: Migration) -> str:
    tables: dict[str, list[str]] = {}
    for table, lock in _table_locks(item):
        tables.setdefault(lock, []).append(table)
    held = "; ".join(f"{lock} on {', '.join(names)}" for lock, names in tables.items())
    return f"{item.phase.value}; {held or 'locks nothing that is in use'}"


def _table_locks(item: Migration) -> Iterator[tuple[str, str]]:
    """Each table with each lock it takes, once."""
    found: Iterable[tuple[str, str]] = (
        (lock.table, lock.lock.value) for operation in item.operations for lock in describe(operation).locks
    )
    yield from dict.fromkeys(found)


def _cautions(item: Migration) -> str:
    """What to know before it runs on a busy database: `scans service_content_article; waits for snapshots`."""
    scanned = [f"scans {', '.join(tables)}"] if (tables := _scans(item)) else []
    return "; ".join(scanned + [hazard.replace("-", " ") for hazard in _hazards(item)])


def _scans(item: Migration) -> tuple[str, ...]:
    """The tables it reads from end to end, each once."""
    return tuple(dict.fromkeys(table for operation in item.operations for table in describe(operation).scans))


def _hazards(item: Migration) -> tuple[str, ...]:
    """What can go wrong, each once."""
    hazards = (hazard for operation in item.operations for hazard in describe(operation).hazards)
    return tuple(dict.fromkeys(hazard.value for hazard in hazards))


def _next(outcome: Outcome, *, dry_run: bool) -> str:
    if dry_run:
        return "scaffold generate"
    return "scaffold migrate" if outcome.migrations else "make test"
