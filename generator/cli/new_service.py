"""`scaffold new-service`: adds a service to a platform."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli import location, screen
from generator.diagnostics import EnvironmentProblem
from generator.tree import PLATFORM_FILE

if TYPE_CHECKING:
    from generator.scaffolding.creation import GivenSpec


@click.command(
    short_help="Add a service to a platform.",
    epilog="""\b
Examples:
  scaffold new-service content                      with an example spec to edit
  scaffold new-service user --scope global          shared by all campaigns
  scaffold new-service library --spec library.yaml  from a spec of yours
  scaffold new-service content --yes                outside a platform: make one here first
""",
)
@click.argument("name")
@click.option(
    "--spec",
    "spec_file",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Begin with this spec instead of the example.",
)
@click.option(
    "--scope",
    type=click.Choice(["campaign", "global"]),
    default="campaign",
    show_default=True,
    help="Of the example: its rows belong to one campaign each, or to the whole platform.",
)
@click.option("--yes", is_flag=True, help="Outside a platform, make one in the current folder without asking.")
def command(name: str, spec_file: Path | None, scope: str, *, yes: bool) -> None:
    """Add a service: its spec in specs/NAME.yaml and a place for your own tests."""
    from generator.cli.new_files import write_new
    from generator.frontend.load import read_sources
    from generator.scaffolding import creation, naming, schemas

    naming.check_identifier(name, "service")
    given = _given(spec_file) if spec_file else None
    root = location.find_root()
    if root is None:
        _confirm_platform(yes=yes)
        root = Path.cwd()
        first = creation.platform(root, None, None)
        texts = {PLATFORM_FILE: first[PLATFORM_FILE].decode()}
    else:
        first = {path: text for path, text in schemas.schema_files().items() if not (root / path).exists()}
        texts = dict(read_sources(root))
    write_new(root, {**first, **creation.service(texts, name, scope, given)})
    if PLATFORM_FILE in first:
        screen.say(f"Made a platform in {root}.")
    screen.say(f"Made the service {name}: its spec is {creation.spec_path(name)}.")
    screen.tell("\nNext:\n  scaffold generate\n  make test\n  scaffold migrate --database-url URL")


def _given(spec_file: Path) -> "GivenSpec":
    from generator.scaffolding.creation import GivenSpec

    try:
        return GivenSpec(shown=str(spec_file), text=spec_file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise EnvironmentProblem(f"there is no file `{spec_file}`") from error
    except (OSError, UnicodeDecodeError) as error:
        raise EnvironmentProblem(f"cannot read `{spec_file}`: {error}") from error


def _confirm_platform(*, yes: bool) -> None:
    """Asks whether to make a platform in the current folder; without a terminal, says how to be understood."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise EnvironmentProblem(
            f"no platform here: there is no `{PLATFORM_FILE}` in `{Path.cwd()}` or above it",
            hint="Add --yes to make one here, or make one first: `scaffold init DIR`.",
        )
    if not click.confirm(f"There is no platform here. Make one in {Path.cwd()}?", default=True, err=True):
        raise EnvironmentProblem(
            "nothing was made: a service lies in a platform",
            hint="Go into a platform, or make one first: `scaffold init DIR`.",
        )
