"""`scaffold rollback`: undoes what a database was given last."""

from typing import TYPE_CHECKING

import click

from generator.cli import location, screen
from generator.cli.databases import DATABASE_URL, chosen
from generator.names import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from generator.database.events import Event


@click.command(
    short_help="Undo the last migrations of a database.",
    epilog="""\b
Examples:
  scaffold rollback --dry-run           what would run, statement by statement
  scaffold rollback                     undo the migration that was applied last
  scaffold rollback --to content.0003.add_article_subtitle
                                        undo all that were applied after that one
  scaffold rollback --database-url postgresql://localhost/acme --json
""",
)
@DATABASE_URL
@click.option("--to", metavar="ID", help="The migration that stays, with all before it. Default: one step back.")
@click.option("--dry-run", "-n", is_flag=True, help="Print what would run; change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(database_url: str | None, *, to: str | None, dry_run: bool, as_json: bool) -> int:
    """Undo migrations, the newest first, where nothing can get lost by it.

    First deploy the code of before, which does without them. A column that has a value, or a table that has a row, is
    not dropped: the run is refused before it changes anything. So it is if one of the migrations has no file that
    undoes it, as what drops, fills in or moves rows has none.

    Safe to run again after it was killed: it goes on where it was. `scaffold migrate` applies them once more.
    """
    root = location.root()
    downs = _downs(root)
    with chosen(database_url, root) as url:
        if dry_run:
            _preview(url, root, downs, to, as_json=as_json)
        else:
            _roll_back(url, root, downs, to, as_json=as_json)
    return 0


def _downs(root: "Path") -> "Mapping[str, str]":
    """The digest of each file that undoes a migration, by the migration's id, as the locks have recorded it."""
    from generator.output.manifest import read_records

    recorded = [item for record in read_records(root).values() for item in record.migrations]
    return {item.id: item.down for item in recorded if item.down}


def _roll_back(url: str, root: "Path", downs: "Mapping[str, str]", to: str | None, *, as_json: bool) -> None:
    from generator.database.rollback import rollback

    progress = screen.Progress()
    try:
        undone = rollback(url, root, downs, to=to, on_event=_teller(progress, as_json=as_json))
    finally:
        progress.done()
    if as_json:
        screen.say_json({"undone": [{"id": item.id, "seconds": round(item.seconds, 3)} for item in undone]})
    elif undone:
        screen.say(f"Undid {counted(len(undone), 'migration')}; `scaffold migrate` applies them again.")
    else:
        screen.say("Nothing to do.")


def _teller(progress: screen.Progress, *, as_json: bool) -> "Callable[[Event], None]":
    from generator.database.events import Executed, RolledBack

    def tell(event: "Event") -> None:
        match event:
            case Executed():
                progress(f"{event.migration}: statement {event.ordinal} is done")
            case RolledBack() if not as_json:
                progress.done()
                screen.tell(f"  {event.id}  undone  {event.seconds * 1000:.0f} ms")
            case _:
                pass

    return tell


def _preview(url: str, root: "Path", downs: "Mapping[str, str]", to: str | None, *, as_json: bool) -> None:
    from generator.database.rollback import pending

    waiting = pending(url, root, downs, to=to)
    if as_json:
        screen.say_json(
            {
                "pending": [
                    {"id": item.id, "path": item.path.relative_to(root).as_posix(), "statements": [*item.statements]}
                    for item in waiting
                ]
            }
        )
        return
    for item in waiting:
        screen.say(click.style(f"-- {item.id}", bold=True))
        screen.say("\n".join(item.statements))
    screen.tell(f"{counted(len(waiting), 'migration')} would be undone." if waiting else "Nothing to do.")
