"""The JSON Schemas themselves: what an editor reads."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator, Draft202012Validator

from generator import resources
from generator.catalog import FIELD_TYPES
from tests.frontend.test_bad import CASES
from tests.frontend.test_lower import ROOT

NAMES = ("platform", "service")

SAME_IN_DRAFT_7 = frozenset(
    "$schema $defs $ref title description type enum const pattern required properties additionalProperties "
    "propertyNames items minItems maxItems minProperties minimum maximum minLength maxLength if then else allOf not "
    "default".split()
)
FOR_EDITORS = frozenset("markdownDescription enumDescriptions defaultSnippets patternErrorMessage x-hint".split())


def schema(name: str) -> Any:
    return json.loads(resources.schema(name).read_text())


def nodes(node: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every schema within a schema, with its path."""
    if not isinstance(node, dict):
        return
    yield path, node
    for key in ("properties", "$defs"):
        for name, inner in node.get(key, {}).items():
            yield from nodes(inner, f"{path}/{key}/{name}")
    for key in ("additionalProperties", "propertyNames", "items", "if", "then", "else", "not"):
        yield from nodes(node.get(key), f"{path}/{key}")
    for index, inner in enumerate(node.get("allOf", [])):
        yield from nodes(inner, f"{path}/allOf/{index}")


@pytest.mark.parametrize("name", NAMES)
def test_schemas_are_valid(name: str) -> None:
    """The schema is one, by the draft it names."""
    Draft202012Validator.check_schema(schema(name))


@pytest.mark.parametrize("name", NAMES)
def test_only_keywords_that_mean_the_same_in_both_drafts(name: str) -> None:
    """Editors differ in the draft they read; a `$ref` with siblings is read differently too."""
    known = SAME_IN_DRAFT_7 | FOR_EDITORS
    strange = {f"{path}: {key}" for path, node in nodes(schema(name)) for key in node.keys() - known}
    crowded = {path for path, node in nodes(schema(name)) if "$ref" in node and len(node) > 1}
    assert (strange, crowded) == (set(), set())


@pytest.mark.parametrize("name", NAMES)
def test_every_key_is_described(name: str) -> None:
    """Completion teaches the language only if every key says what it does."""
    described = {
        path: node.get("description") or "$ref" in node
        for path, node in nodes(schema(name))
        if "/properties/" in path and "/if/" not in path and path.split("/")[-2] == "properties" and "not" not in node
    }
    assert [path for path, text in described.items() if not text] == []


@pytest.mark.parametrize("name", NAMES)
def test_patterns_do_not_let_a_line_end_pass(name: str) -> None:
    """Python's `$` matches before a final line end, so patterns end in a lookahead instead."""
    patterns = [node["pattern"] for _, node in nodes(schema(name)) if "pattern" in node]
    assert [pattern for pattern in patterns if not pattern.startswith("^") or not pattern.endswith(r"(?![\s\S])")] == []
    assert all("patternErrorMessage" in node for _, node in nodes(schema(name)) if "pattern" in node)


def test_the_types_are_those_of_the_catalog() -> None:
    """A new type is added in the catalog, and this says that the schema owes it."""
    definitions = schema("service")["$defs"]
    options = definitions["fieldOptions"]["properties"]
    assert options["type"]["enum"] == list(FIELD_TYPES)
    assert len(options["type"]["enumDescriptions"]) == len(FIELD_TYPES)
    needing = {rule["if"]["properties"]["type"]["const"] for rule in definitions["fieldOptions"]["allOf"]}
    short = definitions["field"]["allOf"][0]["then"]["enum"]
    assert short == [name for name in FIELD_TYPES if name not in needing]
    assert {option for row in FIELD_TYPES.values() for option in row.options} <= set(options)


def test_both_drafts_judge_alike() -> None:
    """Whichever draft an editor implements, it says the same about every spec we have."""
    specs = [path for case in CASES if not case.name.startswith("source_") for path in case.glob("*.yaml")]
    specs += (ROOT / "examples" / "marketplace" / "specs").glob("*.yaml")
    service = schema("service")
    for path in specs:
        data = yaml.safe_load(path.read_text())
        assert Draft7Validator(service).is_valid(data) == Draft202012Validator(service).is_valid(data), path
