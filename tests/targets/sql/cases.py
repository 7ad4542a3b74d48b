"""Edits of one table, each as the table before, the steps, and the table after."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.plan import operations as ops
from generator.plan.cascade_log import CascadeLog
from generator.plan.kept import Derivation, DerivedColumn, RowCount, RowHistory
from generator.plan.partitioning import by_range
from generator.plan.partitions import with_partitions
from generator.plan.schema import Check, CheckKind, Column, Table
from generator.plan.searching import Finder, FinderKind

from .lab import (
    BODY_TOO,
    BOTH,
    BY_SIZE,
    DELETED,
    FLAG,
    HEADLINE,
    ITEM,
    KEEPS,
    KEY,
    LENGTH,
    MIRROR,
    NAME,
    NOTE,
    OLD_KEY,
    OPEN,
    OWNED,
    OWNER,
    PARTIAL,
    RENAMED,
    RENAMED_TWICE,
    SEARCH,
    SHORT,
    SHORT_NEXT,
    SWAPPED,
    TEXT_TITLE,
    UNSEARCHED,
    UUID_KEY,
    WIDENED,
    WIDENING,
    column,
    required,
    with_column,
    without_column,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An edit."""

    name: str
    before: Table
    steps: tuple[ops.Operation, ...]
    after: Table | None
    """None: it is gone."""


def _of_columns() -> Iterator[Case]:
    yield _case("add a column", with_column(ITEM, NOTE), ops.AddColumn(table=NAME, column=NOTE))
    yield _case("add a required column", with_column(ITEM, FLAG), ops.AddColumn(table=NAME, column=FLAG))
    yield Case(
        name="take back a column that nobody has written",
        before=with_column(ITEM, FLAG),
        steps=(ops.RefuseLoss(table=NAME, column=FLAG), ops.DropColumn(table=NAME, column=FLAG.name)),
        after=ITEM,
    )
    yield _case(
        "set a default",
        with_column(ITEM, replace(column("body"), default="'it''s'")),
        ops.SetDefault(table=NAME, column="body", default="'it''s'", was=None),
    )
    yield _case(
        "drop a default",
        with_column(ITEM, replace(column("title"), default=None)),
        ops.SetDefault(table=NAME, column="title", default=None, was=column("title").default),
    )
    yield _case(
        "make optional",
        with_column(ITEM, replace(column("title"), nullable=True)),
        ops.DropNotNull(table=NAME, column="title"),
    )
    yield _case("make required", with_column(ITEM, replace(column("body"), nullable=False)), *required("body", "title"))
    yield _case(
        "change a type",
        with_column(replace(ITEM, uniques=ITEM.uniques[:1]), TEXT_TITLE),
        ops.DropIndex(table=NAME, name=f"{NAME}_title_key"),
        ops.DropConstraint(table=NAME, name=LENGTH.name),
        ops.ReplaceSearch(table=ITEM, was=SEARCH),
        ops.AddCheck(table=NAME, check=LENGTH),
        ops.ValidateConstraint(table=NAME, name=LENGTH.name),
        ops.ChangeType(table=NAME, column=TEXT_TITLE, was="VARCHAR"),
        ops.DropConstraint(table=NAME, name=LENGTH.name),
        ops.AddCheck(table=NAME, check=LENGTH),
        ops.ValidateConstraint(table=NAME, name=LENGTH.name),
    )
    yield _case(
        "rename a column by a second one",
        BOTH,
        ops.AddColumn(table=NAME, column=HEADLINE),
        ops.DropNotNull(table=NAME, column="title"),
        ops.SyncColumns(table=NAME, sync=MIRROR),
    )
    yield Case(
        name="stop to keep columns equal",
        before=BOTH,
        steps=(ops.StopSync(table=NAME, sync=MIRROR),),
        after=replace(BOTH, syncs=()),
    )
    yield Case(
        name="swap columns",
        before=WIDENING,
        steps=(
            ops.RenameColumn(table=NAME, column="size", to="size_until_0007"),
            ops.RenameColumn(table=NAME, column="size_next", to="size"),
            ops.SyncColumns(table=NAME, sync=SWAPPED),
        ),
        after=WIDENED,
    )
    yield _case(
        "rename a required column",
        replace(
            with_column(ITEM, column("title")),
            columns=tuple(replace(item, name="guid") if item.name == "uuid" else item for item in ITEM.columns),
        ),
        ops.RenameColumn(table=NAME, column="uuid", to="guid"),
    )
    yield _case("drop a column", without_column(ITEM, "body"), ops.DropColumn(table=NAME, column="body"))


