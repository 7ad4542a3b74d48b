"""`scaffold check`: is everything valid and up to date?"""

import os
from pathlib import Path

import click

from generator.cli import collection, location, screen
from generator.cli.diagnosis import say_findings
from generator.diagnostics import Diagnostic
from generator.output import stamp

FORMATS = ("full", "concise", "json", "github", "sarif")


@click.command(
    short_help="Say what is invalid or out of date.",
    epilog="""\b
Examples:
  scaffold check
  scaffold check --json                 for scripts and assistants
  scaffold check --output-format github annotations in a pull request
""",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --output-format json.")
@click.option(
    "--output-format",
    type=click.Choice(FORMATS),
    help="How findings are printed. Default: full; github where GITHUB_ACTIONS=true.",
)
def command(*, as_json: bool, output_format: str | None) -> int:
    """Validate every spec and compare every generated file; write nothing.

    Tells apart what was edited by hand, what is stale, missing or orphaned, and names the command that mends it.
    """
    if as_json and output_format not in {None, "json"}:
        raise click.UsageError(f"--json and --output-format {output_format} exclude each other")
    root = location.root()
    chosen = "json" if as_json else output_format or _default_format()
    if (found := stamp.valid(root)) is not None:
        return _say(found.warnings, found.unchanged, root, chosen)
    from generator.diagnostics import DiagnosedError

    progress = screen.Progress()
    try:
        with collection.paused():
            from generator.pipeline import check

            done = check(root, notify=progress)
        diagnostics, unchanged = done.diagnostics, done.written.unchanged
    except DiagnosedError as error:
        diagnostics, unchanged = error.diagnostics, 0
    finally:
        progress.done()
    return _say(diagnostics, unchanged, root, chosen)


def _default_format() -> str:
    return "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "full"


def _say(diagnostics: tuple[Diagnostic, ...], unchanged: int, root: Path, chosen: str) -> int:
    """Prints the result; a format for machines is a document even if there is nothing in it."""
    if chosen == "json" and not diagnostics:
        screen.say_json({"diagnostics": []})
        return 0
    if diagnostics or chosen == "sarif":
        return say_findings(diagnostics, root, chosen)
    screen.say(f"All is well: the specs are valid and {unchanged} files are up to date.")
    return 0
