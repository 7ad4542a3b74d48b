"""Which migrations have a file that undoes them, and how that runs."""

from dataclasses import replace

import pytest

from generator.plan.blueprint import Migration
from generator.plan.operations import (
    AddCheck,
    AddColumn,
    AddForeignKey,
    Backfill,
    CreateIndex,
    DropColumn,
    DropConstraint,
    DropIndex,
    Phase,
    RefuseLoss,
    SetDefault,
    SetNotNull,
    ValidateConstraint,
)
from generator.plan.schema import Check, CheckKind, Column, ForeignKey, SchemaIndex
from generator.plan.undoing import undoing

TABLE = "service_lab_item"
NOTE = Column(name="note", type="TEXT", nullable=True)
SHORT = Check(name="short", column="note", kind=CheckKind.LENGTH, expression="char_length(note) <= 9")
INDEX = SchemaIndex(name="by_note", columns=("note",))
OWNER = ForeignKey(name="owner", columns=("owner_id",), parent="service_user_account", parent_columns=("id",))
ADD, BIND = AddColumn(table=TABLE, column=NOTE), AddCheck(table=TABLE, check=SHORT)
FILL = Backfill(table=TABLE, key=("id",), values=(("note", "'x'"),), where="note IS NULL")


def migration(*operations, transactional: bool = True, phase: Phase = Phase.EXPAND) -> Migration:
    return Migration(
        id="lab.0003.note",
        service="lab",
        depends=("lab.0002.foreign_keys",),
        transactional=transactional,
        phase=phase,
        summary="Adds note.",
        operations=operations,
    )


def test_what_was_done_last_is_undone_first():
    """In one transaction, because what a guard has seen must still be so when the column goes."""
    assert undoing(migration(ADD, BIND)) == replace(
        migration(
            DropConstraint(table=TABLE, name="short", was=SHORT),
            RefuseLoss(table=TABLE, column=NOTE),
            DropColumn(table=TABLE, column="note"),
            phase=Phase.CONTRACT,
        ),
        id="lab.0003.note.rollback",
        depends=(),
        summary="Undoes: Adds note.",
    )


def test_the_file_lies_beside_the_migration():
    """Under the name that yoyo looks for."""
    down = undoing(migration(ADD))

    assert down is not None
    assert down.path == "migrations/lab/lab.0003.note.rollback.sql"


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        pytest.param(
            migration(CreateIndex(table=TABLE, index=INDEX), transactional=False),
            (DropIndex(table=TABLE, name="by_note"),),
            id="an index",
        ),
        pytest.param(
            migration(AddForeignKey(table=TABLE, key=OWNER, table_is_new=True), transactional=False),
            (DropConstraint(table=TABLE, name="owner", parent="service_user_account"),),
            id="foreign keys of new tables",
        ),
        pytest.param(
            migration(SetNotNull(table=TABLE, column="note", proof="known")),
            ("AddCheck", "ValidateConstraint", "DropNotNull"),
            id="a scan",
        ),
    ],
)
def test_what_shall_not_hold_locks_is_in_no_transaction(made, expected):
    """Whatever mode the migration itself has."""
    down = undoing(made)

    assert down is not None
    assert not down.transactional
    assert expected in (down.operations, tuple(type(item).__name__ for item in down.operations))


def test_a_proof_leaves_nothing_to_undo():
    """There is a file all the same, for what came before it to be reached."""
    down = undoing(migration(ValidateConstraint(table=TABLE, name="short"), phase=Phase.VALIDATE))

    assert down is not None
    assert down.operations == ()


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(migration(), id="the core, which is no operations"),
        pytest.param(migration(FILL, transactional=False, phase=Phase.BACKFILL), id="rows that were filled in"),
        pytest.param(migration(ADD, FILL), id="one operation of several"),
        pytest.param(migration(DropConstraint(table=TABLE, name="owner", parent="t")), id="not known any more"),
        pytest.param(
            migration(SetDefault(table=TABLE, column="note", default=None, was="'x'"), phase=Phase.CONTRACT),
            id="what takes away",
        ),
        pytest.param(replace(migration(ADD), replaces=("lab.0001.create",)), id="a baseline"),
        pytest.param(migration(ADD, SetNotNull(table=TABLE, column="n", proof="p")), id="a guard in no transaction"),
    ],
)
def test_no_way_back(made):
    """Better none than one that loses something."""
    assert undoing(made) is None
