"""Types of other languages, and how a spec spells them."""

import pytest

from generator.frontend.elsewhere import spelled


@pytest.mark.parametrize(
    ("said", "meant", "expected"),
    [
        ("varchar(20)", "string", "string, max_length: 20"),
        ("numeric(10,4)", "decimal", "decimal, precision: 10, scale: 4"),
        ("DECIMAL(10)", "decimal", "decimal, precision: 10, scale: 0"),
        ("numeric", "decimal", "decimal, precision: 12, scale: 2"),
    ],
)
def test_what_is_said_in_brackets_is_kept(said: str, meant: str, expected: str):
    """A hint that can be copied holds the numbers that were written."""
    assert spelled(said, meant) == expected
