"""A whole table becomes one in partitions, or a table gets more of them; no row is moved.

What exists becomes the first partition as it is. Nothing is read under a lock: that all rows are of its campaigns is
proven before, by a CHECK that is validated beside readers and writers.
"""

from collections.abc import Iterator

from generator import names
from generator.frozen import replace
from generator.plan import partition_refusals
from generator.plan.changes.edit import Edit, Referrer
from generator.plan.operations import (
    AddCheck,
    AddForeignKey,
    AddPartitions,
    CreateUniqueIndex,
    DropConstraint,
    Operation,
    PartitionTable,
    RefuseViolations,
    ValidateConstraint,
)
from generator.plan.partitioning import KEY, Method, Partition, Partitioning, goes_on
from generator.plan.partitions import with_partitions
from generator.plan.schema import Check, CheckKind, ForeignKey, Table
from generator.plan.steps import Stage, Step

_SUBJECT = "partitions"


def differs(edit: Edit) -> bool:
    """Whether the edit is about partitions."""
    return edit.recorded.partitioning != edit.desired.partitioning


def aside(edit: Edit) -> Edit:
    """The edit without what it wants of partitions."""
    return replace(edit, desired=with_partitions(edit.desired, edit.recorded.partitioning))


def plan(edit: Edit, rest: Edit) -> Edit:
    """Parts the table, or adds partitions; `rest` is what else the edit wants, and nothing if all is well (SG599)."""
    entity, span = edit.entity.name, edit.entity.span
    before, after = edit.recorded.partitioning, edit.desired.partitioning
    if rest.refused:
        return rest
    if rest.steps:
        return rest.refuse(partition_refusals.not_alone(entity, span))
    if after is None or (before is not None and not goes_on(before, after)):
        return edit.refuse(partition_refusals.bounds_are_fixed(entity, span))
    return _parted(edit, after) if before is None else _extended(edit, before, after)


def _parted(edit: Edit, wanted: Partitioning) -> Edit:
    entity, span, first = edit.entity.name, edit.entity.span, wanted.partitions[0]
    if wanted.method is Method.HASH:
        return edit.refuse(partition_refusals.rows_would_move(entity, span))
    if edit.table.former_names or edit.table.syncs:
        return edit.refuse(partition_refusals.in_transition(entity, span))
    elsewhere = tuple(item.table for item in edit.referrers if item.is_parted and item.is_foreign)
    if elsewhere:
        return edit.refuse(partition_refusals.parted_elsewhere(entity, elsewhere, span))
    table = with_partitions(edit.table, wanted)
    check = _proof(edit.table.name, first)
    parting = PartitionTable(before=edit.table, after=table, proof=check.name)
    return edit.then(
        *_proven(edit, edit.table.name, check),
        *_indexes(edit, first),
        edit.step(Stage.PARTITION, _SUBJECT, parting),
        *(step for key in table.foreign_keys if key.parent == table.name for step in _own(edit, table, key)),
        *(step for item in edit.referrers for step in _relinked(item, table.name, first)),
        table=table,
    )


def _proof(table: str, part: Partition) -> Check:
    name = names.shortened(f"{table}_partition_check")
    return Check(name=name, column=KEY, kind=CheckKind.RANGE, expression=part.condition)


def _proven(edit: Edit, table: str, check: Check) -> Iterator[Step]:
    question = RefuseViolations(table=table, key=edit.key, check=check)
    yield edit.step(Stage.EXAMINE, _SUBJECT, question)
    yield edit.step(Stage.CONSTRAIN, _SUBJECT, AddCheck(table=table, check=check, stricter=True))
    yield edit.step(Stage.VALIDATE, _SUBJECT, ValidateConstraint(table=table, name=check.name))


def _indexes(edit: Edit, first: Partition) -> Iterator[Step]:
    """Indexes in the place of unique constraints, which the table in partitions cannot have."""
    for key in edit.table.uniques:
        if not key.is_index:
            index = replace(key, name=first.owned(key.name), indexed=True)
            label = key.name.removeprefix(f"{edit.table.name}_")
            yield edit.step(Stage.INDEX, label, CreateUniqueIndex(table=edit.table.name, key=index))


def _own(edit: Edit, table: Table, key: ForeignKey) -> Iterator[Step]:
    """A key by which the table refers to itself: that of its first partition would lead to the partition alone."""
    parts = table.partitioning.partitions if table.partitioning else ()
    column = key.columns[-1]
    adds = (AddForeignKey(table=item.name, key=key, table_is_new=False) for item in parts)
    checks = (ValidateConstraint(table=item.name, name=key.name, parent=table.name) for item in parts)
    yield edit.step(Stage.RELINK, column, *adds)
    yield edit.step(Stage.RECHECK, column, *checks)
    yield edit.step(Stage.UNITE, column, AddForeignKey(table=table.name, key=key, table_is_new=False, proven=True))


def _relinked(referrer: Referrer, table: str, first: Partition) -> Iterator[Step]:
    """A key that led to what is the first partition now; of a table in partitions, one for each."""
    key, child = referrer.key, referrer.table
    relink: tuple[Operation, ...]
    if referrer.is_parted:
        dropped = DropConstraint(table=child, name=key.name, parent=first.name)
        relink = (dropped, AddForeignKey(table=child, key=key, table_is_new=False))
    else:
        relink = (AddForeignKey(table=child, key=key, table_is_new=False, led_to=first.name),)
    validate = ValidateConstraint(table=child, name=key.name, parent=table)
    for stage, operations in ((Stage.RELINK, relink), (Stage.RECHECK, (validate,))):
        yield Step(stage=stage, table=child, entity=referrer.entity, subjects=key.columns[-1:], operations=operations)


def _extended(edit: Edit, before: Partitioning, after: Partitioning) -> Edit:
    if edit.referrers:
        tables = tuple(dict.fromkeys(item.table for item in edit.referrers))
        return edit.refuse(partition_refusals.referred_to(edit.entity.name, tables, edit.entity.span))
    place = len(before.partitions) - 1
    last, added = after.partitions[place], after.partitions[place + 1 :]
    check = _proof(last.name, last)
    parents = tuple(dict.fromkeys(key.parent for key in edit.table.foreign_keys))
    more = AddPartitions(table=edit.table.name, last=last, added=added, parents=parents, proof=check.name)
    return edit.then(
        *_proven(edit, last.name, check),
        edit.step(Stage.PARTITION, _SUBJECT, more),
        table=replace(edit.table, partitioning=after),
    )
