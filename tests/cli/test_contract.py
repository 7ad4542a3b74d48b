"""What a spec no longer has stays in the database until it is named; then it is dropped, in the contract phase."""

import json
from pathlib import Path

import psycopg
import pytest

from generator.database.runner import migrate

from .platforms import codes, tree

GONE = "      subtitle: {type: string, max_length: 80}\n"


@pytest.fixture
def retired(generated, scaffold) -> Path:
    """A platform whose article had a subtitle."""
    spec = generated / "specs/content.yaml"
    text = spec.read_text()
    spec.write_text(text + GONE)
    assert scaffold("generate", "--no-stubs", cwd=generated).returncode == 0
    spec.write_text(text)
    assert scaffold("generate", "--no-stubs", cwd=generated).returncode == 0
    return generated


def listed(scaffold, root: Path) -> list[dict[str, object]]:
    return json.loads(scaffold("contract", "--json", cwd=root).stdout)["retired"]


def columns(url: str) -> set[str]:
    with psycopg.connect(url) as connection:
        query = "SELECT column_name FROM information_schema.columns WHERE table_name = 'service_content_article'"
        return {name for (name,) in connection.execute(query)}


def test_a_retired_field_is_listed_and_dropped(retired, scaffold, database_url):
    """The column is there until the contract phase has run; afterwards nothing is left of it, and nothing to do."""
    (content,) = listed(scaffold, retired)
    assert content["objects"] == [
        {"name": "content.article.subtitle", "kind": "column", "table": "service_content_article"}
    ]

    done = scaffold(
        "contract", "--drop", "content.article.subtitle", "--state", content["state"], "--no-stubs", cwd=retired
    )

    assert done.returncode == 0, done.stderr
    assert codes(scaffold("check", "--json", cwd=retired)) == []
    assert listed(scaffold, retired) == []
    before = scaffold("migrate", "--database-url", database_url, cwd=retired)
    assert before.returncode == 0, before.stderr
    assert "subtitle" in columns(database_url)
    migrate(database_url, retired)
    assert "subtitle" not in columns(database_url)


def test_another_state_is_refused(retired, scaffold):
    """Somebody may have edited since: what was looked at is not what would be dropped."""
    before = tree(retired)

    done = scaffold("contract", "--drop", "content.article.subtitle", "--state", "00000000", "--json", cwd=retired)

    assert (done.returncode, tree(retired)) == (1, before)
    assert [code for code, _ in codes(done)] == ["SG561"]


def test_what_is_in_use_cannot_be_dropped(retired, scaffold):
    """The spec comes first."""
    (content,) = listed(scaffold, retired)

    done = scaffold("contract", "--drop", "content.article.title", "--state", content["state"], "--json", cwd=retired)

    assert [code for code, _ in codes(done)] == ["SG560"]


def test_an_edit_that_is_not_generated_comes_first(retired, scaffold):
    """Its migrations would have the numbers that the drops get."""
    (content,) = listed(scaffold, retired)
    with (retired / "specs/content.yaml").open("a") as file:
        file.write("      teaser: text\n")

    done = scaffold("contract", "--drop", "content.article.subtitle", "--state", content["state"], cwd=retired)

    assert done.returncode == 2
    assert "scaffold generate" in done.stderr


def test_a_drop_needs_its_state(retired, scaffold):
    """Nobody drops what they have not looked at."""
    assert scaffold("contract", "--drop", "content.article.subtitle", cwd=retired).returncode == 2
