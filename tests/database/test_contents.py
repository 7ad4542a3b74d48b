"""What tables have lost is found whatever they are called by now; what was changed on purpose is no loss."""

import psycopg
import pytest

from generator.database.contents import contents, losses

MADE = """
CREATE TABLE thing (id bigint, title varchar, mood varchar CHECK (mood IN ('sad', 'glad')), gone text, search tsvector);
INSERT INTO thing VALUES (1, 'one', 'sad', 'x', 'one'), (2, 'two', NULL, 'y', 'two'), (3, NULL, 'glad', 'z', 'three');
CREATE TABLE left_alone (id bigint);
INSERT INTO left_alone VALUES (1);
"""
RENAMED_VALUE = """
ALTER TABLE thing DROP CONSTRAINT thing_mood_check;
UPDATE thing SET mood = 'blue' WHERE mood = 'sad';
ALTER TABLE thing ADD CHECK (mood IN ('blue', 'glad'))
"""


@pytest.mark.parametrize(
    ("statements", "found"),
    [
        ("ALTER TABLE thing RENAME title TO name; ALTER TABLE thing RENAME TO item", []),
        ("ALTER TABLE thing RENAME TO item; DELETE FROM item WHERE id = 2", ["thing had 3 rows and has 2"]),
        ("ALTER TABLE thing ADD more text; UPDATE thing SET more = 'x', search = NULL", []),
        ("UPDATE thing SET title = 'none' WHERE title IS NULL", ["thing.title has other values than before in 1 rows"]),
        ("ALTER TABLE thing DROP gone; DROP TABLE left_alone", []),
        ("UPDATE thing SET title = ''; ALTER TABLE thing ALTER title SET NOT NULL", []),
        (RENAMED_VALUE, []),
    ],
)
def test_what_is_lost_is_named(database_url: str, statements: str, found: list[str]) -> None:
    """By the name that the table had before."""
    with psycopg.connect(database_url) as connection:
        connection.execute(MADE)
    before = contents(database_url)
    with psycopg.connect(database_url) as connection:
        connection.execute(statements.encode())

    assert [message for _, message in losses(before, contents(database_url))] == found
