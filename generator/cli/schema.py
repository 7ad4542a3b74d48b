"""`scaffold schema`: the JSON Schema of a spec file."""

import click

from generator import resources
from generator.cli import screen


@click.command(
    short_help="Print the JSON Schema of a spec.",
    epilog="""\b
Examples:
  scaffold schema service               the language of specs/<service>.yaml
  scaffold schema platform > platform.schema.json
""",
)
@click.argument("kind", type=click.Choice(["service", "platform"]))
def command(kind: str) -> None:
    """Print the JSON Schema of a service spec or of scaffold.yaml.

    Every key is described in it; editors complete and check from it.
    """
    screen.say(resources.schema(kind).read_text(encoding="utf-8").rstrip("\n"))
