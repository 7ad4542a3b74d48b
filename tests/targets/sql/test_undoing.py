"""Every operation that has a way back, on PostgreSQL 18 and 15: afterwards the table is what it was before."""

from contextlib import nullcontext
from dataclasses import replace

import psycopg
import pytest

from generator.database.catalog import catalog
from generator.plan.hazards import describe
from generator.plan.operations import (
    AddColumn,
    AttachUnique,
    CreateTable,
    CreateUniqueIndex,
    DropNotNull,
    Operation,
)
from generator.plan.schema import UniqueKey
from generator.plan.undoing import undone

from .bench import clear, create, made, run
from .cases import CASES
from .lab import FLAG, ITEM, NAME, NOTE

UNDOABLE = [case for case in CASES if all(undone(step) is not None for step in case.steps)]
TITLES = UniqueKey(name=f"{NAME}_titles_key", columns=("campaign_id", "title"))


def shown(url: str) -> list[tuple[object, ...]]:
    """The catalogue; a constraint that was validated stays so, which holds of the rows all the same."""
    return [
        (*entry[:4], str(entry[4]).removesuffix(" NOT VALID")) if entry[0] == "constraint" else entry
        for entry in catalog(url)
    ]


def take_back(connection: psycopg.Connection, step: Operation) -> None:
    """Undo it, in one transaction unless a part of that can be in none."""
    steps = undone(step)
    whole = connection.transaction() if all(describe(item).transactional for item in steps) else nullcontext()
    with whole:
        run(connection, *steps)


@pytest.mark.parametrize("case", UNDOABLE, ids=lambda case: case.name)
def test_what_is_undone_has_left_nothing(lab, case):
    """Forwards and back, operation by operation; then forwards once more."""
    with made(lab, case.before) as connection:
        seen = []
        for step in case.steps:
            seen.append(shown(lab.url))
            run(connection, step)
        after = shown(lab.url)
        for step in reversed(case.steps):
            take_back(connection, step)
            assert shown(lab.url) == seen.pop(), step
        run(connection, *case.steps)
        assert shown(lab.url) == after


def test_a_constraint_made_of_an_index_leaves_the_index(lab):
    """DROP CONSTRAINT takes its index along; uniqueness is never given up meanwhile."""
    with made(lab, ITEM) as connection:
        run(connection, CreateUniqueIndex(table=NAME, key=TITLES))
        before = catalog(lab.url)
        run(connection, AttachUnique(table=NAME, key=TITLES))
        take_back(connection, AttachUnique(table=NAME, key=TITLES))

        assert catalog(lab.url) == before


@pytest.mark.parametrize("added", [NOTE, FLAG], ids=["without a default", "with a default"])
def test_a_column_goes_only_while_nobody_has_written_it(lab, added):
    """Null, or what it began with, is no data; one value in one row is."""
    with made(lab, ITEM) as connection:
        before = catalog(lab.url)
        step = AddColumn(table=NAME, column=added)
        run(connection, step)
        take_back(connection, step)
        assert catalog(lab.url) == before

        run(connection, step)
        connection.execute(f"UPDATE {NAME} SET {added.name} = {written(added.type)} WHERE id = 9")
        with pytest.raises(psycopg.errors.ObjectInUse) as caught:
            take_back(connection, step)
        assert caught.value.diag.message_primary == f"{NAME}.{added.name} has values that a rollback would lose"
        assert caught.value.diag.message_detail == "One of them, by id: 9"


def written(type_: str) -> str:
    """A value that no column begins with."""
    return "true" if type_ == "BOOLEAN" else "'x'"


def test_a_table_goes_only_while_it_is_empty(lab):
    """One row is enough to keep it."""
    table = replace(ITEM, foreign_keys=())
    with lab.owner() as connection:
        before = catalog(lab.url)
        step = CreateTable(table=table)
        run(connection, step)
        take_back(connection, step)
        assert catalog(lab.url) == before

        create(connection, ITEM)
        try:
            connection.execute(f"INSERT INTO {NAME} (campaign_id, master_id, title) VALUES (7, 2, 'x')")
            with pytest.raises(psycopg.errors.ObjectInUse, match=f"{NAME} has rows that a rollback would lose"):
                take_back(connection, step)
        finally:
            clear(connection)


def test_required_again_only_while_no_row_lacks_it(lab):
    """The rows that make use of it are named."""
    with made(lab, ITEM) as connection:
        step = DropNotNull(table=NAME, column="title")
        run(connection, step)
        connection.execute(f"UPDATE {NAME} SET title = NULL WHERE id = 4")
        with pytest.raises(psycopg.errors.CheckViolation) as caught:
            take_back(connection, step)
        assert caught.value.diag.message_detail == "The first, by primary key: 4"


def test_which_operations_have_a_way_back():
    """Some only where they say what was before: a foreign key that took no other's place, a dropped rule."""
    found = {type(step).__name__ for case in CASES for step in case.steps if undone(step) is not None}

    assert found == {
        "AddCheck",
        "AddColumn",
        "AddForeignKey",
        "AttachUnique",
        "ChangeType",
        "CreateIndex",
        "CreateUniqueIndex",
        "DropConstraint",
        "DropNotNull",
        "RefuseDuplicates",
        "RefuseLoss",
        "RefuseOrphans",
        "RefuseViolations",
        "RenameColumn",
        "RenameConstraint",
        "RenameIndex",
        "SetDefault",
        "SetNotNull",
        "SetPrivileges",
        "SetSharing",
        "ValidateConstraint",
    }
