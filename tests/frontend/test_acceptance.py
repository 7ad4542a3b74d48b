"""The quick yes and jsonschema give the same verdict on every document."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from generator import resources
from generator.frontend.acceptance import acceptance
from generator.frontend.source import parse

ROOT = Path(__file__).parents[2]
SPECS = sorted((ROOT / "examples" / "marketplace" / "specs").glob("*.yaml"))
SCALARS = st.none() | st.booleans() | st.integers(-5, 5) | st.floats(-3, 3) | st.sampled_from(["", "a", "global", "Ab"])
KEYS = st.sampled_from(["a", "type", "B "])
JUNK = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["a", "type", "B "]), inner, max_size=2)
    ),
    max_leaves=4,
)


def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads(resources.schema(name).read_text()))


def document(path: Path) -> Any:
    parsed, findings = parse(path.name, path.read_text())
    assert parsed is not None, findings
    return parsed.data


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of every value inside `value`."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, item in inner for place in places(item, (*path, key)))]


def replaced(value: Any, path: tuple[Any, ...], junk: Any) -> Any:
    """A copy of `value` with `junk` at `path`."""
    if not path:
        return junk
    changed = copy.deepcopy(value)
    owner = changed
    for step in path[:-1]:
        owner = owner[step]
    owner[path[-1]] = junk
    return changed


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_real_specs_are_accepted(path: Path):
    """No spec of the example needs jsonschema."""
    assert acceptance("service")(document(path))


@settings(max_examples=400, deadline=None, derandomize=True)
@given(data=st.data())
def test_the_verdicts_are_the_same(data: st.DataObject):
    """Whatever stands at any place of a spec, both accept it or both refuse it."""
    spec = document(data.draw(st.sampled_from(SPECS)))
    changed = replaced(spec, data.draw(st.sampled_from(places(spec))), data.draw(JUNK))

    assert acceptance("service")(changed) == validator("service").is_valid(changed)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(junk=JUNK, key=st.sampled_from(["platform", "package", "retention", "description", "surplus"]))
def test_the_verdicts_on_a_platform_are_the_same(junk: Any, key: str):
    """The same for the platform file."""
    changed = document(ROOT / "examples" / "marketplace" / "scaffold.yaml") | {key: junk}

    assert acceptance("platform")(changed) == validator("platform").is_valid(changed)
