"""Physical tables: every name explicit, every key within its campaign, every foreign key indexed, no index twice."""

from dataclasses import replace

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.catalog import FIELD_TYPES, FieldType
from generator.ir import Entity, Field, Index, IndexColumn, Unique
from generator.plan import indexes
from generator.plan.checks import field_checks
from generator.plan.schema import ForeignKey, SchemaIndex, Table, UniqueKey
from generator.plan.tables import table, tables
from tests.plan.platforms import CONTENT, edited, platform
from tests.plan.test_literals import field

NAME = "service_content_article"


def article(content: str = CONTENT) -> Table:
    whole = platform(content)
    return tables(whole, whole.service("content"))[0]


def comment(content: str = CONTENT) -> Table:
    whole = platform(content)
    return tables(whole, whole.service("content"))[1]


def account() -> Table:
    whole = platform()
    return tables(whole, whole.service("user"))[0]


def test_columns_are_in_the_agreed_order():
    """System columns, parent, fields in spec order, then what the entity's switches add."""
    assert [column.name for column in article().columns] == [
        *("id", "campaign_id", "master_id", "uuid"),
        *("title", "slug", "body", "status", "price", "tags", "published_at", "author_id", "reviewer_id"),
        *("version", "deleted_at", "created_at", "updated_at", "search_vector"),
    ]
    assert [column.name for column in comment().columns] == [
        *("id", "campaign_id", "master_id", "uuid", "article_id", "body", "likes", "created_at", "updated_at")
    ]
    assert [column.name for column in account().columns] == [
        *("id", "master_id", "uuid", "email", "born_on", "created_at", "updated_at")
    ]


def test_only_what_may_be_absent_is_nullable():
    """A field is nullable unless it is required, defaulted or a list."""
    nullable = {column.name for column in article().columns if column.nullable}
    assert nullable == {"body", "price", "published_at", "reviewer_id", "deleted_at", "search_vector"}


def test_keys_of_a_scoped_table_hold_the_campaign():
    """Nothing is unique across campaigns; spec keys bind live rows only where rows are soft-deleted."""
    assert (article().primary_key, *article().uniques) == (
        UniqueKey(name=f"{NAME}_pkey", columns=("campaign_id", "id")),
        UniqueKey(name=f"{NAME}_uuid_key", columns=("campaign_id", "uuid")),
        UniqueKey(name=f"{NAME}_master_id_key", columns=("campaign_id", "master_id")),
        UniqueKey(name=f"{NAME}_slug_key", columns=("campaign_id", "slug"), where="deleted_at IS NULL"),
    )


def test_keys_of_a_global_table_do_not():
    """A global table has no campaign_id at all."""
    assert [key.columns for key in (account().primary_key, *account().uniques)] == [
        ("id",),
        ("uuid",),
        ("master_id",),
        ("email",),
    ]


def test_references_stay_in_the_campaign():
    """A reference to a scoped table is composite; to a global one it is the id alone."""
    assert comment().foreign_keys == (
        ForeignKey(
            name="service_content_comment_campaign_id_fkey",
            columns=("campaign_id",),
            parent="campaign",
            parent_columns=("id",),
        ),
        ForeignKey(
            name="service_content_comment_master_id_fkey",
            columns=("campaign_id", "master_id"),
            parent="master",
            parent_columns=("campaign_id", "id"),
        ),
        ForeignKey(
            name="service_content_comment_article_id_fkey",
            columns=("campaign_id", "article_id"),
            parent="service_content_article",
            parent_columns=("campaign_id", "id"),
        ),
    )
    assert {key.columns: key.parent for key in article().foreign_keys[2:]} == {
        ("author_id",): "service_user_account",
        ("reviewer_id",): "service_user_account",
    }


def test_set_null_spares_the_campaign():
    """Deleting the parent of a composite key must not clear campaign_id."""
    spec = edited("likes: {type: integer, default: 0}", "seen: {type: ref, to: article, on_delete: set_null}")
    key = comment(spec).foreign_keys[-1]
    assert (key.columns, key.on_delete) == (("campaign_id", "seen_id"), "SET NULL (seen_id)")


