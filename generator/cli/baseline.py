"""`scaffold baseline`: one migration for new databases in place of all that were released."""

from typing import TYPE_CHECKING

import click

from generator.cli import collection, location, screen
from generator.cli.diagnosis import say_findings
from generator.diagnostics import DiagnosedError
from generator.names import counted

if TYPE_CHECKING:
    from generator.pipeline.baseline import Baselined

EXISTING = (
    "Databases that have all that is replaced go on: `scaffold migrate` records the baseline there and runs nothing of "
    "it.\nOne that lacks some of it is refused. So before this is deployed, on every database:\n"
    "  scaffold migrate --phase all      from the revision before this one, contract phase included"
)


@click.command(
    short_help="Squash released migrations for new databases.",
    epilog="""\b
Examples:
  scaffold migrate --phase all          on every database, before anything else
  scaffold baseline                     proven on scratch databases, then written
  git diff --stat                       what was replaced; git keeps it
  scaffold baseline --no-verify --json
""",
)
@click.option("--no-verify", is_flag=True, help="Do not prove that old and new make the same schema.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(*, no_verify: bool, as_json: bool) -> int:
    """Replace the migrations of every service by those that make its recorded tables at once.

    A new database runs two files per service, however old the platform is. A database that has run all that is replaced
    carries on, and later migrations turn both into the same.

    Nothing is written unless both ways make the same catalogue on scratch databases.
    """
    root = location.root()
    progress = screen.Progress()
    try:
        with collection.paused():
            from generator.pipeline.baseline import baseline

            done = baseline(root, verified=not no_verify, notify=progress)
    except DiagnosedError as error:
        if as_json:
            return say_findings(error.diagnostics, root, "json")
        raise
    finally:
        progress.done()
    if as_json:
        screen.say_json(_data(done))
    else:
        _say(done)
    return 0


def _data(done: "Baselined") -> dict[str, object]:
    made = [{"id": item.id, "path": item.path, "replaces": list(item.replaces)} for item in done.migrations]
    return {"migrations": made, "removed": list(done.removed), "compared": done.objects, "diagnostics": []}


def _say(done: "Baselined") -> None:
    if not done.migrations:
        screen.say("Nothing to squash: every service has its first migrations only.")
        return
    for item in done.migrations:
        screen.say(f"  {click.style(item.id, bold=True)}  {item.summary}")
    screen.say(f"{counted(len(done.migrations), 'migration')} in place of {len(done.removed)}.")
    if done.objects is not None:
        screen.say(f"The same by either way: {counted(done.objects, 'object')} compared.")
    screen.tell(f"\n{EXISTING}")
