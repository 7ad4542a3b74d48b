"""Steps: what one kind of change wants done to one table, and the place that it has in a run."""

from collections.abc import Iterable
from enum import IntEnum

from generator.frozen import frozen
from generator.plan.operations import Operation, Phase


class Stage(IntEnum):
    """The places of a run, in order: what loosens and adds, what fills and proves, what takes away.

    An index comes before the foreign key that it serves, so that a parent's delete never scans. Rows are filled before
    a rule binds them, because a rule that is NOT VALID refuses every update of a row that breaks it.
    """

    CREATE = 1
    RENAME = 2
    EXAMINE = 3
    """Questions to the rows: whether what comes can succeed at all."""
    RENEW = 4
    """Functions and triggers as this version of scaffold writes them, before anything else is made of them."""
    LOOSEN = 5
    RELEASE = 6
    """The end of a foreign key, alone in its transaction because it stops the parent's readers too."""
    ADD = 7
    BACKFILL = 8
    CONSTRAIN = 9
    REFILL = 10
    """Rows that were written between the backfill and the rule."""
    INDEX = 11
    ATTACH = 12
    """The index of a table in partitions, made of those of its partitions."""
    CONNECT = 13
    """The foreign keys of new tables, which are empty."""
    REFERENCE = 14
    VALIDATE = 15
    PARTITION = 16
    """A table is parted, or has more partitions, alone because it takes the parents in, too."""
    RELINK = 17
    """A foreign key that led to what is a partition now, alone like RELEASE."""
    RECHECK = 18
    """VALIDATE, for those."""
    UNITE = 19
    """A foreign key that every partition has."""
    REPLACE = 20
    """A proven foreign key takes its place and its name, alone like RELEASE."""
    SETTLE = 21
    """The same for all else that is proven: instant, in one transaction per table."""
    SEED = 22
    """Rows of the spec, once all that they obey is in force."""
    MOVE = 23
    """Rows that could not be written before the foreign keys were others."""
    SWEEP = 24
    """Rows that old code wrote until it was gone."""
    BIND = 25
    PROVE = 26
    EXCHANGE = 27
    """REFERENCE, VALIDATE and REPLACE for what old code would break."""
    UNLINK = 28
    """The end of a foreign key that nobody needs, alone like RELEASE; it may lead to a primary key that is retired."""
    RETIRE = 29
    CONFIRM = 30
    TIDY = 31
    """Rows that hold what only old code needs."""
    DISCARD = 32
    """The end of an index, CONCURRENTLY."""
    REMOVE = 33


_SHARED = frozenset(
    {
        Stage.EXAMINE,
        Stage.LOOSEN,
        Stage.ADD,
        Stage.CONSTRAIN,
        Stage.VALIDATE,
        Stage.RECHECK,
        Stage.SETTLE,
        Stage.SEED,
        Stage.PROVE,
        Stage.RETIRE,
        Stage.CONFIRM,
        Stage.REMOVE,
    }
)
_FILLING = frozenset({Stage.BACKFILL, Stage.REFILL, Stage.MOVE})
_PROVING = frozenset({Stage.VALIDATE, Stage.RECHECK, Stage.UNITE, Stage.REPLACE, Stage.SETTLE})
_OUTSIDE_TRANSACTIONS = _FILLING | {Stage.INDEX, Stage.CONNECT, Stage.SWEEP, Stage.TIDY, Stage.DISCARD}


@frozen
class Step:
    """Operations on one table that belong together; those of one place may become one file."""

    stage: Stage
    table: str
    entity: str
    subjects: tuple[str, ...]
    """What it is about, for the file's name and summary: columns, constraints, indexes."""
    operations: tuple[Operation, ...]

    @property
    def alone(self) -> bool:
        """Whether it needs a file of its own."""
        return self.stage not in _SHARED

    @property
    def transactional(self) -> bool:
        """Whether it runs in one transaction."""
        return self.stage not in _OUTSIDE_TRANSACTIONS

    @property
    def phase(self) -> Phase:
        """When it may run relative to a deployment."""
        if self.stage in _FILLING:
            return Phase.BACKFILL
        if self.stage in _PROVING:
            return Phase.VALIDATE
        return Phase.EXPAND if self.stage < Stage.SWEEP else Phase.CONTRACT


def merged(steps: Iterable[Step]) -> tuple[Step, ...]:
    """The steps in the order of a run, those that may share a file put together: one per stage and table."""
    ordered: dict[tuple[Stage, str, int], Step] = {}
    for number, step in enumerate(sorted(steps, key=lambda item: item.stage)):
        place = (step.stage, step.table, number if step.alone else -1)
        before = ordered.get(place)
        ordered[place] = step if before is None else _joined(before, step)
    return tuple(ordered.values())


def _joined(first: Step, second: Step) -> Step:
    return Step(
        stage=first.stage,
        table=first.table,
        entity=first.entity,
        subjects=tuple(dict.fromkeys((*first.subjects, *second.subjects))),
        operations=first.operations + second.operations,
    )
