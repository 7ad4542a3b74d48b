"""`scaffold update`: brings the files that people own to newer templates."""

from typing import TYPE_CHECKING

import click

from generator.cli import location, screen

if TYPE_CHECKING:
    from pathlib import Path

    from generator.diagnostics import DiagnosedError
    from generator.pipeline import Outcome


@click.command(
    short_help="Merge newer templates into your files.",
    epilog="""\b
Examples:
  scaffold update --dry-run             what would change, as a patch
  scaffold update                       merge, then generate
  scaffold update --to 0.2.0            not the newest
  scaffold update --undo                take the last update back

\b
Exit codes:
  3    conflicts: files have markers, and wait for you
""",
)
@click.option("--dry-run", "-n", is_flag=True, help="Print the merged changes as a patch; write nothing.")
@click.option("--to", metavar="X.Y.Z", help="The version of scaffold whose templates are wanted. Default: this one's.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.option("--no-stubs", is_flag=True, help="Do not compile the protos.")
@click.option("--undo", "undoes", is_flag=True, help="Put the files back as they were before the last update.")
def command(*, dry_run: bool, to: str | None, as_json: bool, no_stubs: bool, undoes: bool) -> int:
    """Merge what is new in the templates into README, pyproject, CI and your other files, then generate.

    Your edits stay, committed or not. Where you and the template changed the same lines, both texts stand in the
    file between markers. All files are written or none.
    """
    root = location.root()
    if undoes:
        if dry_run or to:
            raise click.UsageError("--undo goes with neither --dry-run nor --to")
        return _undo(root, as_json=as_json)
    return _update(root, to, dry_run=dry_run, as_json=as_json, stubs=not no_stubs)


def _update(root: "Path", to: str | None, *, dry_run: bool, as_json: bool, stubs: bool) -> int:
    from generator.cli import updating
    from generator.cli.diagnosis import exit_code, say_findings
    from generator.diagnostics import DiagnosedError
    from generator.pipeline.update import update

    progress = screen.Progress()
    try:
        updated = update(root, to=to, dry_run=dry_run, notify=progress)
    except DiagnosedError as error:
        if as_json:
            return say_findings(error.diagnostics, root, "json")
        raise
    finally:
        progress.done()
    if not as_json:
        updating.say(updated, root, dry_run=dry_run)
    ready = not (dry_run or updated.conflicts)
    outcome, refused = _generate(root, progress, stubs=stubs) if ready else (None, None)
    if as_json:
        screen.say_json(updating.as_json(updated, outcome, refused))
        return exit_code((*updated.conflicts, *(refused.diagnostics if refused else ())))
    if refused:
        raise refused
    updating.say_rest(updated, outcome, root, dry_run=dry_run)
    return exit_code(updated.conflicts)


def _generate(
    root: "Path", progress: screen.Progress, *, stubs: bool
) -> "tuple[Outcome | None, DiagnosedError | None]":
    """What `generate` did, or why it refused; the templates are merged either way."""
    from generator.diagnostics import DiagnosedError
    from generator.pipeline.update import generate_after

    try:
        return generate_after(root, stubs=stubs, notify=progress), None
    except DiagnosedError as error:
        return None, error
    finally:
        progress.done()


def _undo(root: "Path", *, as_json: bool) -> int:
    from generator.cli import updating
    from generator.pipeline.undo import undo

    undone = undo(root)
    if as_json:
        screen.say_json(updating.undone_as_json(undone))
    else:
        updating.say_undone(undone)
    return 0
