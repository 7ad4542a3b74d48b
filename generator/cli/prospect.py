"""A plan, told to a person or as JSON."""

from collections.abc import Iterator

import click

from generator.cli import screen
from generator.cli.diagnosis import as_data
from generator.cli.outcome import say_files
from generator.pipeline.outlook import Outlook, PlannedMigration, PlannedStep, ServiceOutlook
from generator.plan.wire_changes import WireChange, WireEffect

_SIGNS = {
    WireEffect.ADDED: ("+", "green"),
    WireEffect.RESERVED: ("-", "yellow"),
    WireEffect.REMOVED: ("-", "red"),
    WireEffect.MOVED: ("-", "red"),
}


def as_json(planned: Outlook) -> dict[str, object]:
    """The plan for machines."""
    return {
        "services": [_service_data(item) for item in planned.services],
        "files": {
            "created": list(planned.written.created),
            "updated": list(planned.written.updated),
            "deleted": list(planned.written.deleted),
        },
        "diagnostics": as_data(planned.diagnostics),
    }


def _service_data(item: ServiceOutlook) -> dict[str, object]:
    return {
        "service": item.service,
        "new": item.is_new,
        "migrations": [_migration_data(migration) for migration in item.migrations],
        "wire": [
            {"effect": change.effect.value, "subject": change.subject, "number": change.number, "type": change.type}
            for change in item.wire
        ],
    }


def _migration_data(item: PlannedMigration) -> dict[str, object]:
    migration = item.migration
    return {
        "id": migration.id,
        "path": migration.path,
        "phase": migration.phase.value,
        "transactional": migration.transactional,
        "summary": migration.summary,
        "depends": list(migration.depends),
        "lock_timeout": item.lock_timeout,
        "down": item.down,
        "steps": [_step_data(step) for step in item.steps],
    }


def _step_data(step: PlannedStep) -> dict[str, object]:
    facts = step.facts
    return {
        "summary": facts.summary,
        "statement": step.statement,
        "locks": [{"table": lock.table, "lock": lock.lock.value} for lock in facts.locks],
        "scans": list(facts.scans),
        "hazards": [hazard.value for hazard in facts.hazards],
        "reversible": facts.reversible.value,
    }


def say(planned: Outlook, *, sql: bool) -> None:
    """Prints the plan, service by service, then the files."""
    for item in planned.services:
        _say_service(item, sql=sql)
    if not planned.services:
        screen.say("Database and clients stay as they are.")
    if planned.written.nothing:
        screen.say("Nothing to do: no file changes.")
        return
    say_files(planned.written, dry_run=True)
    screen.tell("\nNext: scaffold generate")


def _say_service(item: ServiceOutlook, *, sql: bool) -> None:
    screen.say(click.style(f"{item.service}{' (new)' if item.is_new else ''}", bold=True, underline=True))
    for migration in item.migrations:
        _say_migration(migration, sql=sql)
    changes = tuple(_overview(item.wire)) if item.is_new else item.wire
    if changes:
        screen.say("  on the wire")
    for change in changes:
        sign, colour = _SIGNS[change.effect]
        screen.say(f"    {click.style(sign, fg=colour)} {_wire_words(change)}")
    screen.say()


def _overview(changes: tuple[WireChange, ...]) -> Iterator[WireChange]:
    """Of a new service everything is new: its RPCs are told, the messages that come with them are not."""
    yield from (item for item in changes if item.subject.startswith("rpc "))


def _wire_words(change: WireChange) -> str:
    number = "" if change.number is None else f" = {change.number}"
    match change.effect:
        case WireEffect.ADDED:
            return f"{change.subject}{number}{f', {change.type}' if change.type else ''}"
        case WireEffect.RESERVED:
            return f"{change.subject}{number}: number and name are reserved for ever"
        case WireEffect.REMOVED:
            return f"{change.subject}: old clients are answered with UNIMPLEMENTED"
        case WireEffect.MOVED:
            return f"{change.subject}: old clients of {change.type} are answered with 404"


def _say_migration(item: PlannedMigration, *, sql: bool) -> None:
    migration = item.migration
    mode = "one transaction" if migration.transactional else "each statement on its own"
    waits = ", waits only briefly for a lock" if item.locks and item.lock_timeout != "0" else ""
    screen.say(f"  {click.style(migration.id, bold=True)}  {migration.phase.value}, {mode}{waits}")
    for step in item.steps:
        _say_step(step, sql=sql)
    if not item.steps:
        screen.say(f"    {migration.summary}")
    if item.down:
        screen.say(click.style("    way back: `scaffold rollback`, as long as it would lose nothing", dim=True))


def _say_step(step: PlannedStep, *, sql: bool) -> None:
    facts = step.facts
    screen.say(f"    {facts.summary}")
    for line in step.statement.splitlines() if sql else ():
        screen.say(click.style(f"      | {line}".rstrip(), dim=True))
    for label, words in _facts(step):
        screen.say(f"      {label:<8} {words}")


def _facts(step: PlannedStep) -> Iterator[tuple[str, str]]:
    """What to know of a step, label and words; what goes without saying is left out."""
    facts = step.facts
    if facts.locks:
        yield "locks", "; ".join(f"{lock.lock.value} on {lock.table}" for lock in facts.locks)
    if facts.scans:
        yield "reads", f"all of {', '.join(facts.scans)}, while readers and writers go on"
    if facts.hazards:
        yield "caution", "; ".join(hazard.value.replace("-", " ") for hazard in facts.hazards)
    if facts.reversible.value != "yes":
        yield "undo", facts.reversible.value.replace("-", " ")
