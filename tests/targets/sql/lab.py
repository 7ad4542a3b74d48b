"""The tables of the lab: one that is searched, and what it is before and after edits."""

from dataclasses import replace

from generator.plan.operations import (
    AddCheck,
    Backfill,
    Operation,
    SetNotNull,
    ValidateConstraint,
)
from generator.plan.schema import (
    Check,
    CheckKind,
    Column,
    ColumnSync,
    ForeignKey,
    IndexMethod,
    SchemaIndex,
    Table,
    UniqueKey,
)
from generator.plan.searching import SearchColumn, SearchVector

NAME = "service_lab_item"
KEY = ("campaign_id", "id")


def named(table: str) -> Table:
    """A searched, campaign-scoped table under a name."""
    return Table(
        name=table,
        entity="item",
        scoped=True,
        comment="",
        columns=(
            Column(name="id", type="BIGINT", identity=f"{table}_id_seq"),
            Column(name="campaign_id", type="BIGINT"),
            Column(name="master_id", type="BIGINT"),
            Column(name="uuid", type="UUID", default="gen_random_uuid()"),
            Column(name="title", type="VARCHAR", default="'none'"),
            Column(name="body", type="TEXT", nullable=True),
            Column(name="size", type="SMALLINT", nullable=True),
            Column(name="created_at", type="TIMESTAMPTZ", default="now()"),
            Column(name="updated_at", type="TIMESTAMPTZ", default="now()"),
            Column(name="search_vector", type="TSVECTOR", nullable=True),
        ),
        primary_key=UniqueKey(name=f"{table}_pkey", columns=KEY),
        uniques=(
            UniqueKey(name=f"{table}_id_key", columns=("id",)),
            UniqueKey(name=f"{table}_title_key", columns=("campaign_id", "title"), where="size > 0"),
        ),
        checks=(
            Check(
                name=f"{table}_title_length_check",
                column="title",
                kind=CheckKind.LENGTH,
                expression="char_length(title) <= 40",
            ),
        ),
        foreign_keys=(
            ForeignKey(
                name=f"{table}_master_id_fkey",
                columns=("campaign_id", "master_id"),
                parent="master",
                parent_columns=KEY,
            ),
        ),
        indexes=(
            SchemaIndex(name=f"{table}_created_at_idx", columns=("campaign_id", "created_at DESC", "id DESC")),
            SchemaIndex(name=f"{table}_search_vector_idx", columns=("search_vector",), method=IndexMethod.GIN),
        ),
        search=SearchVector(
            language="english",
            columns=(SearchColumn(column="title", weight="A"),),
            trigger_function=f"{table}_search_vector",
            trigger=f"{table}_search_vector",
            change_trigger=f"{table}_search_vector_change",
            search_function=f"{table}_search",
        ),
        updated_at_trigger=f"{table}_updated_at",
        policy=f"{table}_campaign",
    )


ITEM = named(NAME)
LENGTH = ITEM.checks[0]
SEARCH = ITEM.search
assert SEARCH is not None


def with_column(table: Table, column: Column) -> Table:
    """The table with the column in the place of the one of its name, or at the end."""
    if all(item.name != column.name for item in table.columns):
        return replace(table, columns=(*table.columns, column))
    return replace(table, columns=tuple(column if item.name == column.name else item for item in table.columns))


def without_column(table: Table, name: str) -> Table:
    return replace(table, columns=tuple(item for item in table.columns if item.name != name))


def column(name: str, table: Table = ITEM) -> Column:
    (found,) = [item for item in table.columns if item.name == name]
    return found


def present(name: str) -> Check:
    return Check(
        name=f"{NAME}_{name}_present_check", column=name, kind=CheckKind.PRESENT, expression=f"{name} IS NOT NULL"
    )


def required(name: str, value: str, table: Table = ITEM) -> tuple[Operation, ...]:
    """The steps by which a nullable column becomes required."""
    proof = present(name)
    return (
        AddCheck(table=table.name, check=proof),
        Backfill(table=table.name, key=KEY, values=((name, value),), where=f"{name} IS NULL"),
        ValidateConstraint(table=table.name, name=proof.name),
        SetNotNull(table=table.name, column=name, proof=proof.name),
    )


NOTE = Column(name="note", type="TEXT", nullable=True, comment="It's new.")
FLAG = Column(name="flag", type="BOOLEAN", default="false")
TEXT_TITLE = replace(column("title"), type="TEXT")
HEADLINE = replace(column("title"), name="headline", default=None, nullable=True)
MIRROR = ColumnSync(
    name=f"mirror_{NAME}_headline", old="title", new="headline", forward="NEW.title", backward="NEW.headline"
)
RETIRED_TITLE = replace(column("title"), nullable=True, retired=True)
BOTH = replace(with_column(with_column(ITEM, RETIRED_TITLE), HEADLINE), syncs=(MIRROR,))
WIDE = Column(name="size_next", type="INTEGER", nullable=True)
WIDER = ColumnSync(
    name=f"mirror_{NAME}_size", old="size", new="size_next", forward="NEW.size", backward="NEW.size_next::smallint"
)
SWAPPED = replace(
    WIDER, old="size_until_0007", new="size", forward="NEW.size_until_0007", backward="NEW.size::smallint"
)
WIDENING = replace(with_column(ITEM, WIDE), syncs=(WIDER,), uniques=ITEM.uniques[:1])
WIDENED = replace(
    WIDENING,
    columns=tuple(
        replace(item, name={"size": "size_until_0007", "size_next": "size"}.get(item.name, item.name))
        for item in WIDENING.columns
    ),
    syncs=(SWAPPED,),
)
OWNER = ForeignKey(name=f"{NAME}_size_fkey", columns=("size",), parent="service_user_account", parent_columns=("id",))
OWNED = replace(ITEM, foreign_keys=(*ITEM.foreign_keys, OWNER))
SHORT = replace(LENGTH, expression="char_length(title) <= 30")
SHORT_NEXT = replace(SHORT, name=f"{NAME}_title_length_next_check")
UUID_KEY = UniqueKey(name=f"{NAME}_uuid_key", columns=("campaign_id", "uuid"))
PARTIAL = UniqueKey(name=f"{NAME}_body_key", columns=("campaign_id", "body"), where="body IS NOT NULL")
BY_SIZE = SchemaIndex(name=f"{NAME}_size_idx", columns=("campaign_id", "size DESC"))
OLD_KEY = replace(ITEM, primary_key=replace(ITEM.primary_key, columns=("id",)), uniques=ITEM.uniques[1:])
UNSEARCHED = replace(without_column(ITEM, "search_vector"), search=None, indexes=ITEM.indexes[:1])
BODY_TOO = replace(SEARCH, columns=(*SEARCH.columns, SearchColumn(column="body", weight="B")), language="simple")
RENAMED = replace(named("service_lab_thing"), former_names=(NAME,))
RENAMED_TWICE = replace(named("service_lab_matter"), former_names=(NAME, "service_lab_thing"))
OPEN = replace(ITEM, policy=None)
DELETED = Column(name="deleted_at", type="TIMESTAMPTZ", nullable=True)
KEEPS = with_column(ITEM, DELETED)
