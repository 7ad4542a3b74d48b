"""Rows for tables of which only the recorded schema is known: made by limits and patterns, with nothing left empty."""

import re
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.rows import dict_row

from generator import pipeline
from generator.database.candidates import candidates
from generator.database.embedded import Server
from generator.database.matching import matching
from generator.database.runner import migrate
from generator.database.samples import populate
from generator.database.verify import scratch
from generator.output.manifest import read_records
from generator.plan.schema import Check, CheckKind, Table

GOLDEN = Path(__file__).parents[1] / "golden/every_type"
STRICT = """\
service: content
scope: campaign
entities:
  article:
    fields:
      code: {type: string, max_length: 9, min_length: 4, pattern: "[A-Z]{2}-?[0-9]+", required: true}
      state: {type: enum, values: [draft, live], required: true}
      share: {type: decimal, precision: 2, scale: 1, required: true, maximum: 9.5}
      body: {type: text, max_length: 300}
      previous: {type: ref, to: article}
    unique: [[code]]
  note:
    belongs_to: article
    fields: {text: {type: string, pattern: "(?:ab|cd)+[^a-z]", max_length: 20, required: true}}
"""


def check(kind: CheckKind, expression: str) -> Check:
    return Check(name="x", column="a", kind=kind, expression=expression)


@pytest.mark.parametrize(
    "pattern", ["[A-Z]{3}", "(?:a|b)+c?", "[^/]+@[a-z]+\\.com", "[a-z]{2}(-[A-Z]{2})?", "[^a-z0-9]x", "a{0,255}"]
)
def test_strings_match_their_pattern_and_differ(pattern: str) -> None:
    """As far as the pattern has several."""
    found = [matching(pattern, number) for number in range(3)]
    assert [re.fullmatch(pattern, text) is not None for text in found] == [True, True, True]
    assert len(set(found)) == (1 if pattern == "a{0,255}" else 3)


def test_a_string_has_the_length_that_is_asked_for() -> None:
    """Or there is none."""
    assert len(matching("[a-z]+", 0, minimum=40, maximum=40)) == 40
    with pytest.raises(ValueError, match="no string of 9 to 9 characters"):
        matching("[a-z]{3}", 0, minimum=9, maximum=9)


def test_the_limits_are_tried_first() -> None:
    """The longest, the shortest; of a pattern too; an enum's own values."""
    length = check(CheckKind.LENGTH, "char_length(a) >= 2 AND char_length(a) <= 7")
    assert list(candidates("VARCHAR", [length]))[:2] == ["xxxxxxx", "xx"]
    pattern = check(CheckKind.PATTERN, "a ~ '^(?:[a-b]+)$'")
    assert list(candidates("VARCHAR", [length, pattern]))[:2] == ["aaaaaaa", "aa"]
    assert next(candidates("VARCHAR", [check(CheckKind.VALUES, "a IN ('it''s', 'b')")])) == "it's"
    assert next(candidates("TEXT[]", [check(CheckKind.CARDINALITY, "cardinality(a) <= 3")])) == "{a,a,a}"
    assert next(candidates("BYTEA", [check(CheckKind.LENGTH, "octet_length(a) <= 2")])) == "\\xa5a5"


@pytest.fixture
def filled(embedded_server: Server, tmp_path: Path) -> Iterator[tuple[str, dict[str, int]]]:
    """The URL of a database of strict tables with rows, and how many each table has got."""
    (tmp_path / "specs").mkdir()
    (tmp_path / "scaffold.yaml").write_text("platform: acme\n")
    (tmp_path / "specs/content.yaml").write_text(STRICT)
    pipeline.generate(tmp_path, stubs=False)
    with scratch(embedded_server.url) as url:
        migrate(url, tmp_path)
        yield url, dict(populate(url, tables(tmp_path), rows=6))


def tables(root: Path) -> list[Table]:
    return [table for record in read_records(root).values() for table in record.tables]


def test_strict_tables_get_all_their_rows(filled: tuple[str, dict[str, int]]) -> None:
    """In two campaigns, at the limits, with and without what may be missing, children with parents of their own."""
    url, made = filled
    assert made == {"service_content_article": 6, "service_content_note": 6}
    with psycopg.connect(url, row_factory=dict_row) as connection:
        rows = connection.execute("SELECT * FROM service_content_article ORDER BY id").fetchall()
        notes = connection.execute("SELECT * FROM service_content_note").fetchall()
    assert {row["campaign_id"] for row in rows} == {7001, 7002}
    assert {4, 9} <= {len(row["code"]) for row in rows}
    assert {None, "x" * 300} <= {row["body"] for row in rows}
    assert {row["previous_id"] is None for row in rows} == {True, False}
    assert len({row["article_id"] for row in notes}) > 1


def test_every_type_gets_rows(embedded_server: Server, tmp_path: Path) -> None:
    """With every option it has."""
    (tmp_path / "specs").mkdir()
    (tmp_path / "scaffold.yaml").write_bytes((GOLDEN / "scaffold.yaml").read_bytes())
    for spec in (GOLDEN / "specs").glob("*.yaml"):
        (tmp_path / "specs" / spec.name).write_bytes(spec.read_bytes())
    pipeline.generate(tmp_path, stubs=False)
    with scratch(embedded_server.url) as url:
        migrate(url, tmp_path)
        made = populate(url, tables(tmp_path), rows=6)
    assert set(made.values()) == {6}
