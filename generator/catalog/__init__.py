"""The field types: one row each, a family per file, with every target's spelling and samples for the tests."""

from types import MappingProxyType

from generator.catalog.addresses import ADDRESSES
from generator.catalog.choices import CHOICES
from generator.catalog.counter import COUNTER
from generator.catalog.field_type import FieldType, ProtoSpelling, PythonSpelling, WireCodec
from generator.catalog.identifiers import IDENTIFIERS
from generator.catalog.moments import MOMENTS
from generator.catalog.money import MONEY
from generator.catalog.numbers import NUMBERS
from generator.catalog.places import DEGREES, PLACES
from generator.catalog.structures import STRUCTURES
from generator.catalog.texts import TEXTS

__all__ = ["DEGREES", "FIELD_TYPES", "INTEGER_RANGES", "FieldType", "ProtoSpelling", "PythonSpelling", "WireCodec"]

FIELD_TYPES = MappingProxyType(
    {
        row.name: row
        for family in (TEXTS, ADDRESSES, NUMBERS, MONEY, COUNTER, CHOICES, MOMENTS, IDENTIFIERS, STRUCTURES, PLACES)
        for row in family
    }
)
"""Every field type by its name in a spec.

For `enum`, `list`, `ref` and `master` the field supplies the varying half (values, element, target).
"""

INTEGER_RANGES = MappingProxyType({row.name: row.range for row in NUMBERS if row.range})
"""The ranges of the whole-number types by name."""
