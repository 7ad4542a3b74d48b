"""Which of the migrations that wait may run now: what old code still needs is taken away in a run of its own."""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from generator.database.files import MigrationFile
from generator.frozen import frozen
from generator.plan.operations.words import Phase


class Reach(StrEnum):
    """How far a run goes."""

    EXPAND = "expand"
    """Up to the first contracting files: what code that runs meanwhile does not notice."""
    CONTRACT = "contract"
    """Those files and no others: when the last instance of the old code is gone. What a later edit adds is for the next
    run of the first kind, before code that needs it is deployed."""
    ALL = "all"
    """Everything: for databases that nothing runs on."""


@frozen
class Selection:
    """The files that wait, told apart, each part in the order in which the files run."""

    due: tuple[MigrationFile, ...]
    held: tuple[MigrationFile, ...]
    """For a later run, because of their phase or of what they depend on."""


def select(waiting: Sequence[MigrationFile], reach: Reach) -> Selection:
    """Tell what is due from what is held.

    Args:
        waiting: files that are not applied, in order.
        reach: of the run.
    """
    held = frozenset(_held(waiting, reach))
    return Selection(
        due=tuple(file for file in waiting if file.id not in held),
        held=tuple(file for file in waiting if file.id in held),
    )


def _held(waiting: Sequence[MigrationFile], reach: Reach) -> Iterator[str]:
    """A file comes after all that it depends on, so one pass finds what depends on something that is held."""
    held: set[str] = set()
    contracting: set[str] = set()
    for file in waiting:
        follows = not contracting.isdisjoint(file.depends)
        if file.header.phase is Phase.CONTRACT:
            must_wait = reach is Reach.EXPAND
            contracting.add(file.id)
        else:
            must_wait = reach is Reach.CONTRACT or (reach is Reach.EXPAND and follows)
        if must_wait or not held.isdisjoint(file.depends):
            held.add(file.id)
            yield file.id
