"""YAML values as text: whatever is spelled is read back as it was meant, in block and in flow style."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.editing.values import NoValueError, mapping, meaning, sequence, text, verbatim
from generator.frontend.source import parse

LETTERS = st.characters(exclude_categories=("Cs",), exclude_characters="\x00\x85\u2028\u2029\ufeff")
SETTINGS = settings(max_examples=200, derandomize=True, deadline=None, database=None)


@pytest.mark.parametrize(
    ("value", "spelled"),
    [
        ("draft", "draft"),
        ("user.account", "user.account"),
        ("One published piece.", "One published piece."),
        ("no", '"no"'),
        ("null", '"null"'),
        ("12", '"12"'),
        ("", '""'),
        (" padded ", '" padded "'),
        ("a: b", '"a: b"'),
        ("[a-z]+", '"[a-z]+"'),
        (r"\+[0-9]", r"'\+[0-9]'"),
        ('say "it\'s"', "'say \"it''s\"'"),
        ("two\nlines", r'"two\nlines"'),
    ],
)
def test_text_is_plain_where_that_is_safe(value, spelled):
    """As an author would write it."""
    assert text(value).text == spelled


@SETTINGS
@given(st.text(LETTERS.filter(lambda letter: letter.isprintable() or letter in "\n\t"), max_size=12))
def test_any_text_is_read_back(value):
    """In a list in a mapping in a block: nothing ends it early, nothing makes it a number or a truth value."""
    written = mapping((("key", sequence((text(value), text(value)))),))
    document, findings = parse("spec.yaml", f"outer: {written.text}\n")
    assert findings == ()
    assert document.data == {"outer": {"key": [value, value]}}


@pytest.mark.parametrize("given_", ["0.10", "-5", "true", "[a, 1.50]", "{title: A}", '"5"', "null"])
def test_a_yaml_value_keeps_its_meaning(given_):
    """`--default 0.10` keeps its zero, because a decimal has it; text may be spelled anew."""
    document, _ = parse("", given_)
    assert meaning(verbatim(given_)) == document.data


def test_a_number_keeps_its_digits():
    """What a spec says is read as written, not as a float."""
    assert (verbatim("0.10").text, verbatim("[1.50]").text) == ("0.10", "[1.50]")


@pytest.mark.parametrize("given_", ["[a", "a: [", "- a\n- b", "[a] # more", "x # more", "", "&a x", "*a", "---"])
def test_what_is_no_single_value_is_refused(given_):
    """Nothing that a user types can end the value and begin something else."""
    with pytest.raises(NoValueError):
        verbatim(given_)
