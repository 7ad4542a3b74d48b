"""Counters: what a spec calls by what is counted, and everything else holds as a number."""

from generator.catalog.field_type import FieldType, ProtoSpelling, PythonSpelling

COUNTER = (
    FieldType(
        name="counter",
        sql="BIGINT",
        cast="bigint",
        python=PythonSpelling(annotation="int"),
        proto=ProtoSpelling(type="int64"),
        options=frozenset({"of", "where"}),
        example="0",
        samples=("0",),
    ),
)
