"""`scaffold migrate`: applies what a database lacks."""

from typing import TYPE_CHECKING

import click

from generator.cli import location, screen
from generator.diagnostics import EnvironmentProblem
from generator.names import counted

if TYPE_CHECKING:
    from pathlib import Path

    from generator.database.runner import Applied, PendingMigration


@click.command(
    short_help="Apply new migrations to a database.",
    epilog="""\b
Examples:
  scaffold migrate                      the database at DATABASE_URL
  scaffold migrate --dry-run            what would run, statement by statement
  scaffold migrate --database-url postgresql://localhost/acme --json
""",
)
@click.option("--database-url", metavar="URL", envvar="DATABASE_URL", help="Default: the variable DATABASE_URL.")
@click.option("--dry-run", "-n", is_flag=True, help="Print what would run; change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(database_url: str | None, *, dry_run: bool, as_json: bool) -> None:
    """Apply the migrations that a database does not have, in order.

    Safe to run again at any time, from several machines at once, and after it was killed.
    """
    root = location.root()
    if not database_url:
        hint = "Set DATABASE_URL=postgresql://user@host/database, or give --database-url."
        raise EnvironmentProblem("no database: DATABASE_URL is not set", hint=hint)
    if dry_run:
        _preview(database_url, root, as_json=as_json)
    else:
        _migrate(database_url, root, as_json=as_json)


def _migrate(url: str, root: "Path", *, as_json: bool) -> None:
    from generator.database.runner import migrate

    report = migrate(url, root, on_event=None if as_json else _tell_applied)
    if as_json:
        applied = [{"id": item.id, "seconds": round(item.seconds, 3)} for item in report.applied]
        screen.say_json({"applied": applied, "already_applied": list(report.already_applied)})
    elif report.applied:
        total = counted(len(report.applied) + len(report.already_applied), "migration")
        screen.say(f"Applied {len(report.applied)} of {total}.")
    else:
        screen.say(f"Nothing to do; {counted(len(report.already_applied), 'migration')} applied before.")


def _tell_applied(item: "Applied") -> None:
    screen.tell(f"  {item.id}  {item.seconds * 1000:.0f} ms")


def _preview(url: str, root: "Path", *, as_json: bool) -> None:
    from generator.database.runner import pending

    waiting = pending(url, root)
    if as_json:
        rows = [{"id": item.id, "path": _relative(item, root), "statements": list(item.statements)} for item in waiting]
        screen.say_json({"pending": rows})
        return
    for item in waiting:
        screen.say(click.style(f"-- {item.id}", bold=True))
        screen.say("\n".join(item.statements))
    screen.tell(f"{counted(len(waiting), 'migration')} would run." if waiting else "Nothing to do.")


def _relative(item: "PendingMigration", root: "Path") -> str:
    return item.path.relative_to(root).as_posix() if item.path.is_relative_to(root) else str(item.path)
