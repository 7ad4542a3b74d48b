"""`scaffold add-field`: adds a field to an entity's spec."""

import click

from generator.cli.edits import Mode, Spec, edit, near
from generator.cli.spec_options import chosen, edit_mode, spec_options
from generator.editing.options import FIELD


@click.command(
    short_help="Add a field to an entity.",
    epilog="""\b
Examples:
  scaffold add-field content.article subtitle string --max-length 200
  scaffold add-field content.article status enum --values draft,published --default draft
  scaffold add-field content.article editor ref --to user.account --dry-run
""",
)
@click.argument("entity", metavar="SERVICE.ENTITY")
@click.argument("name")
@click.argument("type_name", metavar="TYPE")
@spec_options(FIELD, without=("type",))
@edit_mode
def command(entity: str, name: str, type_name: str, *, further: tuple[str, ...], mode: Mode, **given: object) -> int:
    """Add a field to an entity: the one line in the spec, and nothing else in it.

    TYPE is a field type of the spec language (`scaffold schema service` lists them). The edit and its migrations are
    shown, the whole platform is checked with it, and only then the spec is written.
    """
    from generator.editing.notation import default, spec
    from generator.editing.places import Addition

    service, dot, owner = entity.partition(".")
    if not dot:
        raise click.UsageError(f"`{entity}` is not SERVICE.ENTITY, such as content.article")
    options = chosen(FIELD, given, further)
    if isinstance(said := given["_default"], str):
        options["default"] = default(type_name, said)
    value = spec(type_name, options)

    def addition(found: Spec) -> Addition:
        there = found.names("entities")
        if owner not in there:
            raise click.UsageError(f"the service `{service}` has no entity `{owner}`. {near(owner, there)}")
        return Addition(path=("entities", owner, "fields"), key=name, value=value)

    return edit(service, mode, addition)
