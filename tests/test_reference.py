"""The reference in docs/ is made from the schemas and says what they say."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator import reference, resources

ROOT = Path(__file__).parents[1]
KINDS = ("platform", "service")


def keys(schema: Any) -> Iterator[str]:
    """Every key that a spec may have, wherever the schema names it."""
    if isinstance(schema, dict):
        yield from schema.get("properties", {}) if isinstance(schema.get("properties"), dict) else ()
        for value in schema.values():
            yield from keys(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from keys(value)


@pytest.mark.parametrize("kind", KINDS)
def test_the_reference_is_up_to_date(kind: str, *, update: bool):
    """docs/reference is what `scaffold schema --markdown` prints."""
    path = ROOT / "docs" / "reference" / f"{kind}.md"
    if update:
        path.write_text(reference.markdown(kind))
    assert path.read_text() == reference.markdown(kind)


def test_the_codes_are_up_to_date(*, update: bool):
    """docs/reference/codes.md is what `scaffold explain --all` prints."""
    path = ROOT / "docs" / "reference" / "codes.md"
    if update:
        path.write_text(reference.codes())
    assert path.read_text() == reference.codes()


@pytest.mark.parametrize("kind", KINDS)
def test_the_reference_is_complete(kind: str):
    """Every key of the schema stands in it."""
    schema = json.loads(resources.schema(kind).read_text())
    text = reference.markdown(kind)

    assert [key for key in keys(schema) if f"`{key}`" not in text] == []
