"""What tests are told of fields that are written, and read by methods of their own."""

from generator.ir import Entity, Field
from generator.targets.source.view import view
from generator.targets.tests.values import numbered


@view
class SecretView:
    """One of them."""

    column: str
    method: str
    """`reveal_api_key`."""
    value: str
    """An expression of a value that nothing else is like."""
    other: str


def secret_views(entity: Entity) -> tuple[SecretView, ...]:
    """The views of the entity's hidden fields."""
    return tuple(_view(item) for item in entity.hidden)


def secret_assignments(entity: Entity) -> tuple[str, ...]:
    """`api_key = samples.text(1)`: the secrets of sample number 1, which no message can give."""
    return tuple(numbered(item, number="1", prefix=f"{item.wire} = ") for item in entity.hidden)


def _view(field: Field) -> SecretView:
    return SecretView(
        column=field.column,
        method=f"reveal_{field.column}",
        value=numbered(field, number="987_654_321"),
        other=numbered(field, number="987_654_322"),
    )