def _of_constraints() -> Iterator[Case]:
    yield _case(
        "refer to another table",
        OWNED,
        ops.RefuseOrphans(table=NAME, key=OWNER),
        ops.AddForeignKey(table=NAME, key=OWNER, table_is_new=False),
        ops.ValidateConstraint(table=NAME, name=OWNER.name, parent=OWNER.parent),
    )
    yield Case(
        name="add a foreign key",
        before=replace(ITEM, foreign_keys=()),
        steps=(ops.AddForeignKey(table=NAME, key=ITEM.foreign_keys[0], table_is_new=True),),
        after=ITEM,
    )
    yield Case(
        name="drop a foreign key",
        before=OWNED,
        steps=(ops.DropConstraint(table=NAME, name=OWNER.name, parent=OWNER.parent),),
        after=ITEM,
    )
    yield _case(
        "narrow a check",
        replace(ITEM, checks=(SHORT,)),
        ops.RefuseViolations(table=NAME, key=KEY, check=SHORT),
        ops.AddCheck(table=NAME, check=SHORT_NEXT, stricter=True),
        ops.ValidateConstraint(table=NAME, name=SHORT_NEXT.name),
        ops.DropConstraint(table=NAME, name=LENGTH.name, was=LENGTH),
        ops.RenameConstraint(table=NAME, name=SHORT_NEXT.name, to=SHORT.name),
    )
    yield _case("ask for violations", ITEM, ops.RefuseViolations(table=NAME, key=KEY, check=SHORT))
    yield _case("ask for duplicates", ITEM, ops.RefuseDuplicates(table=NAME, key=UUID_KEY))
    yield _case("ask for orphans", ITEM, ops.RefuseOrphans(table=NAME, key=OWNER))
    yield _case("validate", ITEM, ops.ValidateConstraint(table=NAME, name=LENGTH.name))
    yield _case(
        "make unique",
        replace(ITEM, uniques=(*ITEM.uniques, UUID_KEY)),
        ops.RefuseDuplicates(table=NAME, key=UUID_KEY),
        ops.CreateUniqueIndex(table=NAME, key=UUID_KEY),
        ops.AttachUnique(table=NAME, key=UUID_KEY),
    )
    yield Case(
        name="swap the primary key",
        before=OLD_KEY,
        steps=(
            ops.CreateUniqueIndex(table=NAME, key=replace(ITEM.primary_key, name=f"{NAME}_pkey_next")),
            ops.AttachPrimaryKey(table=NAME, key=ITEM.primary_key, index=f"{NAME}_pkey_next"),
        ),
        after=replace(OLD_KEY, primary_key=ITEM.primary_key),
    )


def _of_indexes() -> Iterator[Case]:
    yield _case(
        "build an index",
        replace(ITEM, indexes=(*ITEM.indexes, BY_SIZE)),
        ops.CreateIndex(table=NAME, index=BY_SIZE),
    )
    yield _case(
        "build a partial unique index",
        replace(ITEM, uniques=(*ITEM.uniques, PARTIAL)),
        ops.CreateUniqueIndex(table=NAME, key=PARTIAL),
    )
    changed = replace(ITEM.indexes[0], columns=("campaign_id", "created_at"))
    yield _case(
        "change an index",
        replace(ITEM, indexes=(changed, ITEM.indexes[1])),
        ops.RenameIndex(table=NAME, name=changed.name, to=f"{changed.name}_old"),
        ops.CreateIndex(table=NAME, index=changed),
        ops.DropIndex(table=NAME, name=f"{changed.name}_old"),
    )
    yield _case(
        "rename an index",
        replace(ITEM, indexes=(replace(ITEM.indexes[0], name=f"{NAME}_newest_idx"), ITEM.indexes[1])),
        ops.RenameIndex(table=NAME, name=ITEM.indexes[0].name, to=f"{NAME}_newest_idx"),
    )


