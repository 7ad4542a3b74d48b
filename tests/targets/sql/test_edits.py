"""Every operation on a populated table, on PostgreSQL 18 and 15: the locks it takes, no rewrite, what is left of it."""

import re
import threading
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import get_args

import psycopg
import pytest

from generator.database.catalog import catalog
from generator.plan.hazards import Hazard, Reversibility, describe
from generator.plan.operations import (
    AddPartitions,
    AddRetentionClass,
    Backfill,
    ChangeType,
    CreateExtension,
    CreateIndex,
    CreateTable,
    CreateUniqueIndex,
    DropIndex,
    Operation,
    PartitionTable,
    Phase,
    PlantSeeds,
    SetPrivileges,
    StartHistory,
)

from .bench import clear, create, made, run, sql
from .cases import CASES, Case
from .lab import ITEM, NAME, TEXT_TITLE

FILES_OF_A_PARTITION = 5
"""The partition, its primary key, a unique index and two others."""

CONCURRENT = (CreateIndex, CreateUniqueIndex, DropIndex)
RANK = ["ACCESS SHARE", "ROW SHARE", "ROW EXCLUSIVE", "SHARE UPDATE EXCLUSIVE", "SHARE", "SHARE ROW EXCLUSIVE"]
RANK += ["EXCLUSIVE", "ACCESS EXCLUSIVE"]
RELATIONS = """
SELECT oid, relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v')
"""
FILES = """
SELECT pg_relation_filenode(oid) FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'i') AND relname LIKE 'service\\_lab%'
"""


@pytest.fixture(params=CASES, ids=lambda case: case.name)
def case(request) -> Case:
    return request.param


def spelled(mode: str) -> str:
    """`ShareRowExclusiveLock` as the manual has it."""
    words = "".join(f" {letter}" if letter.isupper() else letter for letter in mode.removesuffix("Lock"))
    return words.strip().upper()


def strongest(found: Iterable[tuple[int, str]], relations: Mapping[int, str]) -> dict[str, str]:
    """The strongest lock on each relation that others can see."""
    taken: dict[str, str] = {}
    for oid, mode in found:
        if oid in relations:
            # A lock on a partition is one on its table.
            name = re.sub("_p[0-9]+$", "", relations[oid])
            taken[name] = max(taken.get(name, RANK[0]), spelled(mode), key=RANK.index)
    return taken


def locks_of(connection: psycopg.Connection, pid: int) -> list[tuple[int, str]]:
    query = "SELECT relation, mode FROM pg_locks WHERE pid = %s AND locktype = 'relation'"
    return connection.execute(query, (pid,)).fetchall()


def locks_inside(connection: psycopg.Connection, step: Operation) -> list[tuple[int, str]]:
    """Those that the operation holds at its end, in the transaction that it ran in."""
    with connection.transaction():
        run(connection, step)
        return locks_of(connection, connection.info.backend_pid)


def locks_of_batches(connection: psycopg.Connection, step: Backfill) -> list[tuple[int, str]]:
    """Those that a backfill holds while it writes, as a trigger sees them, and while it looks at what it wrote."""
    *batches, analyse = sql(step)
    connection.execute("CREATE TABLE seen (relation oid, mode text)")
    connection.execute(
        "CREATE FUNCTION look() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO seen"
        " SELECT relation, mode FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'relation'; RETURN NULL;"
        " END $$"
    )
    connection.execute(f"CREATE TRIGGER look AFTER UPDATE ON {step.table} EXECUTE FUNCTION look()")
    try:
        for statement in batches:
            connection.execute(statement.encode())
        with connection.transaction():
            connection.execute(analyse.encode())
            last = locks_of(connection, connection.info.backend_pid)
        return [*last, *connection.execute("SELECT DISTINCT relation, mode FROM seen").fetchall()]
    finally:
        connection.execute(f"DROP TRIGGER look ON {step.table}; DROP FUNCTION look; DROP TABLE seen")


