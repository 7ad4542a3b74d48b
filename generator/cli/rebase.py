"""`scaffold rebase`: puts this branch's migrations and wire numbers after those of the branch it is merged with."""

import click

from generator.cli import collection, location, screen
from generator.cli.diagnosis import say_findings, tell_findings
from generator.diagnostics import DiagnosedError


@click.command(
    short_help="After a merge: renumber this branch's migrations.",
    epilog="""\b
Examples:
  git merge main          stops at a conflict in scaffold.lock/
  (resolve the conflicts of the specs, if there are any)
  scaffold rebase         the other side's state, and this branch's edits planned after it
  git add -A && git commit

\b
  scaffold rebase --onto main           where the merge is done already
""",
)
@click.option("--onto", metavar="COMMIT", help="The other side. Default: that of the merge or rebase in progress.")
@click.option("--no-stubs", is_flag=True, help="Do not compile the protos.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(onto: str | None, *, no_stubs: bool, as_json: bool) -> int:
    """Take the state that the other side recorded and plan this branch's edits after it.

    The other side's migrations may have run anywhere; those that only this branch has must not have: they are withdrawn
    and written again under later numbers. Databases of your own that have them already have to be made anew.
    """
    root = location.root()
    progress = screen.Progress()
    try:
        with collection.paused():
            from generator.cli import outcome
            from generator.pipeline.rebase import rebase

            done = rebase(root, onto, stubs=not no_stubs, notify=progress)
    except DiagnosedError as error:
        if as_json:
            return say_findings(error.diagnostics, root, "json")
        raise
    finally:
        progress.done()
    tell_findings(done.outcome.diagnostics, root)
    if as_json:
        withdrawn = {"services": list(done.services), "withdrawn": list(done.withdrawn)}
        screen.say_json({**withdrawn, **outcome.as_json(done.outcome)})
        return 0
    if not done.services:
        screen.say("No service was changed on both sides.")
    for id_ in done.withdrawn:
        screen.say(f"  {click.style('withdrawn', fg='yellow')}  {id_}")
    outcome.say_outcome(done.outcome, dry_run=False)
    return 0
