"""`scaffold contract`: drops what has been retired, by name."""

import click

from generator.cli import collection, location, screen
from generator.cli.diagnosis import say_findings, tell_findings
from generator.diagnostics import DiagnosedError


@click.command(
    short_help="Drop what edits have retired, by name.",
    epilog="""\b
Examples:
  scaffold contract                                              what is retired, and the state to quote
  scaffold contract --drop content.article.body --state 3f2a91c0
  scaffold migrate --phase contract                              with a backup, once no old code runs any more
""",
)
@click.option("--drop", "objects", metavar="NAME", multiple=True, help="A retired object, as it is listed; repeatable.")
@click.option("--state", metavar="STATE", help="The recorded state that the objects were chosen in, as it is listed.")
@click.option("--no-stubs", is_flag=True, help="Do not compile the protos.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(objects: tuple[str, ...], state: str | None, *, no_stubs: bool, as_json: bool) -> int:
    """List what edits have retired, or plan the end of some of it.

    A field or entity that leaves a spec is retired: no code uses it any more, its column or table stays with all it
    holds. Dropping it is this command's, object by object, in the state that you looked at. The migrations are written;
    `scaffold migrate` alone does not run them.
    """
    root = location.root()
    if objects and state is None:
        raise click.UsageError("--drop needs the --state that `scaffold contract` lists")
    if not objects:
        return _list(as_json=as_json)
    progress = screen.Progress()
    try:
        with collection.paused():
            from generator.cli import outcome
            from generator.pipeline.contraction import contract

            done = contract(root, objects, state or "", stubs=not no_stubs, notify=progress)
    except DiagnosedError as error:
        if as_json:
            return say_findings(error.diagnostics, root, "json")
        raise
    finally:
        progress.done()
    tell_findings(done.outcome.diagnostics, root)
    migrations = [outcome.migration_data(item) for item in done.migrations]
    if as_json:
        screen.say_json({**outcome.as_json(done.outcome), "migrations": migrations})
        return 0
    for item in done.migrations:
        screen.say(f"  {click.style(item.id, bold=True)}  {item.summary}")
    screen.tell("\nNext: scaffold migrate --phase contract, once no instance of the old code runs any more")
    return 0


def _list(*, as_json: bool) -> int:
    from generator.pipeline.contraction import retired

    found = retired(location.root())
    if as_json:
        services = (
            {
                "service": item.service,
                "state": item.state,
                "objects": [{"name": known.name, "kind": known.kind, "table": known.table} for known in item.objects],
            }
            for item in found
        )
        screen.say_json({"retired": list(services)})
        return 0
    if not found:
        screen.say("Nothing is retired.")
    for item in found:
        screen.say(f"{click.style(item.service, bold=True)}  --state {item.state}")
        for known in item.objects:
            screen.say(f"  {known.kind:<6}  {known.name}")
    return 0
