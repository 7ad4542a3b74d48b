"""The notation of locks: strict, exact and still YAML."""

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.plan import notation

TEXT = st.text(st.characters(blacklist_categories=["Cs"]))


@settings(deadline=None)
@given(st.dictionaries(TEXT, st.one_of(TEXT, st.booleans(), st.lists(TEXT).map(tuple))), TEXT)
def test_what_is_written_is_read_back(values: dict[str, str | bool | tuple[str, ...]], name: str):
    """Any text survives as a key and as a value, in a block and on one line."""
    line = {f"item_{number}": value for number, value in enumerate(values.values())}
    written = f"{notation.key(name)}:\n  inner: {notation.flow(line)}\n  text: {notation.scalar(name)}\n"
    kept = {key: value for key, value in line.items() if value is not False}
    assert notation.parse(written) == {name: {"inner": kept, "text": name}}


@settings(deadline=None)
@given(TEXT)
def test_yaml_reads_the_same_string(text: str):
    """A scalar means the same to any YAML parser; DEL and the like are escaped, because YAML refuses them raw."""
    written = f"{{value: {notation.scalar(text)}}}"
    assert yaml.safe_load(written) == {"value": text}


@pytest.mark.parametrize(
    "text", ["true", "No", "null", "1", "1.5", "", " a", "a: b", "a # b", "0x10", "- a", "~", "ab,c", "[]"]
)
def test_what_yaml_could_misread_is_quoted(text: str):
    """No string turns into a number, a boolean, nothing or a structure."""
    assert notation.scalar(text)[0] == '"'


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: b\n c: d\n", 2, "a line that `scaffold` does not write"),
        ("a: b\n    c: d\n", 2, "a line that is indented too deep"),
        ("a:\n  b: c\n  b: d\n", 3, "`b` is there twice"),
        ("a: {b: c\n", 1, "a value that `scaffold` does not write"),
        ("a: {b: c, b: d}\n", 1, "a value that `scaffold` does not write"),
        ("a: {b: c, }\n", 1, "a value that `scaffold` does not write"),
        ("a: {b: c} x\n", 1, "a value that `scaffold` does not write"),
        ("a: &anchor b\nc: *anchor\n- d\n", 3, "a line that `scaffold` does not write"),
        ('a: "b\n', 1, "a value that `scaffold` does not write"),
        ('a: "\\q"\n', 1, "a string that `scaffold` does not write"),
        ("a: b: c\n", 1, "a value that `scaffold` does not write"),
    ],
)
def test_anything_else_is_refused(text: str, line: int, message: str):
    """A line that was not written by us is named, never guessed at."""
    with pytest.raises(notation.NotationError) as caught:
        notation.parse(text)
    assert (caught.value.line, str(caught.value)) == (line, message)
