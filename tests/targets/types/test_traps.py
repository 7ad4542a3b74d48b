"""What loses values silently, wherever types are spelled."""

from generator.catalog import FIELD_TYPES


def test_no_cast_cuts():
    """An explicit cast to a type with a length or a scale cuts and rounds what an insert would refuse."""
    assert [row.name for row in FIELD_TYPES.values() if "(" in row.cast] == []
