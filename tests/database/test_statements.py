"""Statements are split and classified by PostgreSQL's grammar."""

import pytest

from generator.database.files import read_files
from generator.database.statements import IndexChange, Kind, read_statements


def _read(platform, sql: str):
    platform.write("a.0001.x", f"-- transactional: false\n{sql}\n")
    return read_statements(read_files(platform.root)[0])


@pytest.mark.parametrize(
    ("sql", "kind"),
    [
        ("SET ROLE acme_owner", Kind.SESSION),
        ("RESET ROLE", Kind.SESSION),
        ("SELECT set_config('a.b', 'c', false)", Kind.ORDINARY),
        ("ALTER TABLE t VALIDATE CONSTRAINT c", Kind.ORDINARY),
        ("CREATE INDEX i ON t (c)", Kind.ORDINARY),
        ("REFRESH MATERIALIZED VIEW CONCURRENTLY v", Kind.ORDINARY),
        ("ANALYZE t", Kind.ORDINARY),
        ("VACUUM t", Kind.AUTONOMOUS),
        ("CALL backfill()", Kind.AUTONOMOUS),
        ("DO $$\nBEGIN\nCOMMIT;\nEND $$", Kind.AUTONOMOUS),
        ("DO $$ BEGIN PERFORM committed(); END $$", Kind.ORDINARY),
        ("CREATE INDEX CONCURRENTLY i ON t (c)", Kind.CONCURRENT),
        ("DROP INDEX CONCURRENTLY i", Kind.CONCURRENT),
        ("REINDEX INDEX CONCURRENTLY i", Kind.CONCURRENT),
        ("ALTER TABLE t DETACH PARTITION p CONCURRENTLY", Kind.CONCURRENT),
        ("ALTER TABLE t DETACH PARTITION p", Kind.ORDINARY),
    ],
)
def test_the_kind_of_a_statement(platform, sql, kind) -> None:
    """The kind decides in which transaction it runs and what a resumed run does with it."""
    assert [statement.kind for statement in _read(platform, sql)] == [kind]


def test_statements_know_their_text_and_line(platform) -> None:
    """Semicolons in bodies, strings and comments do not split; the line is that of the first word."""
    body = "CREATE FUNCTION f() RETURNS int\nLANGUAGE sql AS $x$ SELECT 1; $x$"
    sql = f"/* a; */ SELECT ';é' ;\n-- b;\n\n  {body};;\nSELECT 2"
    assert [(item.ordinal, item.line, item.text) for item in _read(platform, sql)] == [
        (1, 2, "SELECT ';é'"),
        (2, 5, body),
        (3, 7, "SELECT 2"),
    ]


def test_the_index_of_a_concurrent_statement_is_known(platform) -> None:
    """Names are read from the tree, so quotes and schemas are right."""
    sql = 'CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "I x" ON s.t (a); DROP INDEX CONCURRENTLY s.i'
    assert [item.index for item in _read(platform, sql)] == [
        IndexChange(schema="s", name="I x", table="t"),
        IndexChange(schema="s", name="i", table=None),
    ]
