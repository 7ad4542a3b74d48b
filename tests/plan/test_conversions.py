"""What is known of a change of type before any row is read."""

import pytest

from generator.plan.conversions import holds


@pytest.mark.parametrize(
    ("type_", "held", "not_held"),
    [
        ("SMALLINT", ["32767", "-32768", "'5'"], ["32768", "'five'", "'05'"]),
        ("NUMERIC(4,2)", ["1.5", "99.99", "-0.01", "'1.50'"], ["1.505", "100", "'1.5'", "'NaN'"]),
        ("BOOLEAN", ["'true'"], ["'yes'"]),
        ("DATE", ["'2024-02-29'"], ["'2023-02-29'", "'never'", "'20240229'"]),
        ("TIME", ["'12:30:00'"], ["'12:30'", "'noon'"]),
        ("UUID", ["'00000000-0000-0000-0000-00000000000a'"], ["'00000000-0000-0000-0000-00000000000A'", "''"]),
        ("INET", ["'10.0.0.1'"], ["'it''s'", "'10.0.0'"]),
        ("VARCHAR", ["'whatever'", "'it''s'"], []),
    ],
)
def test_defaults_that_lead_back(type_: str, held: list[str], not_held: list[str]):
    """A column of the type has exactly that value, and its successor gets it from there as it was written."""
    assert [literal for literal in (*held, *not_held) if holds(type_, literal)] == held