def test_indexes_serve_pages_filters_and_references():
    """The list order, each filter in list order, the declared ones, and each reference by its own columns."""
    assert {index.name.removeprefix(f"{NAME}_"): (index.columns, index.where) for index in article().indexes} == {
        "created_at_idx": (("campaign_id", "created_at DESC", "id DESC"), None),
        "status_created_at_idx": (("campaign_id", "status", "created_at DESC", "id DESC"), None),
        "author_id_created_at_idx": (("campaign_id", "author_id", "created_at DESC", "id DESC"), None),
        "status_published_at_partial_idx": (
            ("campaign_id", "status", "published_at DESC"),
            "status = 'published'",
        ),
        "author_id_fkey_idx": (("author_id",), None),
        "reviewer_id_fkey_idx": (("reviewer_id",), None),
        "search_vector_idx": (("search_vector",), None),
    }
    assert [index.columns for index in comment().indexes] == [
        ("campaign_id", "created_at DESC", "id DESC"),
        ("campaign_id", "article_id", "created_at DESC", "id DESC"),
    ]


def test_indexes_never_share_a_name():
    """`a_b` + `c` and `a` + `b_c` would be called the same; PostgreSQL has one namespace for all of them."""
    fields = "".join(f"      {name}: {{type: integer}}\n" for name in ("a_b", "c", "a", "b_c"))
    spec = edited("    filters:", "      - {fields: [a_b, c]}\n      - {fields: [a, b_c]}\n    filters:")
    names = [index.name for index in article(edited("      price:", f"{fields}      price:", spec)).indexes]
    assert len(set(names)) == len(names) == len(article().indexes) + 2


def test_search_is_named_explicitly():
    """The triggers, their function and, where row-level security stands in the way, the search function."""
    search = article().search
    assert search is not None
    assert (
        search.language,
        search.trigger,
        search.change_trigger,
        search.trigger_function,
        search.search_function,
    ) == (
        "simple",
        f"{NAME}_search_vector",
        f"{NAME}_search_vector_change",
        f"{NAME}_search_vector",
        f"{NAME}_search",
    )


def test_long_names_are_shortened_and_stay_distinct():
    """PostgreSQL would cut them at 63 bytes, silently and to the same name."""
    long = "a" * 40
    spec = CONTENT.replace("price:", f"{long}_one: string\n      {long}_two: string\n      price:")
    spec = edited("unique: [[slug]]", f"unique: [[slug], [{long}_one], [{long}_two]]", spec)
    names = names_of(article(spec))
    assert max(map(len, names)) == 63
    assert len(set(names)) == len(names)


def names_of(whole: Table) -> list[str]:
    keys = (whole.primary_key, *whole.uniques, *whole.checks, *whole.foreign_keys, *whole.indexes)
    return [item.name for item in keys]


@st.composite
def entities(draw: st.DrawFn) -> Entity:
    """The article with random filters, unique keys and declared indexes."""
    whole = platform()
    base = whole.service("content").entity(draw(st.sampled_from(["article", "comment"])))
    columns = [item.name for item in base.fields if item.type.filterable] or ["likes"]
    some = st.lists(st.sampled_from(columns), unique=True, max_size=3)
    declared = draw(st.lists(st.lists(st.sampled_from(columns), unique=True, min_size=1, max_size=2), max_size=3))
    unique = draw(st.lists(st.lists(st.sampled_from(columns), unique=True, min_size=1, max_size=2), max_size=2))
    return with_keys(base, tuple(draw(some)), declared, unique)


def with_keys(base: Entity, filters: tuple[str, ...], declared: list[list[str]], unique: list[list[str]]) -> Entity:
    return replace(
        base,
        filters=filters,
        indexes=tuple(
            Index(columns=tuple(IndexColumn(field=name) for name in names), span=base.span) for names in declared
        ),
        unique=tuple(Unique(fields=tuple(names), span=base.span) for names in dict.fromkeys(map(tuple, unique))),
    )


@settings(deadline=None, max_examples=50)
@given(entities())
def test_every_foreign_key_begins_an_index(entity: Entity):
    """So that deleting a parent never scans the children."""
    made = table(entity)
    sources: list[SchemaIndex | UniqueKey] = [made.primary_key, *made.uniques, *made.indexes]
    whole = [tuple(map(indexes.column_of, item.columns)) for item in sources if item.where is None]
    for key in made.foreign_keys:
        assert any(columns[: len(key.columns)] == key.columns for columns in whole), key


