"""What tests are told of groups of references of which a row has one."""

from generator.ir import Entity, OneOf
from generator.plan.checks import one_of_check
from generator.targets.source.layout import braces, laid_out
from generator.targets.source.literals import text_literal
from generator.targets.source.view import view


@view
class AlternativesView:
    """One group."""

    name: str
    type_name: str
    """The attribute that tells which of them a row has."""
    label: str
    """A literal: what it tells of a row with everything."""
    exact: bool
    """Whether a row must have one of them."""
    constraint: str
    """A literal."""
    fields: str
    """The statement, at column 4, that names the columns as a set."""
    second: str
    """A literal: a column that a row with everything leaves empty."""
    emptied: str
    """A literal: the SQL assignment that leaves a row without any."""
    wrong: str
    """The values that a creation cannot have in all columns at once, as a tuple."""


def alternatives_views(entity: Entity) -> tuple[AlternativesView, ...]:
    """The views of the entity's groups."""
    return tuple(_view(entity, group) for group in entity.one_of)


def _view(entity: Entity, group: OneOf) -> AlternativesView:
    columns = [entity.field(name).column for name in group.fields]
    chosen = entity.chosen(group)
    label = str(chosen.target.key) if group.polymorphic and chosen.target else chosen.name
    return AlternativesView(
        name=group.name,
        type_name=group.type_name,
        label=text_literal(label),
        exact=not group.optional,
        constraint=text_literal(one_of_check(entity, group).name),
        fields=laid_out(braces(tuple(map(text_literal, columns))), indent=4, prefix="fields = "),
        second=text_literal(next(column for column in columns if column != chosen.column)),
        emptied=text_literal(f"{chosen.column} = NULL"),
        wrong="(1,)" if group.optional else "(None, 1)",
    )
