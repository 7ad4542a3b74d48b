"""`scaffold add-operation`: adds an operation to a service's spec."""

import click

from generator.cli.edits import Mode, edit
from generator.cli.spec_options import chosen, edit_mode, spec_options

DEFINITION = "operation"


@click.command(
    short_help="Add an operation to a service.",
    epilog="""\b
Examples:
  scaffold add-operation content publish_article --entity article \\
      --field status --from draft --to published --emits article.published
  scaffold add-operation content import_articles --request "url:string!" --response imported:integer
""",
)
@click.argument("service")
@click.argument("name")
@spec_options(DEFINITION)
@edit_mode
def command(service: str, name: str, *, further: tuple[str, ...], mode: Mode, **given: object) -> int:
    """Add an operation to a service's spec: a transition of a state, or an RPC whose method you write yourself.

    --field, --from and --to make it a transition. A FIELD of --request and --response is written as in
    `scaffold add-entity --help`.
    """
    from generator.editing.options import order
    from generator.editing.places import Addition
    from generator.editing.values import Block, mapping

    entries = tuple(chosen(DEFINITION, given, further).items())
    value = Block(entries=entries) if entries else mapping(())
    addition = Addition(path=("operations",), key=name, value=value, order=order())
    return edit(service, mode, lambda _: addition)
