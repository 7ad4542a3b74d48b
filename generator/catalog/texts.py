"""Texts: what people write."""

from generator.catalog.field_type import FieldType, ProtoSpelling, PythonSpelling

_LENGTHS = frozenset({"min_length", "max_length", "pattern"})

TEXTS = (
    FieldType(
        name="string",
        sql="VARCHAR",
        cast="text",
        python=PythonSpelling(annotation="str"),
        proto=ProtoSpelling(type="string"),
        options=_LENGTHS,
        filterable=True,
        sortable=True,
        element=True,
        entry=True,
        samples=('"plain"', "'quote \\' and \"double\"'", '"snow ☃ and 🎉"'),
    ),
    FieldType(
        name="text",
        sql="TEXT",
        cast="text",
        python=PythonSpelling(annotation="str"),
        proto=ProtoSpelling(type="string"),
        options=_LENGTHS,
        samples=('"A longer text."', '"two\\nlines"', '"back\\\\slash $$ dollar"'),
    ),
    FieldType(
        name="secret",
        narrows="text",
        sql="TEXT",
        cast="text",
        python=PythonSpelling(annotation="str"),
        proto=ProtoSpelling(type="string"),
        options=frozenset({"min_length", "max_length"}),
        hidden=True,
        samples=('"hunter 2, \\"quoted\\" and $$"',),
    ),
)
