"""Choices: one out of a few values."""

from generator.catalog.field_type import FieldType, ProtoSpelling, PythonSpelling

CHOICES = (
    FieldType(
        name="boolean",
        sql="BOOLEAN",
        cast="boolean",
        python=PythonSpelling(annotation="bool"),
        proto=ProtoSpelling(type="bool"),
        filterable=True,
        sortable=True,
        entry=True,
        samples=("True", "False"),
    ),
    FieldType(
        name="enum",
        sql="TEXT",
        cast="text",
        python=PythonSpelling(annotation="str"),
        proto=ProtoSpelling(type="enum"),
        options=frozenset({"values", "removed"}),
        filterable=True,
        sortable=True,
        samples=('""',),
    ),
)
