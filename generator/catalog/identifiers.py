"""Identifiers: what names a row, here or elsewhere."""

from generator.catalog.field_type import FieldType, ProtoSpelling, PythonSpelling, WireCodec

IDENTIFIERS = (
    FieldType(
        name="uuid",
        sql="UUID",
        cast="uuid",
        python=PythonSpelling(annotation="UUID", imports=("from uuid import UUID",)),
        proto=ProtoSpelling(type="string"),
        wire=WireCodec(encode="uuid_text", decode="uuid_value"),
        filterable=True,
        sortable=True,
        element=True,
        samples=('UUID("6f2c5b1e-8f0a-4c36-9d53-0c6a3a1d9b11")',),
    ),
    FieldType(
        name="ref",
        sql="BIGINT",
        cast="bigint",
        python=PythonSpelling(annotation="int"),
        proto=ProtoSpelling(type="int64"),
        options=frozenset({"to", "by", "on_delete"}),
        filterable=True,
        sortable=True,
        samples=("1",),
    ),
    FieldType(
        name="master",
        sql="BIGINT",
        cast="bigint",
        python=PythonSpelling(annotation="int"),
        proto=ProtoSpelling(type="int64"),
        options=frozenset({"of"}),
        filterable=True,
        sortable=True,
        samples=("1",),
    ),
)
