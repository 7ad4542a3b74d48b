"""`scaffold demo`: the whole story on a scratch platform."""

from pathlib import Path

import click


@click.command(
    short_help="Show everything, in about a minute.",
    epilog="""\b
Examples:
  scaffold demo                         generate, migrate, serve, call, edit, do it again
  scaffold demo --keep shop             and keep the platform to look at
""",
)
@click.option("--keep", metavar="DIR", type=click.Path(path_type=Path), help="Leave the platform in DIR.")
def command(keep: Path | None) -> None:
    """Show everything on a scratch platform with a PostgreSQL of its own, in about a minute."""
    from generator.demo.story import run

    run(keep)
