"""Files of edits: clean by squawk, read alike by yoyo and PostgreSQL, run by psql, yoyo and the runner; run again."""

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pglast
import psycopg
import pytest
import yoyo
from yoyo.migrations import read_sql_migration

from generator.database.catalog import catalog
from generator.database.embedded import create_database, drop_database
from generator.database.runner import migrate
from generator.plan.blueprint import Migration
from generator.plan.hazards import describe
from generator.plan.operations import (
    AddCheck,
    AddColumn,
    AddPartitions,
    AttachIndex,
    AttachPrimaryKey,
    AttachUnique,
    Backfill,
    CreateUniqueIndex,
    DropHistory,
    DropSearch,
    Operation,
    PartitionTable,
    RefuseDuplicates,
    RefuseLoss,
    RenameColumn,
    RenameTable,
    SetNotNull,
    StartHistory,
    StopCascades,
    StopCounting,
    StopDeriving,
    StopHistory,
    ValidateConstraint,
)
from generator.plan.schema import Check, CheckKind, Column, UniqueKey
from generator.plan.undoing import undoing
from generator.targets.sql import operations
from generator.targets.sql.target import SqlTarget

from . import sample
from .bench import ROLES, made
from .cases import CASES, Case

ROOT = Path(__file__).parents[3]
ONCE = (
    AddPartitions,
    AttachIndex,
    AttachPrimaryKey,
    DropHistory,
    DropSearch,
    PartitionTable,
    RefuseLoss,
    RenameColumn,
    RenameTable,
    StartHistory,
    StopCascades,
    StopCounting,
    StopDeriving,
    StopHistory,
)
"""Belong into a transaction, so that none of their statements is ever done without the others."""

ARTICLE = "service_content_article"
MOOD = Column(name="mood", type="TEXT", nullable=True, comment="How it feels.")
PRESENT = Check(
    name=f"{ARTICLE}_mood_present_check", column="mood", kind=CheckKind.PRESENT, expression="mood IS NOT NULL"
)
UNIQUE = UniqueKey(name=f"{ARTICLE}_mood_key", columns=("campaign_id", "mood"))
EDIT = (
    AddColumn(table=ARTICLE, column=MOOD),
    Backfill(table=ARTICLE, key=("campaign_id", "id"), values=(("mood", "'it''s ' || slug"),), where="mood IS NULL"),
    AddCheck(table=ARTICLE, check=PRESENT),
    ValidateConstraint(table=ARTICLE, name=PRESENT.name),
    SetNotNull(table=ARTICLE, column="mood", proof=PRESENT.name),
    RefuseDuplicates(table=ARTICLE, key=UNIQUE),
    CreateUniqueIndex(table=ARTICLE, key=UNIQUE),
    AttachUnique(table=ARTICLE, key=UNIQUE),
)


def migration(number: int, operation: Operation, *, transactional: bool | None = None) -> Migration:
    facts = describe(operation)
    return Migration(
        id=f"content.{number:04}.edit",
        service="content",
        depends=("content.0002.foreign_keys" if number == 3 else f"content.{number - 1:04}.edit",),
        transactional=facts.transactional if transactional is None else transactional,
        phase=facts.phase,
        summary=facts.summary,
        operations=(operation,),
    )


def texts(item: Migration) -> tuple[str, ...]:
    """The file, and that which undoes it."""
    (content, _) = sample.blueprint().services
    return tuple(file.text for file in SqlTarget().render_service(replace(content, migrations=(item,))))


def every_file() -> dict[str, Migration]:
    """Each operation of the lab in a file of its own, in a transaction and outside of one where it may be both."""
    steps = [step for case in CASES for step in case.steps]
    modes = [(step, mode) for step in steps for mode in (True, False) if describe(step).transactional or not mode]
    made = [migration(3, step, transactional=transactional) for step, transactional in modes]
    both = [(item, *([down] if (down := undoing(item)) else [])) for item in made]
    return {text: item for items in both for text, item in zip(texts(items[0]), items, strict=True)}


FILES = every_file()


