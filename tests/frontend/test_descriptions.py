"""What a spec does not describe is described by its name and type."""

import pytest

from generator.frontend import descriptions


@pytest.mark.parametrize(
    ("name", "type_name", "expected"),
    [
        ("unit_price", "decimal", "The unit price of the order item."),
        ("pinned", "boolean", "Whether the order item is pinned."),
        ("published_at", "timestamp", "When the order item was published."),
        ("starts_at", "timestamp", "When the order item starts."),
        ("born_on", "date", "The day on which the order item was born."),
        ("at", "timestamp", "The at of the order item."),
    ],
)
def test_a_field_says_what_its_name_says(name: str, type_name: str, expected: str):
    """The sentence follows from the type and the name's last word."""
    assert descriptions.field(name, type_name, "order_item") == expected
