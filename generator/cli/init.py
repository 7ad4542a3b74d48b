"""`scaffold init`: makes a platform."""

import shlex
from pathlib import Path

import click

from generator.cli import screen


@click.command(
    short_help="Make a platform.",
    epilog="""\b
Examples:
  scaffold init acme                    a platform called acme in ./acme
  scaffold init . --name acme           in the current folder
  scaffold init acme --template gh:acme/platform-template
""",
)
@click.argument("directory", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--name", help="Name of the platform, prefix of its database roles. Default: the folder's.")
@click.option("--package", help="Root Python package and first segment of the proto packages. Default: the name.")
@click.option(
    "--template",
    metavar="SOURCE",
    help="A copier template of your own: gh:org/repo, a URL of a git repository, a folder.",
)
def command(directory: Path, name: str | None, package: str | None, template: str | None) -> None:
    """Make a platform in DIR: everything but its services."""
    from generator.cli.new_files import write_new
    from generator.scaffolding import creation

    write_new(directory, creation.platform(directory, name, package, template))
    screen.say(f"Made a platform in {directory}.")
    move = "" if directory.resolve() == Path.cwd() else f"  cd {shlex.quote(str(directory))}\n"
    screen.tell(f"\nNext:\n{move}  git init && git add -A\n  scaffold new-service NAME\n  scaffold generate")