def _of_search() -> Iterator[Case]:
    yield Case(
        name="add search",
        before=UNSEARCHED,
        steps=(
            ops.AddSearch(table=ITEM),
            ops.Backfill(table=NAME, key=KEY, values=(("search_vector", "NULL"),), where="search_vector IS NULL"),
            ops.CreateIndex(table=NAME, index=ITEM.indexes[1]),
        ),
        after=ITEM,
    )
    other = replace(ITEM, search=BODY_TOO)
    yield _case("search more", other, ops.ReplaceSearch(table=other, was=SEARCH))
    yield _case("end search", replace(ITEM, search=None), ops.DropSearch(table=NAME, search=SEARCH))


def _of_finders() -> Iterator[Case]:
    suggests = Finder(kind=FinderKind.SUGGEST, function=f"{NAME}_suggest", columns=("title",))
    found = replace(ITEM, finders=(suggests,))
    yield _case("suggest rows", found, ops.SetFinder(table=found, finder=suggests))
    yield Case(name="suggest none", before=found, steps=(ops.DropFinder(table=found, finder=suggests),), after=ITEM)


def _of_cascades() -> Iterator[Case]:
    logged = CascadeLog(
        name=f"{NAME}_cascade",
        service="lab",
        event_type="lab.item.deleted",
        retention="standard",
        campaign="OLD.campaign_id",
    )
    with_log = replace(ITEM, cascade=logged)
    yield _case("log cascades", with_log, ops.LogCascades(table=NAME, cascade=logged))
    other = replace(logged, name=f"{NAME}_taken", retention="audit")
    yield Case(
        name="log cascades anew",
        before=with_log,
        steps=(ops.LogCascades(table=NAME, cascade=other, was=logged.name),),
        after=replace(ITEM, cascade=other),
    )
    yield Case(
        name="log no cascades",
        before=with_log,
        steps=(ops.StopCascades(table=NAME, name=logged.name),),
        after=ITEM,
    )


