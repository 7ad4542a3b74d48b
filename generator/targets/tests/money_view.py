"""What tests are told of optional money, whose amount and currency are both there or neither is."""

from generator.ir import Entity
from generator.plan.checks import together_check
from generator.targets.source.layout import braces, laid_out
from generator.targets.source.literals import text_literal
from generator.targets.source.view import view


@view
class MoneyView:
    """One such field."""

    name: str
    columns: str
    """The statement, at column 4, that names its two columns as a set."""
    constraint: str
    """A literal: the name of its CHECK."""


def money_views(entity: Entity) -> tuple[MoneyView, ...]:
    """The views of the entity's optional money."""
    return tuple(
        MoneyView(
            name=str(amount.half_of),
            columns=_columns(amount.column, currency.column),
            constraint=text_literal(together_check(entity.table, amount, currency).name),
        )
        for amount, currency in entity.pairs
    )


def _columns(*names: str) -> str:
    return laid_out(braces(tuple(map(text_literal, names))), indent=4, prefix="columns = ")
