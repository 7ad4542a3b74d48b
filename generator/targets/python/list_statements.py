"""The statements of an entity's lists: what every form of them asks, what single forms do, and its views."""

from collections.abc import Iterator

from generator.ir import Entity
from generator.targets.python import statement_parts as parts
from generator.targets.python.read_models_view import ViewStatement, view_statements
from generator.targets.source.layout import laid_out, parentheses
from generator.targets.source.literals import text_literal
from generator.targets.source.view import view


@view
class FilterView:
    """An optional condition of a list."""

    column: str
    condition: str


@view
class ListStatements:
    """The lists of one entity."""

    variants: str
    """The class of its lists."""
    list_conditions: str
    """A tuple in Python, as that of `stream_conditions`."""
    stream_conditions: str
    skip: str
    """The end of a list's statement where rows can be skipped."""
    count_conditions: str
    views: tuple[ViewStatement, ...]


def listing(entity: Entity) -> ListStatements:
    """The statements of the entity's lists."""
    return ListStatements(
        variants="SharedVariants" if entity.shared else "Variants",
        list_conditions=_list_conditions(entity),
        skip="\\nOFFSET $?::integer" if entity.paging.parameter else "",
        count_conditions=_unnumbered(_listed(entity)),
        views=view_statements(entity),
        stream_conditions=_unnumbered((*parts.campaign(entity), *parts.unarchived(entity), *parts.alive(entity))),
    )


def _list_conditions(entity: Entity) -> str:
    position = "(created_at, id) < ($?::timestamptz, $?::bigint)"
    return _unnumbered((*_listed(entity), position))


def _listed(entity: Entity) -> tuple[str, ...]:
    """The conditions of every row that a list has, whatever its page."""
    parent = (f"{entity.parent_column} = $?::bigint",) if entity.parent_column else ()
    return (*parts.campaign(entity), *parent, *parts.unarchived(entity), *parts.alive(entity))


def _unnumbered(conditions: tuple[str, ...]) -> str:
    spelled = tuple(text_literal(item.replace("$1", "$?")) for item in conditions)
    return laid_out(parentheses(spelled), indent=4, suffix=",")


def filters(entity: Entity) -> Iterator[FilterView]:
    """What a list may be narrowed by."""
    for field in map(entity.field, entity.filters):
        yield FilterView(column=field.column, condition=f"{field.column} = $?::{field.sql_cast}")
    for bound in entity.bounds:
        condition = f"{bound.column} {bound.operator} $?::{bound.field.sql_cast}"
        yield FilterView(column=bound.field.column, condition=condition)
