"""Money: what a spec says in one field and everything else holds in two."""

from generator.catalog.field_type import FieldType, ProtoSpelling, PythonSpelling

MONEY = (
    FieldType(
        name="money",
        sql="NUMERIC({precision},{scale})",
        cast="numeric",
        python=PythonSpelling(annotation="Decimal", imports=("from decimal import Decimal",)),
        proto=ProtoSpelling(type="string"),
        options=frozenset({"precision", "scale", "minimum", "maximum", "currencies"}),
        example="12.50 EUR",
        samples=('Decimal("1")',),
    ),
)
