"""The field types: one row each, with every target's spelling and the samples that feed the generated tests."""

from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class PythonSpelling:
    """A type in generated Python."""

    annotation: str
    imports: tuple[str, ...] = ()
    """Whole import lines, e.g. `from uuid import UUID`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtoSpelling:
    """A type in a .proto file."""

    type: str
    imports: tuple[str, ...] = ()
    """Paths of .proto files, e.g. `google/protobuf/timestamp.proto`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WireCodec:
    """The two functions of the platform's `core/wire.py` that carry a value between Python and proto."""

    encode: str
    decode: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldType:
    """One field type of the spec language."""

    name: str
    sql: str
    """Column type; `{precision}` and `{scale}` are filled from the field."""
    cast: str
    """The type a statement casts its parameter to, so that asyncpg and the planner agree: `$1::bigint`."""
    python: PythonSpelling
    proto: ProtoSpelling
    wire: WireCodec | None = None
    """None where Python and proto share the value as it is."""
    options: frozenset[str] = frozenset()
    """The keys a field of this type may have beside the common ones."""
    filterable: bool = False
    """Whether `filters:` may name it: its equality is LEAKPROOF in PostgreSQL, so the index still serves under
    row-level security."""
    sortable: bool = False
    """Whether an index may order by it."""
    element: bool = False
    """Whether `list` may hold it."""
    range: tuple[int, int] | None = None
    """The least and the most of a whole number, as the column holds it."""
    samples: tuple[str, ...]
    """Python expressions of valid values: the first is the ordinary one, the rest are boundaries that must survive a
    round trip."""

    @property
    def number(self) -> bool:
        """Whether its values are numbers, whose SQL literals stand without quotes."""
        return self.python.annotation in {"int", "float", "Decimal"}


_LENGTHS = frozenset({"min_length", "max_length", "pattern"})
_RANGE = frozenset({"minimum", "maximum"})
_TIMESTAMP_PROTO = "google/protobuf/timestamp.proto"
_DURATION_PROTO = "google/protobuf/duration.proto"
_STRUCT_PROTO = "google/protobuf/struct.proto"

_ROWS = (
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
        name="smallint",
        sql="SMALLINT",
        cast="smallint",
        python=PythonSpelling(annotation="int"),
        proto=ProtoSpelling(type="int32"),
        options=_RANGE,
        filterable=True,
        sortable=True,
        element=True,
        range=(-(2**15), 2**15 - 1),
        samples=("7", "-32768", "32767"),
    ),
    FieldType(
        name="integer",
        sql="INTEGER",
        cast="integer",
        python=PythonSpelling(annotation="int"),
        proto=ProtoSpelling(type="int32"),
        options=_RANGE,
        filterable=True,
        sortable=True,
        element=True,
        range=(-(2**31), 2**31 - 1),
        samples=("42", "-2147483648", "2147483647"),
    ),
    FieldType(
        name="bigint",
        sql="BIGINT",
        cast="bigint",
        python=PythonSpelling(annotation="int"),
        proto=ProtoSpelling(type="int64"),
        options=_RANGE,
        filterable=True,
        sortable=True,
        element=True,
        range=(-(2**63), 2**63 - 1),
        samples=("9007199254740993", "-9223372036854775808", "9223372036854775807"),
    ),
    FieldType(
        name="decimal",
        sql="NUMERIC({precision},{scale})",
        cast="numeric",
        python=PythonSpelling(annotation="Decimal", imports=("from decimal import Decimal",)),
        proto=ProtoSpelling(type="string"),
        wire=WireCodec(encode="decimal_text", decode="decimal_value"),
        options=_RANGE | {"precision", "scale"},
        sortable=True,
        samples=('Decimal("1")', 'Decimal("0")'),
    ),
    FieldType(
        name="float",
        sql="REAL",
        cast="real",
        python=PythonSpelling(annotation="float"),
        proto=ProtoSpelling(type="float"),
        options=_RANGE,
        sortable=True,
        samples=("1.5", "-0.25"),
    ),
    FieldType(
        name="double",
        sql="DOUBLE PRECISION",
        cast="double precision",
        python=PythonSpelling(annotation="float"),
        proto=ProtoSpelling(type="double"),
        options=_RANGE,
        sortable=True,
        element=True,
        samples=("1.1", "-1e308"),
    ),
    FieldType(
        name="boolean",
        sql="BOOLEAN",
        cast="boolean",
        python=PythonSpelling(annotation="bool"),
        proto=ProtoSpelling(type="bool"),
        filterable=True,
        sortable=True,
        samples=("True", "False"),
    ),
    FieldType(
        name="timestamp",
        sql="TIMESTAMPTZ",
        cast="timestamptz",
        python=PythonSpelling(annotation="datetime", imports=("from datetime import datetime",)),
        proto=ProtoSpelling(type="google.protobuf.Timestamp", imports=(_TIMESTAMP_PROTO,)),
        wire=WireCodec(encode="timestamp_message", decode="timestamp_value"),
        filterable=True,
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
        name="json",
        sql="JSONB",
        cast="jsonb",
        python=PythonSpelling(annotation="dict[str, object]"),
        proto=ProtoSpelling(type="google.protobuf.Struct", imports=(_STRUCT_PROTO,)),
        wire=WireCodec(encode="struct_message", decode="struct_value"),
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
    FieldType(
        name="list",
        sql="{element}[]",
        cast="{element}[]",
        python=PythonSpelling(annotation="list[{element}]"),
        proto=ProtoSpelling(type="repeated"),
        options=frozenset({"of", "max_items"}),
        samples=("[]",),
    ),
    FieldType(
        name="ref",
        sql="BIGINT",
        cast="bigint",
        python=PythonSpelling(annotation="int"),
        proto=ProtoSpelling(type="int64"),
        options=frozenset({"to", "on_delete"}),
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

FIELD_TYPES = MappingProxyType({row.name: row for row in _ROWS})
"""Every field type by its name in a spec.

For `enum`, `list`, `ref` and `master` the field supplies the varying half (values, element, target).
"""

INTEGER_RANGES = MappingProxyType({row.name: row.range for row in _ROWS if row.range})
"""The ranges of the whole-number types by name."""