@settings(deadline=None, max_examples=50)
@given(entities())
def test_no_index_is_the_beginning_of_another(entity: Entity):
    """Each would be written on every insert for nothing; names are unique besides."""
    made = table(entity)
    keys = [key.columns for key in (made.primary_key, *made.uniques) if key.where is None]
    plain = [index.columns for index in made.indexes if index.where is None]
    for index in plain:
        longer = [other for other in (*keys, *plain) if other is not index and other[: len(index)] == index]
        assert longer == []
    assert len(set(names_of(made))) == len(names_of(made))


CHECKS = [
    (field("string", min_length=2, max_length=3), ["'ab'", "'☃☃☃'"], ["'a'", "'abcd'"]),
    (field("text", pattern="[a-z]+"), ["'abc'"], ["'abc1'", "E'abc\\n'", "''"]),
    (field("text", pattern="it's|a\\.b"), ["'it''s'", "'a.b'"], ["'axb'"]),
    (field("enum", values=("draft", "it's")), ["'draft'", "'it''s'"], ["'Draft'", "''"]),
    (field("integer", minimum="-1", maximum="5"), ["-1", "5"], ["-2", "6"]),
    (field("decimal", precision=4, scale=2, minimum="0.5"), ["0.5"], ["0.49", "'NaN'"]),
    (field("float", minimum="0.7", maximum="0.3e1"), ["0.7", "3"], ["0.69", "'NaN'", "'Infinity'"]),
    (field("double"), ["-1e308"], ["'NaN'", "'Infinity'", "'-Infinity'"]),
    (field("timestamp"), ["now()"], ["'infinity'"]),
    (field("date"), ["'2024-02-29'"], ["'-infinity'"]),
    (field("duration"), ["'26 hours'", "'40 days'"], ["'1 month'", "'1 year'", "'12 months'"]),
    (field("json"), ["'{}'"], ["'[]'", "'null'", "'1'"]),
    (field("bytes", max_length=1), ["'a'"], ["'ab'"]),
    (
        field("list", element=FIELD_TYPES["string"], max_items=2),
        ["'{}'", "ARRAY['a', 'b']"],
        ["ARRAY[NULL]", "ARRAY['a', 'b', 'c']"],
    ),
    (field("list", element=FIELD_TYPES["double"]), ["ARRAY[1.5]", "'{}'"], ["ARRAY[1, 'NaN'::float8]"]),
]


@pytest.fixture(scope="module")
def connection(embedded_server):
    with psycopg.connect(embedded_server.url, autocommit=True) as opened:
        yield opened


@pytest.mark.parametrize(("column", "good", "bad"), CHECKS, ids=[f"{item[0].type.name}" for item in CHECKS])
def test_checks_take_and_refuse(connection: psycopg.Connection, column: Field, good: list[str], bad: list[str]):
    """PostgreSQL evaluates each expression: values that Python and proto can hold pass, others do not, NULL passes."""
    condition = " AND ".join(f"({check.expression})" for check in field_checks("t", column))

    def verdict(value: str) -> object:
        query = f"SELECT {condition} FROM (SELECT ({value})::{column.sql_type} AS value) AS row"
        return connection.execute(query).fetchone()

    assert [verdict(value) for value in good] == [(True,)] * len(good)
    assert [verdict(value) for value in bad] == [(False,)] * len(bad)


def test_checks_let_null_pass(connection: psycopg.Connection):
    """Whether a column may be null is said by NOT NULL alone."""
    nullable = [item for item, _, _ in CHECKS if item.element is None]
    for column in nullable:
        for check in field_checks("t", column):
            query = f"SELECT {check.expression} FROM (SELECT NULL::{column.sql_type} AS value) AS row"
            assert connection.execute(query).fetchone() == (None,), check


@pytest.mark.parametrize(
    "type_", [item for item in FIELD_TYPES.values() if item.filterable], ids=lambda item: item.name
)
def test_filters_keep_their_index_under_row_level_security(connection: psycopg.Connection, type_: FieldType):
    """PostgreSQL hands a condition to an index below a policy only if its operator is LEAKPROOF."""
    query = """
        SELECT proleakproof FROM pg_operator JOIN pg_proc ON pg_proc.oid = oprcode
        WHERE oprname = '=' AND oprleft = %(type)s::regtype AND oprright = %(type)s::regtype
    """
    assert connection.execute(query, {"type": type_.cast}).fetchone() == (True,)
