"""Questions to the rows stop a migration before anything is built in vain, on PostgreSQL 18 and 15."""

import psycopg
import pytest

from generator.plan.operations import RefuseDuplicates, RefuseOrphans, RefuseViolations
from generator.plan.schema import UniqueKey

from .bench import made, run
from .lab import ITEM, KEY, NAME, OWNER, SHORT

TITLES = UniqueKey(name=f"{NAME}_title_key", columns=("campaign_id", "title"))
BODIES = UniqueKey(name=f"{NAME}_body_key", columns=("campaign_id", "body"), where="id > 4")


@pytest.fixture
def table(lab):
    """A session of the owner that sees 30 rows."""
    with made(lab, ITEM, rows=30) as connection:
        yield connection


def refusal(connection: psycopg.Connection, operation) -> tuple[str | None, ...]:
    """SQLSTATE, message, detail and hint of the error."""
    with pytest.raises(psycopg.Error) as caught:
        run(connection, operation)
    said = caught.value.diag
    return said.sqlstate, said.message_primary, said.message_detail, said.message_hint


def test_duplicates_are_named_by_group(table):
    """How many rows, the first of them by id, and what to do."""
    table.execute(f"UPDATE {NAME} SET title = 'same' WHERE id IN (2, 4, 10) OR id = 5")
    table.execute(f"UPDATE {NAME} SET title = 'alike' WHERE id IN (1, 3)")

    assert refusal(table, RefuseDuplicates(table=NAME, key=TITLES)) == (
        "23505",
        f"{NAME}: 5 rows share their (campaign_id, title)",
        "The first groups, by id: 1, 3; 2, 4, 10",
        "Change or delete all but one row of each group, then run the migration again.",
    )


def test_nulls_and_rows_outside_the_predicate_are_no_duplicates(table):
    """As the index will see it."""
    table.execute(f"UPDATE {NAME} SET body = NULL WHERE id > 4")
    table.execute(f"UPDATE {NAME} SET body = 'same' WHERE id <= 4")

    run(table, RefuseDuplicates(table=NAME, key=BODIES))


def test_orphans_are_named(table):
    """Empty references refer to nothing on purpose."""
    table.execute(f"UPDATE {NAME} SET size = CASE WHEN id > 20 THEN 999 END")

    assert refusal(table, RefuseOrphans(table=NAME, key=OWNER)) == (
        "23503",
        f"{NAME}: 10 rows refer by (size) to no row of service_user_account",
        "The first, by id: 21, 22, 23, 24, 25",
        "Correct or empty the reference of these rows, or restore what they refer to; then run it again.",
    )


def test_violations_are_named_by_primary_key(table):
    """NULL breaks no CHECK."""
    table.execute(f"UPDATE {NAME} SET title = repeat('x', 35) WHERE id IN (7, 2)")

    assert refusal(table, RefuseViolations(table=NAME, key=KEY, check=SHORT)) == (
        "23514",
        f"{NAME}: 2 rows have a title that {SHORT.name} forbids",
        "The first, by primary key: 7/2, 8/7",
        "Correct these rows, then run the migration again.",
    )
