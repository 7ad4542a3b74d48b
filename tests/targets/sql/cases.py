"""Edits of one table, each as the table before, the steps, and the table after."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.plan.operations import (
    AddCheck,
    AddColumn,
    AddForeignKey,
    AddSearch,
    AttachPrimaryKey,
    AttachUnique,
    Backfill,
    ChangeType,
    CreateIndex,
    CreateUniqueIndex,
    DropColumn,
    DropCompatibilityView,
    DropConstraint,
    DropIndex,
    DropNotNull,
    DropSearch,
    DropTable,
    Isolate,
    Operation,
    RefuseDuplicates,
    RefuseOrphans,
    RefuseViolations,
    Release,
    RenameColumn,
    RenameConstraint,
    RenameIndex,
    RenameTable,
    RenewCompatibilityViews,
    ReplaceSearch,
    SetDefault,
    SetPrivileges,
    StopSync,
    SyncColumns,
    ValidateConstraint,
)
from generator.plan.schema import Table

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
    steps: tuple[Operation, ...]
    after: Table | None
    """None: it is gone."""


def _of_columns() -> Iterator[Case]:
    yield _case("add a column", with_column(ITEM, NOTE), AddColumn(table=NAME, column=NOTE))
    yield _case("add a required column", with_column(ITEM, FLAG), AddColumn(table=NAME, column=FLAG))
    yield _case(
        "set a default",
        with_column(ITEM, replace(column("body"), default="'it''s'")),
        SetDefault(table=NAME, column="body", default="'it''s'"),
    )
    yield _case(
        "drop a default",
        with_column(ITEM, replace(column("title"), default=None)),
        SetDefault(table=NAME, column="title", default=None),
    )
    yield _case(
        "make optional",
        with_column(ITEM, replace(column("title"), nullable=True)),
        DropNotNull(table=NAME, column="title"),
    )
    yield _case("make required", with_column(ITEM, replace(column("body"), nullable=False)), *required("body", "title"))
    yield _case(
        "change a type",
        with_column(replace(ITEM, uniques=ITEM.uniques[:1]), TEXT_TITLE),
        DropIndex(table=NAME, name=f"{NAME}_title_key"),
        DropConstraint(table=NAME, name=LENGTH.name),
        ReplaceSearch(table=ITEM, was=SEARCH),
        AddCheck(table=NAME, check=LENGTH),
        ValidateConstraint(table=NAME, name=LENGTH.name),
        ChangeType(table=NAME, column=TEXT_TITLE, was="VARCHAR"),
        DropConstraint(table=NAME, name=LENGTH.name),
        AddCheck(table=NAME, check=LENGTH),
        ValidateConstraint(table=NAME, name=LENGTH.name),
    )
    yield _case(
        "rename a column by a second one",
        BOTH,
        AddColumn(table=NAME, column=HEADLINE),
        DropNotNull(table=NAME, column="title"),
        SyncColumns(table=NAME, sync=MIRROR),
    )
    yield Case(
        name="stop to keep columns equal",
        before=BOTH,
        steps=(StopSync(table=NAME, sync=MIRROR),),
        after=replace(BOTH, syncs=()),
    )
    yield Case(
        name="swap columns",
        before=WIDENING,
        steps=(
            RenameColumn(table=NAME, column="size", to="size_until_0007"),
            RenameColumn(table=NAME, column="size_next", to="size"),
            SyncColumns(table=NAME, sync=SWAPPED),
        ),
        after=WIDENED,
    )
    yield _case(
        "rename a required column",
        replace(
            with_column(ITEM, column("title")),
            columns=tuple(replace(item, name="guid") if item.name == "uuid" else item for item in ITEM.columns),
        ),
        RenameColumn(table=NAME, column="uuid", to="guid"),
    )
    yield _case("drop a column", without_column(ITEM, "body"), DropColumn(table=NAME, column="body"))


def _of_constraints() -> Iterator[Case]:
    yield _case(
        "refer to another table",
        OWNED,
        RefuseOrphans(table=NAME, key=OWNER),
        AddForeignKey(table=NAME, key=OWNER, table_is_new=False),
        ValidateConstraint(table=NAME, name=OWNER.name, parent=OWNER.parent),
    )
    yield Case(
        name="add a foreign key",
        before=replace(ITEM, foreign_keys=()),
        steps=(AddForeignKey(table=NAME, key=ITEM.foreign_keys[0], table_is_new=True),),
        after=ITEM,
    )
    yield Case(
        name="drop a foreign key",
        before=OWNED,
        steps=(DropConstraint(table=NAME, name=OWNER.name, parent=OWNER.parent),),
        after=ITEM,
    )
    yield _case(
        "narrow a check",
        replace(ITEM, checks=(SHORT,)),
        RefuseViolations(table=NAME, key=KEY, check=SHORT),
        AddCheck(table=NAME, check=SHORT_NEXT),
        ValidateConstraint(table=NAME, name=SHORT_NEXT.name),
        DropConstraint(table=NAME, name=LENGTH.name),
        RenameConstraint(table=NAME, name=SHORT_NEXT.name, to=SHORT.name),
    )
    yield _case("ask for violations", ITEM, RefuseViolations(table=NAME, key=KEY, check=SHORT))
    yield _case("ask for duplicates", ITEM, RefuseDuplicates(table=NAME, key=UUID_KEY))
    yield _case("ask for orphans", ITEM, RefuseOrphans(table=NAME, key=OWNER))
    yield _case("validate", ITEM, ValidateConstraint(table=NAME, name=LENGTH.name))
    yield _case(
        "make unique",
        replace(ITEM, uniques=(*ITEM.uniques, UUID_KEY)),
        RefuseDuplicates(table=NAME, key=UUID_KEY),
        CreateUniqueIndex(table=NAME, key=UUID_KEY),
        AttachUnique(table=NAME, key=UUID_KEY),
    )
    yield Case(
        name="swap the primary key",
        before=OLD_KEY,
        steps=(
            CreateUniqueIndex(table=NAME, key=replace(ITEM.primary_key, name=f"{NAME}_pkey_next")),
            AttachPrimaryKey(table=NAME, key=ITEM.primary_key, index=f"{NAME}_pkey_next"),
        ),
        after=replace(OLD_KEY, primary_key=ITEM.primary_key),
    )


def _of_indexes() -> Iterator[Case]:
    yield _case(
        "build an index",
        replace(ITEM, indexes=(*ITEM.indexes, BY_SIZE)),
        CreateIndex(table=NAME, index=BY_SIZE),
    )
    yield _case(
        "build a partial unique index",
        replace(ITEM, uniques=(*ITEM.uniques, PARTIAL)),
        CreateUniqueIndex(table=NAME, key=PARTIAL),
    )
    changed = replace(ITEM.indexes[0], columns=("campaign_id", "created_at"))
    yield _case(
        "change an index",
        replace(ITEM, indexes=(changed, ITEM.indexes[1])),
        RenameIndex(table=NAME, name=changed.name, to=f"{changed.name}_old"),
        CreateIndex(table=NAME, index=changed),
        DropIndex(table=NAME, name=f"{changed.name}_old"),
    )
    yield _case(
        "rename an index",
        replace(ITEM, indexes=(replace(ITEM.indexes[0], name=f"{NAME}_newest_idx"), ITEM.indexes[1])),
        RenameIndex(table=NAME, name=ITEM.indexes[0].name, to=f"{NAME}_newest_idx"),
    )


def _of_search() -> Iterator[Case]:
    yield Case(
        name="add search",
        before=UNSEARCHED,
        steps=(
            AddSearch(table=ITEM),
            Backfill(table=NAME, key=KEY, values=(("search_vector", "NULL"),), where="search_vector IS NULL"),
            CreateIndex(table=NAME, index=ITEM.indexes[1]),
        ),
        after=ITEM,
    )
    other = replace(ITEM, search=BODY_TOO)
    yield _case("search more", other, ReplaceSearch(table=other, was=SEARCH))
    yield _case("end search", replace(ITEM, search=None), DropSearch(table=NAME, search=SEARCH))


def _of_tables() -> Iterator[Case]:
    yield _case("rename a table", RENAMED, RenameTable(before=ITEM, after=RENAMED))
    yield Case(
        name="rename a table again",
        before=RENAMED,
        steps=(RenameTable(before=RENAMED, after=RENAMED_TWICE),),
        after=RENAMED_TWICE,
    )
    wider = with_column(RENAMED, NOTE)
    yield Case(
        name="add a column to a renamed table",
        before=RENAMED,
        steps=(AddColumn(table=RENAMED.name, column=NOTE), RenewCompatibilityViews(table=wider)),
        after=wider,
    )
    yield Case(
        name="drop a former name",
        before=RENAMED,
        steps=(DropCompatibilityView(table=RENAMED.name, view=NAME),),
        after=replace(RENAMED, former_names=()),
    )
    yield Case(
        name="drop a table",
        before=replace(BOTH, foreign_keys=()),
        steps=(DropTable(table=replace(BOTH, foreign_keys=())),),
        after=None,
    )
    yield Case(name="isolate", before=OPEN, steps=(Isolate(table=NAME, policy=f"{NAME}_campaign"),), after=ITEM)
    yield _case("release", OPEN, Release(table=NAME, policy=f"{NAME}_campaign"))
    yield Case(
        name="forbid to delete",
        before=ITEM,
        steps=(
            AddColumn(table=NAME, column=DELETED),
            ReplaceSearch(table=KEEPS, was=SEARCH),
            SetPrivileges(table=NAME, may_delete=False),
        ),
        after=KEEPS,
    )
    retired = with_column(KEEPS, replace(DELETED, retired=True))
    yield Case(
        name="allow to delete",
        before=KEEPS,
        steps=(ReplaceSearch(table=retired, was=SEARCH), SetPrivileges(table=NAME, may_delete=True)),
        after=retired,
    )


def _case(name: str, after: Table, *steps: Operation) -> Case:
    return Case(name=name, before=ITEM, steps=steps, after=after)


CASES = (*_of_columns(), *_of_constraints(), *_of_indexes(), *_of_search(), *_of_tables())
