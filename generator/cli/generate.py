"""`scaffold generate`: brings everything in line with the specs."""

from pathlib import Path
from typing import NoReturn

import click

from generator.cli import collection, location, screen
from generator.cli.diagnosis import as_data, say_findings, tell_findings
from generator.diagnostics import DiagnosedError
from generator.output import stamp


@click.command(
    short_help="Bring everything in line with the specs.",
    epilog="""\b
Examples:
  scaffold generate                     write what the specs ask for
  scaffold generate --dry-run           what would be written, which locks the migrations take
  scaffold generate --diff | less       what would change, as a patch; exit code 1 if there is any
  scaffold generate --overwrite         give up edits by hand of generated files
  scaffold generate --watch             again at every save of a spec, until Ctrl-C
""",
)
@click.option("--dry-run", "-n", is_flag=True, help="Say what would be done; write nothing.")
@click.option("--diff", is_flag=True, help="Print what would change as a patch, without scaffold.lock/; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.option("--overwrite", is_flag=True, help="Replace generated files that were edited by hand.")
@click.option("--no-stubs", is_flag=True, help="Do not compile the protos.")
@click.option("--watch", is_flag=True, help="Run again whenever a spec is saved, until Ctrl-C.")
def command(*, dry_run: bool, diff: bool, as_json: bool, overwrite: bool, no_stubs: bool, watch: bool) -> int:
    """Write code, protos, migrations and tests for every spec.

    Only files that differ are written, all of them or none. A generated file that was edited by hand is never
    overwritten silently: the command shows the edit and stops.
    """
    root = location.root()
    if watch:
        _watch(root, dry_run=dry_run, diff=diff, as_json=as_json, overwrite=overwrite, no_stubs=no_stubs)
    if (found := stamp.valid(root)) is not None and (found.compiled or no_stubs):
        tell_findings(found.warnings, root)
        return _nothing_to_do(found, diff=diff, as_json=as_json)
    progress = screen.Progress()
    try:
        with collection.paused():
            from generator.cli import outcome
            from generator.pipeline import generate

            done = generate(root, overwrite=overwrite, dry_run=dry_run or diff, stubs=not no_stubs, notify=progress)
    except DiagnosedError as error:
        if as_json:
            return say_findings(error.diagnostics, root, "json")
        raise
    finally:
        progress.done()
    tell_findings(done.diagnostics, root)
    if as_json:
        screen.say_json(outcome.as_json(done))
    elif diff:
        screen.say(done.patch.rstrip("\n"))
    else:
        outcome.say_outcome(done, dry_run=dry_run)
    return int(diff and bool(done.patch))


def _watch(root: Path, *, dry_run: bool, diff: bool, as_json: bool, overwrite: bool, no_stubs: bool) -> NoReturn:
    """Runs again and again, without the options that make no sense then."""
    if diff or as_json or overwrite:
        raise click.UsageError("--watch goes with --dry-run and --no-stubs only")
    from generator.cli.watch import watch

    watch(root, [*(("--dry-run",) if dry_run else ()), *(("--no-stubs",) if no_stubs else ())])


def _nothing_to_do(found: stamp.Stamp, *, diff: bool, as_json: bool) -> int:
    """Says so, as a full run would, without having loaded what a full run needs."""
    if as_json:
        nothing: dict[str, object] = {
            "created": [],
            "updated": [],
            "deleted": [],
            "yours": [],
            "unchanged": found.unchanged,
        }
        diagnostics = as_data(found.warnings) if found.warnings else []
        screen.say_json({**nothing, "migrations": [], "compiled": [], "methods": [], "diagnostics": diagnostics})
    elif not diff:
        screen.say(f"Nothing to do: {found.unchanged} files are up to date.")
    return 0