def locks_while_waiting(url: str, connection: psycopg.Connection, step: Operation, table: str) -> list[tuple[int, str]]:
    """Those that a statement with CONCURRENTLY holds while it waits for a transaction that has written."""
    pid = connection.info.backend_pid
    waits = "SELECT wait_event_type = 'Lock' FROM pg_stat_activity WHERE pid = %s"
    with psycopg.connect(url, autocommit=True) as watcher:
        worker = threading.Thread(target=run, args=(connection, step))
        with psycopg.connect(url) as writer:
            writer.execute(f"UPDATE {table} SET body = body WHERE id = 1")
            worker.start()
            while watcher.execute(waits, (pid,)).fetchone() != (True,):
                assert worker.is_alive()
            found = locks_of(watcher, pid)
        worker.join()
    return found


def observed(url: str, connection: psycopg.Connection, step: Operation, table: str) -> list[tuple[int, str]]:
    if isinstance(step, Backfill):
        return locks_of_batches(connection, step)
    if isinstance(step, CONCURRENT):
        return locks_while_waiting(url, connection, step, table)
    return locks_inside(connection, step)


def declared(step: Operation, version: int, relations: Iterable[str]) -> dict[str, str]:
    """What the facts announce for the relations that there are."""
    if isinstance(step, SetPrivileges) and version < 180000:
        return {}
    known = set(relations)
    found = [(re.sub("_p[0-9]+$", "", item.table), item.lock.value) for item in describe(step).locks]
    return {table: lock for table, lock in found if table in known}


def files_of(step):
    """How many files it begins: of an index; of a history its table, the key and the index; of a partition."""
    match step:
        case StartHistory(is_new=True):
            return 3
        case CreateIndex() | CreateUniqueIndex():
            return 1
        case PartitionTable() | AddPartitions():
            return FILES_OF_A_PARTITION
        case _:
            return 0


def test_each_step_keeps_its_promises(lab, case):
    """The locks are the declared ones, no table or index is written anew, and the table ends equal to a fresh one."""
    with made(lab, case.before) as connection:
        version = connection.info.server_version
        for step in case.steps:
            relations = dict(connection.execute(RELATIONS).fetchall())
            files = set(connection.execute(FILES).fetchall())
            found = strongest(observed(lab.url, connection, step, case.before.name), relations)
            new = set(connection.execute(FILES).fetchall()) - files

            assert found == declared(step, version, relations.values()), step
            assert len(new) == files_of(step), step
        migrated = catalog(lab.url)
        clear(connection)
        if case.after:
            create(connection, case.after)
        assert migrated == catalog(lab.url)


def test_every_operation_is_tried():
    """The cases hold each kind of operation at least once, but for those that have tests of their own."""
    tried = {type(step) for case in CASES for step in case.steps}

    assert set(get_args(Operation)) - tried == {CreateTable, AddRetentionClass, CreateExtension, PlantSeeds}


def test_facts_agree_with_each_other():
    """What deletes data has no way back and waits for the old code's end; no hazard is there for nothing."""
    facts = [describe(step) for case in CASES for step in case.steps]
    final = [item for item in facts if item.reversible is Reversibility.NO]

    assert final == [item for item in facts if Hazard.DELETES_DATA in item.hazards]
    assert {item.phase for item in final} == {Phase.CONTRACT}

    assert {hazard for item in facts for hazard in item.hazards} == set(Hazard)


def test_open_sessions_survive_a_change_of_type(lab):
    """The plans that a session keeps of the trigger functions hold types; they are made anew."""
    with made(lab, replace(ITEM, uniques=ITEM.uniques[:1], checks=())) as connection, lab.owner() as session:
        session.execute(f"UPDATE {NAME} SET title = 'first' WHERE id = 1")
        run(connection, ChangeType(table=NAME, column=TEXT_TITLE, was="VARCHAR"))
        session.execute(f"UPDATE {NAME} SET title = 'second' WHERE id = 1")

        query = f"SELECT search_vector @@ 'second'::tsquery FROM {NAME} WHERE id = 1"
        assert session.execute(query).fetchone() == (True,)
