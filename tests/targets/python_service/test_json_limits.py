"""The size of a document: Python counts the bytes that PostgreSQL spells it with."""

import importlib
import sys
from pathlib import Path

import orjson
import psycopg
import pytest

from generator import pipeline
from generator.database.embedded import Server

GOLDEN = Path(__file__).parents[2] / "golden" / "json_limits"


@pytest.fixture(scope="module")
def limits(tmp_path_factory: pytest.TempPathFactory):
    """The module of the core, of a platform that has such documents."""
    root = tmp_path_factory.mktemp("limits")
    (root / "specs").mkdir()
    for path in sorted((GOLDEN / "specs").iterdir()):
        (root / "specs" / path.name).write_bytes(path.read_bytes())
    (root / "scaffold.yaml").write_text("platform: jsonlimits\n")
    pipeline.generate(root, stubs=False)
    sys.path.insert(0, str(root / "src"))
    yield importlib.import_module("jsonlimits.core.json_limits")
    sys.path.remove(str(root / "src"))


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"": [], "a": {}, "b": [1, [2, {"c": None}]]},
        {"truth": [True, False]},
        {"whole": [0, -1, 2**63 - 1, -(2**63)]},
        {"real": [0.0, -0.0, 0.1, 100.0, 1e15, 1e16, 1e22, -1e22, 1.5e-7, 5e-324, 1.7976931348623157e308]},
        {"short": '"\\\b\f\n\r\t', "long": "\x01\x1f", "plain": "/\x7f<>"},
        {"ü": "🦉\u2028é"},
    ],
    ids=lambda document: next(iter(document), "empty") or "nested",
)
def test_the_size_is_that_of_the_text(limits, embedded_server: Server, document: dict[str, object]):
    """One byte more than the limit is refused, and no document that PostgreSQL takes."""
    with psycopg.connect(embedded_server.url) as connection:
        query = "SELECT octet_length(%s::jsonb::text)"
        (size,) = connection.execute(query, (orjson.dumps(document).decode(),)).fetchone()

    assert refused(limits, document, size) == []
    assert refused(limits, document, size - 1) == [f"must have at most {size - 1} bytes"]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({}, []),
        ({"talent": {}}, []),
        ([], ["must have an object as service_specific"]),
        ({"wallet": {}}, ["has no part of a service wallet"]),
        ({"talent": [{}]}, ["must have an object as part of talent"]),
    ],
)
def test_parts_are_those_of_services(limits, parts: object, expected: list[str]):
    """An object for each service that the platform has."""
    assert refused(limits, {"service_specific": parts, "free": 1}, None) == expected


def test_what_is_no_json_is_told_once(limits):
    """It has no size."""
    assert refused(limits, {"when": object()}, 500) == ["contains a object, which is not JSON"]


def test_a_part_that_is_not_there_is_empty(limits):
    """As of a document that is not there."""
    document = {"service_specific": {"talent": {"level": 3}, "content": []}}

    assert limits.part_of(document, "talent") == {"level": 3}
    assert limits.part_of(document, "content") == limits.part_of({}, "talent") == limits.part_of(None, "talent") == {}


def refused(limits, document: object, maximum: int | None) -> list[str]:
    violations = limits.Violations()
    limits.check_document(violations, "field", document, maximum=maximum, services=("content", "talent"))
    return [item.description for item in violations._found]
