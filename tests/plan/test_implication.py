"""Which CHECKs follow from others."""

import pytest

from generator.plan.implication import implies
from generator.plan.schema import Check, CheckKind


@pytest.mark.parametrize(
    ("kind", "before", "after", "expected"),
    [
        (CheckKind.LENGTH, "char_length(a) <= 5", "char_length(a) <= 6", True),
        (CheckKind.LENGTH, "char_length(a) <= 5", "char_length(a) <= 4", False),
        (CheckKind.LENGTH, "char_length(a) >= 1 AND char_length(a) <= 5", "char_length(a) <= 5", True),
        (CheckKind.LENGTH, "char_length(a) <= 5", "char_length(a) >= 1 AND char_length(a) <= 5", False),
        (CheckKind.RANGE, "a >= -1.5 AND a <= 9", "a >= -2 AND a <= 9", True),
        (CheckKind.RANGE, "a >= -2", "a >= -1.5", False),
        (CheckKind.RANGE, "a >= (0.7)::real", "a >= (0.6)::real", False),
        (CheckKind.VALUES, "a IN ('x', 'y')", "a IN ('y', 'z', 'x')", True),
        (CheckKind.VALUES, "a IN ('x', 'y')", "a IN ('x')", False),
        (CheckKind.PATTERN, "a ~ '^(?:x)$'", "a ~ '^(?:x|y)$'", False),
    ],
)
def test_what_follows(kind: CheckKind, before: str, after: str, expected: bool):  # noqa: FBT001 - a value
    """Wider limits and more values follow; of anything else nobody says so."""
    old, new = (Check(name="c", column="a", kind=kind, expression=text) for text in (before, after))
    assert implies(old, new) is expected
