"""How a hidden column is read: by a method and a statement of its own, and by nothing else."""

from generator import names
from generator.ir import Entity, Field
from generator.targets.python.methods import MethodView, method
from generator.targets.python.naming import EntityNames, campaign_argument, campaign_parameter
from generator.targets.source.layout import Call, laid_out
from generator.targets.source.literals import text_literal
from generator.targets.source.view import view

BODY = 8


@view
class SecretView:
    """The statement that reads one hidden column."""

    constant: str
    name: str
    column: str


@view
class RevealView:
    """The method that does."""

    method: MethodView
    value: str
    """The statement that takes the value from the row."""


def reveal_method(field: Field) -> str:
    """`reveal_api_key`."""
    return f"reveal_{field.column}"


def secret_views(entity: Entity) -> tuple[SecretView, ...]:
    """The statements of the entity's hidden columns."""
    return tuple(
        SecretView(constant=_constant(entity, item), name=reveal_method(item), column=item.column)
        for item in entity.hidden
    )


def reveal_views(entity: Entity, known: EntityNames) -> tuple[RevealView, ...]:
    """The methods of the entity's hidden columns."""
    return tuple(_reveal(entity, known, item) for item in entity.hidden)


def _reveal(entity: Entity, known: EntityNames, field: Field) -> RevealView:
    returns = "str | None" if field.nullable else "str"
    arguments = (f"statements.{_constant(entity, field)}", *campaign_argument(entity), known.id)
    return RevealView(
        method=method(
            reveal_method(field),
            ("self", *campaign_parameter(entity), f"{known.id}: int"),
            returns,
            summary=f"Return the {names.words(field.name)} of the {known.words}, which nothing else reads.",
            body=laid_out(Call("self._work.fetchrow", arguments), indent=BODY, prefix="row = await "),
        ),
        value=f"value: {returns} = row[{text_literal(field.column)}]",
    )


def _constant(entity: Entity, field: Field) -> str:
    return f"{names.constant(entity.name)}_{names.constant(reveal_method(field))}"
