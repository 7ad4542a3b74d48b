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
  scaffold schema service --markdown    the same to read
""",
)
@click.argument("kind", type=click.Choice(["service", "platform"]))
@click.option("--markdown", is_flag=True, help="Print it as a reference to read.")
def command(kind: str, *, markdown: bool) -> None:
    """Print the JSON Schema of a service spec or of scaffold.yaml.

    Every key is described in it; editors complete and check from it.
    """
    if markdown:
        from generator import reference

        screen.say(reference.markdown(kind).rstrip("\n"))
        return
    screen.say(resources.schema(kind).read_text(encoding="utf-8").rstrip("\n"))