def _of_tables() -> Iterator[Case]:
    yield _case("rename a table", RENAMED, ops.RenameTable(before=ITEM, after=RENAMED))
    yield Case(
        name="rename a table again",
        before=RENAMED,
        steps=(ops.RenameTable(before=RENAMED, after=RENAMED_TWICE),),
        after=RENAMED_TWICE,
    )
    shown = replace(RENAMED, former_columns=("id", "campaign_id", "title AS user", "order"))
    shown = with_column(shown, Column(name="order", type="BIGINT", nullable=True))
    yield Case(
        name="add a column to a renamed table",
        before=shown,
        steps=(ops.AddColumn(table=RENAMED.name, column=NOTE),),
        after=with_column(shown, NOTE),
    )
    retyped = with_column(shown, replace(column("body"), type="VARCHAR"))
    yield Case(
        name="change a type in a renamed table",
        before=shown,
        steps=(
            ops.DropCompatibilityView(table=RENAMED.name, view=NAME),
            ops.ChangeType(table=RENAMED.name, column=column("body", retyped), was="TEXT"),
            ops.RenewCompatibilityViews(table=retyped),
        ),
        after=retyped,
    )
    yield Case(
        name="drop a former name",
        before=RENAMED,
        steps=(ops.DropCompatibilityView(table=RENAMED.name, view=NAME),),
        after=replace(RENAMED, former_names=()),
    )
    yield Case(
        name="drop a table",
        before=replace(BOTH, foreign_keys=()),
        steps=(ops.DropTable(table=replace(BOTH, foreign_keys=())),),
        after=None,
    )
    yield Case(name="isolate", before=OPEN, steps=(ops.Isolate(table=NAME, policy=f"{NAME}_campaign"),), after=ITEM)
    yield _case("release", OPEN, ops.Release(table=NAME, policy=f"{NAME}_campaign"))
    policy = f"{NAME}_campaign"
    yield Case(
        name="share",
        before=ITEM,
        steps=(
            ops.SetSharing(table=NAME, policy=policy, is_shared=True),
            ops.ReplaceSearch(table=replace(ITEM, shared=True), was=SEARCH),
        ),
        after=replace(ITEM, shared=True),
    )
    yield Case(
        name="share no longer",
        before=replace(ITEM, shared=True),
        steps=(
            ops.SetSharing(table=NAME, policy=policy, is_shared=False),
            ops.ReplaceSearch(table=ITEM, was=SEARCH),
        ),
        after=ITEM,
    )
    yield Case(
        name="forbid to delete",
        before=ITEM,
        steps=(
            ops.AddColumn(table=NAME, column=DELETED),
            ops.ReplaceSearch(table=KEEPS, was=SEARCH),
            ops.SetPrivileges(table=NAME, may_delete=False),
        ),
        after=KEEPS,
    )
    retired = with_column(KEEPS, replace(DELETED, retired=True))
    yield Case(
        name="allow to delete",
        before=KEEPS,
        steps=(ops.ReplaceSearch(table=retired, was=SEARCH), ops.SetPrivileges(table=NAME, may_delete=True)),
        after=retired,
    )


def _case(name: str, after: Table, *steps: ops.Operation) -> Case:
    return Case(name=name, before=ITEM, steps=steps, after=after)


def _of_history() -> Iterator[Case]:
    kept = RowHistory(name=f"{NAME}_history", scoped=True, ignores=("search_vector",))
    keeping, stopped = replace(ITEM, history=kept), replace(ITEM, history=replace(kept, stopped=True))
    start = ops.StartHistory(table=NAME, history=kept, is_new=True)
    yield _case("start a history", keeping, start)
    yield Case(name="stop a history", before=keeping, steps=(ops.StopHistory(table=NAME, history=kept),), after=stopped)
    again = replace(start, is_new=False)
    yield Case(name="go on with a history", before=stopped, steps=(again,), after=keeping)
    yield Case(name="drop a history", before=stopped, steps=(ops.DropHistory(table=NAME, history=kept),), after=ITEM)


def _of_counts() -> Iterator[Case]:
    count = RowCount(name=f"{NAME}_counted", parent=NAME, column="size", reference="id", where="size > 0")
    counting = replace(ITEM, counts=(count,))
    start = ops.StartCounting(table=NAME, count=count, scoped=ITEM.scoped, is_new=True)
    yield Case(name="start counting", before=ITEM, steps=(start,), after=counting)
    other = replace(count, where="size > 1")
    again = ops.StartCounting(table=NAME, count=other, scoped=ITEM.scoped, is_new=False)
    yield Case(name="count otherwise", before=counting, steps=(again,), after=replace(ITEM, counts=(other,)))
    called = replace(count, name=f"{NAME}_sized")
    renamed = replace(start, count=called, is_new=False, was=count)
    yield Case(name="count by another name", before=counting, steps=(renamed,), after=replace(ITEM, counts=(called,)))
    yield Case(name="stop counting", before=counting, steps=(ops.StopCounting(table=NAME, count=count),), after=ITEM)


