"""`scaffold migrate`: applies what a database lacks."""

from typing import TYPE_CHECKING

import click

from generator.cli import location, screen
from generator.cli.databases import DATABASE_URL, chosen
from generator.names import counted

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.database.events import Event
    from generator.database.runner import Pace, PendingMigration, Reach, Report

NEEDS_A_DECISION = 3
BACKUP_HINT = "Give --backup DIR for a dump of them (pg_dump), or --no-backup to go without."
HELD_HINTS = {
    "expand": "They take away what running code may use. When none of it is left: scaffold migrate --phase contract",
    "contract": "They belong to a later edit: scaffold migrate",
}


@click.command(
    short_help="Apply new migrations to a database.",
    epilog="""\b
Examples:
  scaffold migrate                      the database at DATABASE_URL, or the one of `make run`
  scaffold migrate --dry-run            what would run, statement by statement
  scaffold migrate --database-url postgresql://localhost/acme --json
  scaffold migrate --pause 0.2 --batch 500
                                        backfills that leave room for traffic
  scaffold migrate --phase contract --backup dumps
                                        after the old code is gone, with a copy of what is dropped
""",
)
@DATABASE_URL
@click.option("--dry-run", "-n", is_flag=True, help="Print what would run; change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.option(
    "--phase",
    type=click.Choice(["expand", "contract", "all"]),
    default="expand",
    show_default=True,
    help="expand: what running code does not notice. contract: also what only old code used. all: everything.",
)
@click.option("--pause", metavar="SECONDS", type=click.FloatRange(min=0), help="Between two batches of a backfill.")
@click.option("--batch", metavar="ROWS", type=click.IntRange(min=1), help="Rows in a batch of a backfill.")
@click.option("--backup", metavar="DIR", type=click.Path(file_okay=False), help="Dump what is dropped, before it is.")
@click.option("--no-backup", is_flag=True, help="Drop without a dump.")
def command(
    database_url: str | None,
    *,
    dry_run: bool,
    as_json: bool,
    phase: str,
    pause: float | None,
    batch: int | None,
    backup: str | None,
    no_backup: bool,
) -> int:
    """Apply the migrations that a database does not have, in order.

    Safe to run again at any time, from several machines at once, and after it was killed.
    """
    root = location.root()
    if backup and no_backup:
        raise click.UsageError("--backup and --no-backup contradict each other")
    from generator.database.runner import Pace, Reach

    reach = Reach(phase)
    with chosen(database_url, root) as url:
        if dry_run:
            _preview(url, root, reach, as_json=as_json)
            return 0
        if not (backup or no_backup or reach is Reach.EXPAND) and _lacks_a_decision(url, root, reach):
            return NEEDS_A_DECISION
        _migrate(url, root, reach, Pace(pause=pause, batch=batch), backup, as_json=as_json)
    return 0


def _lacks_a_decision(url: str, root: "Path", reach: "Reach") -> bool:
    """Whether data would be destroyed; says of which tables."""
    from generator.database.runner import pending

    waiting = [item for item in pending(url, root, phase=reach) if not item.is_held]
    tables = dict.fromkeys(table.replace('"', "") for item in waiting for table in item.destroys)
    if tables:
        screen.problem(f"this run destroys data of {', '.join(tables)}", BACKUP_HINT)
    return bool(tables)


def _migrate(url: str, root: "Path", reach: "Reach", pace: "Pace", backup: str | None, *, as_json: bool) -> None:
    from pathlib import Path

    from generator.database.runner import migrate

    progress = screen.Progress()
    try:
        report = migrate(
            url,
            root,
            phase=reach,
            on_event=_teller(progress, as_json=as_json),
            pace=pace,
            backup=Path(backup) if backup else None,
        )
    finally:
        progress.done()
    if as_json:
        applied = [{"id": item.id, "seconds": round(item.seconds, 3)} for item in report.applied]
        before, recorded = list(report.already_applied), list(report.recorded)
        screen.say_json({"applied": applied, "already_applied": before, "held": [*report.held], "recorded": recorded})
        return
    _say(report, reach)


def _say(report: "Report", reach: "Reach") -> None:
    if report.applied:
        total = counted(len(report.applied) + len(report.recorded) + len(report.already_applied), "migration")
        screen.say(f"Applied {len(report.applied)} of {total}.")
    else:
        screen.say(f"Nothing to do; {counted(len(report.already_applied), 'migration')} applied before.")
    if report.held:
        screen.say(f"Held back: {', '.join(report.held)}.")
        screen.tell(HELD_HINTS[reach])


def _teller(progress: screen.Progress, *, as_json: bool) -> "Callable[[Event], None]":
    """Tells on the progress line what goes on, and below it what is done."""
    from generator.database.events import Applied, BackedUp, Backfilled, Executed, Recorded

    def tell(event: "Event") -> None:
        match event:
            case Executed():
                progress(f"{event.migration}: statement {event.ordinal} is done")
            case Backfilled():
                progress(f"backfill of {event.table}: {event.rows} rows")
            case Applied() if not as_json:
                progress.done()
                screen.tell(f"  {event.id}  {event.seconds * 1000:.0f} ms")
            case Recorded() if not as_json:
                progress.done()
                screen.tell(f"  {event.id}  recorded: the database has all that it replaces")
            case BackedUp() if not as_json:
                progress.done()
                screen.tell(f"  {', '.join(event.tables)} saved in {event.path}".replace('"', ""))
            case _:
                pass

    return tell


def _preview(url: str, root: "Path", reach: "Reach", *, as_json: bool) -> None:
    from generator.database.runner import pending

    waiting = pending(url, root, phase=reach)
    due = [item for item in waiting if not item.is_held]
    held = [item.id for item in waiting if item.is_held]
    if as_json:
        rows = [{"id": item.id, "path": _relative(item, root), "statements": list(item.statements)} for item in due]
        screen.say_json({"pending": rows, "held": held})
        return
    for item in due:
        screen.say(click.style(f"-- {item.id}", bold=True))
        screen.say("\n".join(item.statements))
    screen.tell(f"{counted(len(due), 'migration')} would run." if due else "Nothing to do.")
    if held:
        screen.tell(f"Held back: {', '.join(held)}.\n{HELD_HINTS[reach]}")


def _relative(item: "PendingMigration", root: "Path") -> str:
    return item.path.relative_to(root).as_posix() if item.path.is_relative_to(root) else str(item.path)