def test_squawk_has_nothing_to_say(tmp_path):
    """The linter is clean; what it would say stands in the file with the reason why it does not hold."""
    for number, content in enumerate(FILES):
        (tmp_path / f"{number}.sql").write_text(content, encoding="utf-8")
    found = subprocess.run(
        [Path(sys.executable).parent / "squawk", "--config", ROOT / ".squawk.toml", *sorted(tmp_path.iterdir())],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (found.returncode, found.stdout.count("Found 0 issues")) == (0, 1), found.stdout


def test_yoyo_reads_the_statements_that_postgresql_reads(tmp_path):
    """Stock yoyo splits each file where PostgreSQL does and finds the directives."""
    path = tmp_path / "file.sql"
    for content, item in FILES.items():
        path.write_text(content, encoding="utf-8")
        directives, _, statements = read_sql_migration(str(path))

        mode = {} if item.transactional else {"transactional": "false"}
        depends = {"depends": " ".join(item.depends)} if item.depends else {}
        assert directives == depends | mode
        expected = [pglast.fingerprint(one) for one in pglast.split(content)]
        assert [pglast.fingerprint(one) for one in statements] == expected


REPEATABLE = [case for case in CASES if not any(isinstance(step, ONCE) for step in case.steps)]


@pytest.mark.parametrize("case", REPEATABLE, ids=lambda case: case.name)
def test_a_file_outside_a_transaction_may_be_interrupted_anywhere(lab, case: Case):
    """Stopped after any of its statements and run again from the start, it ends as if it had run once."""
    with made(lab, case.before) as connection:
        for step in case.steps:
            statements = pglast.split(operations.statement(step, ROLES, transactional=False))
            for statement in (one for end in range(len(statements) + 1) for one in statements[: end + 1]):
                connection.execute(statement.encode())
        repeated = catalog(lab.url)
    with made(lab, case.before) as connection:
        for step in case.steps:
            for statement in pglast.split(operations.statement(step, ROLES, transactional=False)):
                connection.execute(statement.encode())
        assert repeated == catalog(lab.url)


@pytest.fixture
def edited(tmp_path):
    """The root of a platform with a field that becomes required and unique."""
    sample.write(tmp_path)
    for number, operation in enumerate(EDIT, 3):
        item = migration(number, operation)
        (tmp_path / item.path).write_text(texts(item)[0], encoding="utf-8")
    return tmp_path


@pytest.fixture
def expected(database, edited):
    """The catalogue after the runner has applied the edit."""
    migrate(database.url, edited)
    return platform(database.url)


def platform(url: str) -> list[tuple]:
    """The catalogue without the bookkeeping of whoever has migrated."""
    return [row for row in catalog(url) if not re.search("^_|yoyo", str(row[1]))]


def test_psql_applies_the_edit(embedded_server, migrated, edited, expected):
    """Each file by the command of its header, those without a transaction twice."""
    name = "sql_by_psql"
    create_database(embedded_server.url, name, template=migrated)
    url = embedded_server.url_for(name)
    for path in sorted((edited / "migrations/content").glob("*.edit.sql")):
        whole = "-- transactional: false" not in path.read_text(encoding="utf-8")
        single = ["--single-transaction"] if whole else []
        command = [embedded_server.binaries / "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", *single, "-f", path, url]
        for _ in range(1 if whole else 2):
            subprocess.run(command, check=True, capture_output=True, text=True)
    found = platform(url)
    drop_database(embedded_server.url, name)

    assert found == expected


def test_stock_yoyo_applies_the_edit(database_url, edited, expected):
    """A DO block with COMMIT and an index that is built CONCURRENTLY included."""
    backend = yoyo.get_backend(database_url.replace("postgresql:", "postgresql+psycopg:", 1))
    migrations = yoyo.read_migrations(*map(str, sorted(edited.glob("migrations/*"))))
    backend.apply_migrations(backend.to_apply(migrations))
    backend.connection.close()

    assert platform(database_url) == expected


def test_rows_keep_what_they_have(database, campaigns, edited):
    """The edit on a database with rows: each has its value, and the next row must bring one."""
    migrate(database.url, edited)

    with psycopg.connect(database.url) as connection:
        query = f"SELECT title, mood FROM {ARTICLE} ORDER BY id"
        assert connection.execute(query).fetchall() == [("First", "it's first"), ("First", "it's first")]
        with pytest.raises(psycopg.errors.NotNullViolation):
            connection.execute(f"UPDATE {ARTICLE} SET mood = NULL")