def _of_partitions() -> Iterator[Case]:
    plain = replace(ITEM, uniques=ITEM.uniques[1:])
    proof = Check(
        name=f"{NAME}_partition_check", column="campaign_id", kind=CheckKind.RANGE, expression="campaign_id < 100"
    )
    two, three = by_range(NAME, (100,)), by_range(NAME, (100, 200))
    parted = with_partitions(plain, two)
    yield Case(
        name="part a table",
        before=plain,
        steps=(
            ops.AddCheck(table=NAME, check=proof),
            ops.ValidateConstraint(table=NAME, name=proof.name),
            ops.PartitionTable(before=plain, after=parted, proof=proof.name),
        ),
        after=parted,
    )
    last = three.partitions[1]
    proof = replace(proof, name=f"{last.name}_partition_check", expression=last.condition)
    yield Case(
        name="add a partition",
        before=parted,
        steps=(
            ops.AddCheck(table=last.name, check=proof),
            ops.ValidateConstraint(table=last.name, name=proof.name),
            ops.AddPartitions(
                table=NAME,
                last=last,
                added=three.partitions[2:],
                parents=("master",),
                proof=proof.name,
            ),
        ),
        after=with_partitions(plain, three),
    )
    one = with_partitions(plain, by_range(NAME, ()))
    (only,) = one.partitioning.partitions if one.partitioning else ()
    yield Case(
        name="index a table in partitions",
        before=one,
        steps=(
            ops.CreateIndex(table=only.name, index=replace(BY_SIZE, name=only.owned(BY_SIZE.name))),
            ops.AttachIndex(table=NAME, index=BY_SIZE, partitions=(only,)),
        ),
        after=replace(one, indexes=(*one.indexes, BY_SIZE)),
    )
    yield Case(
        name="index a table in partitions no more",
        before=one,
        steps=(ops.DropPartitionedIndex(table=NAME, name=one.indexes[0].name),),
        after=replace(one, indexes=one.indexes[1:]),
    )
    index, key = one.indexes[0], one.foreign_keys[0]
    yield Case(
        name="name what partitions own",
        before=one,
        steps=(
            ops.RenameIndex(table=NAME, name=index.name, to=f"{NAME}_newest_idx"),
            ops.NamePartitions(table=NAME, keys=False),
            ops.RenameConstraint(table=NAME, name=key.name, to=f"{NAME}_master_fkey"),
            ops.NamePartitions(table=NAME, keys=True),
        ),
        after=replace(
            one,
            indexes=(replace(index, name=f"{NAME}_newest_idx"), *one.indexes[1:]),
            foreign_keys=(replace(key, name=f"{NAME}_master_fkey"),),
        ),
    )


def _of_routines() -> Iterator[Case]:
    """Made anew by the version that made them, they are as they were."""
    every = replace(
        ITEM,
        cascade=CascadeLog(
            name=f"{NAME}_cascade",
            service="lab",
            event_type="lab.item.deleted",
            retention="standard",
            campaign="OLD.campaign_id",
        ),
        history=RowHistory(name=f"{NAME}_history", scoped=True, ignores=("search_vector",)),
        counts=(RowCount(name=f"{NAME}_counted", parent=NAME, column="size", reference="id", where="size > 0"),),
        finders=(Finder(kind=FinderKind.SUGGEST, function=f"{NAME}_suggest", columns=("title",)),),
    )
    yield Case(name="renew routines", before=every, steps=(ops.RenewRoutines(table=every),), after=every)


def _of_derived() -> Iterator[Case]:
    size = DerivedColumn(column="note", expression="lower(title)", sources=("title",))
    derivation = Derivation(name=f"derive_{NAME}", columns=(size,))
    noted = with_column(ITEM, NOTE)
    computed = replace(noted, derivation=derivation)
    derive = ops.Derive(table=NAME, derivation=derivation, subjects=("note",))
    yield Case(name="compute a column", before=noted, steps=(derive,), after=computed)
    stop = ops.StopDeriving(table=NAME, derivation=derivation)
    yield Case(name="compute nothing", before=computed, steps=(stop,), after=noted)


CASES = (
    *_of_routines(),
    *_of_columns(),
    *_of_constraints(),
    *_of_indexes(),
    *_of_search(),
    *_of_finders(),
    *_of_cascades(),
    *_of_derived(),
    *_of_tables(),
    *_of_history(),
    *_of_counts(),
    *_of_partitions(),
)
