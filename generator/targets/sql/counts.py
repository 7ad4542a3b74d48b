"""The views of the triggers that count rows in the rows they refer to."""

from generator import names
from generator.frozen import frozen
from generator.plan.schema import RowCount, Table
from generator.targets.sql.quoting import expression, identifier


@frozen
class CountSource:
    """A transition table, and what one of its rows adds."""

    name: str
    weight: str
    follows: bool
    """Whether another stands before it."""


@frozen
class CountTrigger:
    """The trigger after one kind of statement, and its function, which share a name."""

    name: str
    verb: str
    tables: str
    """`OLD TABLE AS gone NEW TABLE AS come`."""
    sources: tuple[CountSource, ...]


@frozen
class CountView:
    """One number that rows of a table are counted in."""

    table: str
    parent: str
    column: str
    reference: str
    where: str
    """Empty where all rows count."""
    scoped: bool
    triggers: tuple[CountTrigger, ...]
    replaces: bool


@frozen
class StoppedCountView:
    """What is dropped."""

    table: str
    names: tuple[str, ...]


_GONE = CountSource(name="gone", weight="-1", follows=False)
_COME = CountSource(name="come", weight="1", follows=False)
_TABLES = {"gone": "OLD TABLE AS gone", "come": "NEW TABLE AS come"}


def count_views(table: Table, *, replaces: bool = False) -> tuple[CountView, ...]:
    """The views of all that is counted of the table."""
    return tuple(
        CountView(
            table=identifier(table.name),
            parent=identifier(item.parent),
            column=identifier(item.column),
            reference=identifier(item.reference),
            where=expression(item.where) if item.where else "",
            scoped=table.scoped,
            triggers=_triggers(item),
            replaces=replaces,
        )
        for item in table.counts
    )


def stopped_view(table: str, count: RowCount) -> StoppedCountView:
    """The view of the end of a count."""
    return StoppedCountView(table=identifier(table), names=tuple(map(identifier, count_names(count))))


def count_names(count: RowCount) -> tuple[str, str, str]:
    """The triggers of a count after INSERT, UPDATE and DELETE, and their functions."""
    first, second, third = (names.shortened(f"{count.name}_{verb}") for verb in ("insert", "update", "delete"))
    return first, second, third


def _triggers(count: RowCount) -> tuple[CountTrigger, ...]:
    inserted, updated, deleted = count_names(count)
    then = CountSource(name="come", weight="1", follows=True)
    return (
        _trigger(inserted, "INSERT", (_COME,)),
        _trigger(updated, "UPDATE", (_GONE, then)),
        _trigger(deleted, "DELETE", (_GONE,)),
    )


def _trigger(name: str, verb: str, sources: tuple[CountSource, ...]) -> CountTrigger:
    tables = " ".join(_TABLES[item.name] for item in sources)
    return CountTrigger(name=identifier(name), verb=verb, tables=tables, sources=sources)
