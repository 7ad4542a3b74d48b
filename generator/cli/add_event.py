"""`scaffold add-event`: adds an event to a service's spec."""

import click

from generator.cli.edits import Mode, edit
from generator.cli.spec_options import chosen, edit_mode, spec_options

DEFINITION = "event"


@click.command(
    short_help="Add an event to a service.",
    epilog="""\b
Examples:
  scaffold add-event content article.archived
  scaffold add-event content article.shared --payload "channel:string(40)!" --retention audit
  scaffold add-event content article.pinned --description "An editor wants it on top." --dry-run
""",
)
@click.argument("service")
@click.argument("name", metavar="ENTITY.WHAT_HAPPENED")
@spec_options(DEFINITION)
@edit_mode
def command(service: str, name: str, *, further: tuple[str, ...], mode: Mode, **given: object) -> int:
    """Add an event to a service's spec, beyond those that every entity has.

    A FIELD of the payload is written as in `scaffold add-entity --help`.
    """
    from generator.editing.options import order
    from generator.editing.places import Addition
    from generator.editing.values import mapping

    value = mapping(tuple(chosen(DEFINITION, given, further).items()))
    addition = Addition(path=("events",), key=name, value=value, order=order())
    return edit(service, mode, lambda _: addition)
