"""Structures: what holds other values, or bytes that only their owner can read."""

from generator.catalog.field_type import FieldType, ProtoSpelling, PythonSpelling, WireCodec

_STRUCT_PROTO = "google/protobuf/struct.proto"

STRUCTURES = (
    FieldType(
        name="json",
        sql="JSONB",
        cast="jsonb",
        python=PythonSpelling(annotation="dict[str, object]"),
        proto=ProtoSpelling(type="google.protobuf.Struct", imports=(_STRUCT_PROTO,)),
        wire=WireCodec(encode="struct_message", decode="struct_value"),
        options=frozenset({"fields", "max_bytes", "service_specific"}),
        samples=('{"key": "value", "count": 3, "nested": {"list": [1, 2]}}', "{}"),
    ),
    FieldType(
        name="bytes",
        sql="BYTEA",
        cast="bytea",
        python=PythonSpelling(annotation="bytes"),
        proto=ProtoSpelling(type="bytes"),
        options=frozenset({"max_length"}),
        samples=('b"\\x00\\xff"', 'b""'),
    ),
    FieldType(
        name="list",
        sql="{element}[]",
        cast="{element}[]",
        python=PythonSpelling(annotation="list[{element}]"),
        proto=ProtoSpelling(type="repeated"),
        options=frozenset({"of", "max_items", "fields"}),
        samples=("[]",),
    ),
    FieldType(
        name="map",
        sql="JSONB",
        cast="jsonb",
        python=PythonSpelling(annotation="dict[str, {element}]"),
        proto=ProtoSpelling(type="map"),
        options=frozenset({"of", "max_items"}),
        module="maps",
        check="check_map",
        samples=("{}",),
    ),
    FieldType(
        name="vector",
        sql="vector({dimensions})",
        cast="vector",
        python=PythonSpelling(annotation="list[float]"),
        proto=ProtoSpelling(type="float"),
        options=frozenset({"dimensions"}),
        module="vectors",
        check="check_vector",
        codec=True,
        numbered="[float({number} % 4096)] * {dimensions}",
        samples=(),
    ),
)
