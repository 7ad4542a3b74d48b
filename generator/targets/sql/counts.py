"""The views of the triggers that count rows in the rows they refer to."""

from typing import assert_never

from generator import names
from generator.frozen import frozen
from generator.plan.hazards.subjects import CountOperation
from generator.plan.kept import RowCount
from generator.plan.operations import StartCounting, StopCounting
from generator.plan.schema import Table
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
    """Whether triggers of these names may be there."""


@frozen
class StoppedCountView:
    """What is dropped."""

    table: str
    names: tuple[str, ...]


_GONE = CountSource(name="gone", weight="-1", follows=False)
_COME = CountSource(name="come", weight="1", follows=False)
_TABLES = {"gone": "OLD TABLE AS gone", "come": "NEW TABLE AS come"}


@frozen
class StartedCountView:
    """What is counted from now on."""

    counts: tuple[CountView, ...]
    was: StoppedCountView | None
    """Under other names, until now."""


def count_views(table: Table, *, replaces: bool = False) -> tuple[CountView, ...]:
    """The views of all that is counted of the table."""
    return tuple(_count_view(table.name, item, scoped=table.scoped, replaces=replaces) for item in table.counts)


def spelled(operation: CountOperation) -> tuple[str, object]:
    """The template of the operation and its view."""
    view: object
    table, count = operation.table, operation.count
    match operation:
        case StartCounting(scoped=scoped, was=was):
            found = _count_view(table, count, scoped=scoped, replaces=True)
            former = _stopped(table, was) if was else None
            template, view = "start_counting", StartedCountView(counts=(found,), was=former)
        case StopCounting():
            template, view = "stop_counting", _stopped(table, count)
        case _:
            assert_never(operation)
    return template, view


def _stopped(table: str, count: RowCount) -> StoppedCountView:
    return StoppedCountView(table=identifier(table), names=tuple(map(identifier, count_names(count))))


def _count_view(table: str, count: RowCount, *, scoped: bool, replaces: bool) -> CountView:
    return CountView(
        table=identifier(table),
        parent=identifier(count.parent),
        column=identifier(count.column),
        reference=identifier(count.reference),
        where=expression(count.where) if count.where else "",
        scoped=scoped,
        triggers=_triggers(count),
        replaces=replaces,
    )


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
