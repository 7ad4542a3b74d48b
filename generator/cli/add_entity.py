"""`scaffold add-entity`: adds an entity to a service's spec."""

import click

from generator.cli.edits import Mode, edit
from generator.cli.spec_options import chosen, edit_mode, spec_options

DEFINITION = "entity"


@click.command(
    short_help="Add an entity to a service.",
    epilog="""\b
Examples:
  scaffold add-entity content topic --field "name:string(80)!" --unique name
  scaffold add-entity content comment --belongs-to article --field "body:text!"
  scaffold add-entity content note --field "body:text" --set "search={body: A}" --dry-run

\b
A FIELD is NAME:TYPE, TYPE(ARGUMENTS), then `!` if required, then `=DEFAULT`:
  title:string(200)!    status:enum(draft,published)=draft    price:decimal(12,2)    author:ref(user.account)
""",
)
@click.argument("service")
@click.argument("name")
@spec_options(DEFINITION)
@edit_mode
def command(service: str, name: str, *, further: tuple[str, ...], mode: Mode, **given: object) -> int:
    """Add an entity to a service's spec.

    The edit and its migrations are shown, the whole platform is checked with it, and only then the spec is written.
    """
    from generator.editing.options import order
    from generator.editing.places import Addition
    from generator.editing.values import Block

    value = Block(entries=tuple(chosen(DEFINITION, given, further).items()))
    addition = Addition(path=("entities",), key=name, value=value, order=order())
    return edit(service, mode, lambda _: addition)
