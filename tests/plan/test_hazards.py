"""What operations do to a live database; the locks are those that PostgreSQL really takes."""

import psycopg
import pytest

from generator.plan.hazards import Hazard, describe
from generator.plan.operations import (
    AddCheck,
    AddColumn,
    AddForeignKey,
    CreateIndex,
    Operation,
    ValidateConstraint,
)
from generator.plan.schema import Check, CheckKind, Column, ForeignKey, SchemaIndex

KEY = ForeignKey(name="child_parent_id_fkey", columns=("parent_id",), parent="parent", parent_columns=("id",))
CHECK = Check(name="child_size_check", column="size", kind=CheckKind.RANGE, expression="size > 0")

SETUP = """
CREATE TABLE parent (id BIGINT PRIMARY KEY);
CREATE TABLE child (id BIGINT PRIMARY KEY, parent_id BIGINT, size INTEGER);
"""
NOT_VALID = """
ALTER TABLE child ADD CONSTRAINT child_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES parent (id) NOT VALID;
ALTER TABLE child ADD CONSTRAINT child_size_check CHECK (size > 0) NOT VALID;
"""

CASES: list[tuple[Operation, str, str]] = [
    (AddColumn(table="child", column=Column(name="note", type="TEXT")), "", "ALTER TABLE child ADD COLUMN note TEXT"),
    (
        AddCheck(table="child", check=CHECK),
        "",
        "ALTER TABLE child ADD CONSTRAINT child_size_check CHECK (size > 0) NOT VALID",
    ),
    (
        AddForeignKey(table="child", key=KEY, table_is_new=False),
        "",
        "ALTER TABLE child ADD CONSTRAINT child_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES parent NOT VALID",
    ),
    (
        ValidateConstraint(table="child", name="child_size_check"),
        NOT_VALID,
        "ALTER TABLE child VALIDATE CONSTRAINT child_size_check",
    ),
    (
        ValidateConstraint(table="child", name="child_parent_id_fkey", parent="parent"),
        NOT_VALID,
        "ALTER TABLE child VALIDATE CONSTRAINT child_parent_id_fkey",
    ),
]

RANK = ["ACCESS SHARE", "ROW SHARE", "ROW EXCLUSIVE", "SHARE UPDATE EXCLUSIVE", "SHARE", "SHARE ROW EXCLUSIVE"]
RANK += ["EXCLUSIVE", "ACCESS EXCLUSIVE"]
LOCKS = """
SELECT relation::regclass::text, mode FROM pg_locks
WHERE pid = pg_backend_pid() AND relation IN ('parent'::regclass, 'child'::regclass)
"""


def spelled(mode: str) -> str:
    """`ShareRowExclusiveLock` as the manual has it."""
    words = "".join(f" {letter}" if letter.isupper() else letter for letter in mode.removesuffix("Lock"))
    return words.strip().upper()


@pytest.mark.parametrize(("operation", "before", "statement"), CASES, ids=[case[2][:60] for case in CASES])
def test_locks_are_those_of_postgresql(database_url: str, operation: Operation, before: str, statement: str):
    """The strongest lock on each table, read from pg_locks in the transaction that ran the statement."""
    with psycopg.connect(database_url) as connection:
        connection.execute(SETUP + before)
        connection.commit()
        connection.execute(statement)
        taken: dict[str, str] = {}
        for table, mode in connection.execute(LOCKS).fetchall():
            strongest = taken.get(table, RANK[0])
            taken[table] = max(strongest, spelled(mode), key=RANK.index)
    assert {item.table: item.lock.value for item in describe(operation).locks} == taken


def test_concurrent_builds_stay_outside_transactions():
    """They read the table, wait for old transactions and can leave an INVALID index."""
    facts = describe(CreateIndex(table="child", index=SchemaIndex(name="child_size_idx", columns=("size",))))
    assert (facts.transactional, facts.scans) == (False, ("child",))
    assert facts.hazards == (Hazard.WAITS_FOR_SNAPSHOTS, Hazard.CAN_LEAVE_INVALID_INDEX)


@pytest.mark.parametrize(
    "column",
    [
        Column(name="code", type="UUID", default="gen_random_uuid()"),
        Column(name="number", type="BIGINT", identity="child_number_seq"),
    ],
    ids=lambda column: column.name,
)
def test_no_operation_rewrites_a_table(column: Column):
    """A default that differs from row to row is set after the column is there; a plan that forgets it is our bug."""
    with pytest.raises(ValueError, match="would rewrite the table"):
        describe(AddColumn(table="child", column=column))
