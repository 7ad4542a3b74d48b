"""`scaffold plan`: what an edit of the specs would do, before anything is written."""

import click

from generator.cli import collection, location, screen
from generator.cli.diagnosis import say_findings, tell_findings
from generator.diagnostics import DiagnosedError


@click.command(
    short_help="Show what an edit would do to database, clients and code.",
    epilog="""\b
Examples:
  scaffold plan                         every statement with its locks, every number on the wire
  scaffold plan content                 of one service only
  scaffold plan --no-sql                the overview
  scaffold plan --json | jq '.services[].migrations[].steps[].locks'
""",
)
@click.argument("services", nargs=-1, metavar="[SERVICE]...")
@click.option("--no-sql", is_flag=True, help="Leave out the statements.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(services: tuple[str, ...], *, no_sql: bool, as_json: bool) -> int:
    """Show the plan: what `scaffold generate` would do now. Writes nothing.

    For every migration: its phase, whether it is one transaction, each statement with the locks it takes, what it reads
    from end to end, what to know before it runs on a busy database, and whether it can be undone. For clients: the
    numbers that are new and those that are reserved for ever. For the code: the files.
    """
    root = location.root()
    progress = screen.Progress()
    try:
        with collection.paused():
            from generator.cli import prospect
            from generator.pipeline.outlook import outlook

            planned = outlook(root, notify=progress)
    except DiagnosedError as error:
        if as_json:
            return say_findings(error.diagnostics, root, "json")
        raise
    finally:
        progress.done()
    if unknown := [name for name in services if name not in planned.known]:
        raise click.UsageError(f"there is no service `{unknown[0]}`; there are {', '.join(planned.known)}")
    shown = planned.of(services) if services else planned
    tell_findings(shown.diagnostics, root)
    if as_json:
        screen.say_json(prospect.as_json(shown))
    else:
        prospect.say(shown, sql=not no_sql)
    return 0
