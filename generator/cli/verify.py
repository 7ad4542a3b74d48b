"""`scaffold verify`: are the migrations right?"""

from typing import TYPE_CHECKING

import click

from generator.cli import location, screen
from generator.cli.diagnosis import as_data, exit_code, say_findings
from generator.diagnostics import DiagnosedError

if TYPE_CHECKING:
    from generator.pipeline.proofs import Proved
    from generator.pipeline.verification import Verification

_MARKS = {"holds": ("ok", "green"), "fails": ("FAIL", "red"), "skipped": ("skip", "yellow")}


@click.command(
    short_help="Prove on a scratch database that migrations are right.",
    epilog="""\b
Examples:
  scaffold verify                       everything, on an embedded PostgreSQL
  scaffold verify content               one service, as before a commit
  scaffold verify --since v1.4          the upgrade of a database of that release, with rows in it
  scaffold verify --database-url postgresql://localhost/postgres --json
""",
)
@click.argument("services", nargs=-1, metavar="[SERVICE]...")
@click.option("--since", metavar="REF", help="What is released. Default: what this branch shares with origin/HEAD.")
@click.option("--database-url", metavar="URL", help="A server to make scratch databases on. Default: an embedded one.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(services: tuple[str, ...], *, since: str | None, database_url: str | None, as_json: bool) -> int:
    """Prove that the migrations make what the lock records, and keep what is there.

    The specs are valid and nothing is left to generate. All migrations from nothing make the recorded schema, and no
    statement locks more than its file declares. A database of an earlier revision, filled with made-up rows, comes to
    the same schema and keeps its rows. squawk, where it is installed, has nothing to object.

    DATABASE_URL is not read: that may be a database that matters.
    """
    root = location.root()
    progress = screen.Progress()
    try:
        from generator.pipeline.verification import verify

        done = verify(root, services, since=since, database_url=database_url, notify=progress)
    except DiagnosedError as error:
        if as_json:
            return say_findings(error.diagnostics, root, "json")
        raise
    finally:
        progress.done()
    if as_json:
        screen.say_json({"proofs": [_data(item) for item in done.proofs], "diagnostics": as_data(done.diagnostics)})
        return exit_code(done.diagnostics)
    for item in done.proofs:
        _say(item)
    return _conclude(done)


def _data(item: "Proved") -> dict[str, object]:
    return {
        "proof": item.subject.value,
        "verdict": item.verdict.value,
        "summary": item.summary,
        "seconds": round(item.seconds, 3),
        "counts": dict(item.counts),
        "notes": list(item.notes),
    }


def _say(item: "Proved") -> None:
    word, colour = _MARKS[item.verdict]
    seconds = "" if item.skipped else f"  {item.seconds:.1f} s"
    screen.say(f"{click.style(f'{word:<4}', fg=colour)}  {item.subject:<7}  {item.summary}{seconds}")
    for note in item.notes:
        screen.say(f"      {'':<7}  note: {note}")


def _conclude(done: "Verification") -> int:
    if not done.diagnostics:
        return 0
    screen.say()
    return say_findings(done.diagnostics, location.root(), "full")
