"""Moments: instants, days, times of day, and spans between them."""

from generator.catalog.field_type import FieldType, ProtoSpelling, PythonSpelling, WireCodec

_TIMESTAMP_PROTO = "google/protobuf/timestamp.proto"
_DURATION_PROTO = "google/protobuf/duration.proto"

MOMENTS = (
    FieldType(
        name="timestamp",
        sql="TIMESTAMPTZ",
        cast="timestamptz",
        python=PythonSpelling(annotation="datetime", imports=("from datetime import datetime",)),
        proto=ProtoSpelling(type="google.protobuf.Timestamp", imports=(_TIMESTAMP_PROTO,)),
        wire=WireCodec(encode="timestamp_message", decode="timestamp_value"),
        filterable=True,
        ranged=True,
        sortable=True,
        samples=("datetime(2024, 2, 29, 12, 30, 15, 123456, tzinfo=UTC)", "datetime(1, 1, 1, 0, 0, 0, 1, tzinfo=UTC)"),
    ),
    FieldType(
        name="date",
        sql="DATE",
        cast="date",
        python=PythonSpelling(annotation="date", imports=("from datetime import date",)),
        proto=ProtoSpelling(type="string"),
        wire=WireCodec(encode="date_text", decode="date_value"),
        filterable=True,
        ranged=True,
        sortable=True,
        samples=("date(2024, 2, 29)", "date(1, 1, 1)", "date(9999, 12, 31)"),
    ),
    FieldType(
        name="time",
        sql="TIME",
        cast="time",
        python=PythonSpelling(annotation="time", imports=("from datetime import time",)),
        proto=ProtoSpelling(type="string"),
        wire=WireCodec(encode="time_text", decode="time_value"),
        ranged=True,
        sortable=True,
        samples=("time(8, 30)", "time(23, 59, 59, 999999)"),
    ),
    FieldType(
        name="duration",
        sql="INTERVAL",
        cast="interval",
        python=PythonSpelling(annotation="timedelta", imports=("from datetime import timedelta",)),
        proto=ProtoSpelling(type="google.protobuf.Duration", imports=(_DURATION_PROTO,)),
        wire=WireCodec(encode="duration_message", decode="duration_value"),
        sortable=True,
        samples=("timedelta(hours=26, microseconds=1)", "timedelta(0)"),
    ),
)
