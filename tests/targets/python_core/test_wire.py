"""What goes over the wire comes back equal, and what cannot is refused by field name."""

import math
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import pytest
from coretest.core import wire
from coretest.core.errors import InvalidArgument
from google.protobuf.duration_pb2 import Duration
from google.protobuf.struct_pb2 import Struct, Value
from google.protobuf.timestamp_pb2 import Timestamp
from hypothesis import given
from hypothesis import strategies as st

from generator.catalog import FIELD_TYPES

LIMIT = timedelta(days=3_652_500)

TEXT = st.text(st.characters(blacklist_characters="\x00", blacklist_categories=["Cs"]))
DOCUMENTS = st.dictionaries(
    TEXT,
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers(-(2**53), 2**53)
        | st.floats(allow_nan=False, allow_infinity=False)
        | TEXT,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
        max_leaves=10,
    ),
    max_size=4,
)

SAMPLE_NAMES = {item.__name__: item for item in (Decimal, datetime, date, time, timedelta, UUID)} | {"UTC": UTC}

VALUES = {
    "decimal": st.decimals(-(10**30), 10**30, allow_nan=False, places=6),
    "timestamp": st.datetimes(
        min_value=datetime(1, 1, 1, 0, 0, 0, 1),  # noqa: DTZ001 - the strategy adds the time zone
        max_value=datetime(9999, 12, 31, 23, 59, 59, 999998),  # noqa: DTZ001 - same
        timezones=st.just(UTC),
    ),
    "date": st.dates(),
    "time": st.times(),
    "duration": st.timedeltas(min_value=-LIMIT, max_value=LIMIT),
    "uuid": st.uuids(),
    "json": DOCUMENTS,
}


def codec(name):
    spelling = FIELD_TYPES[name].wire
    return getattr(wire, spelling.encode), getattr(wire, spelling.decode)


def test_every_codec_of_the_catalog_is_tested():
    """A field type whose codec every platform has, has a row here; for the others see tests/targets/types."""
    assert set(VALUES) == {name for name, row in FIELD_TYPES.items() if row.wire and row.module is None}


@pytest.mark.parametrize("name", VALUES)
def test_round_trip(name):
    """Encoding, serializing and decoding returns an equal value of the same type."""
    encode, decode = codec(name)

    @given(VALUES[name])
    def check(value):
        message = encode(value)
        if not isinstance(message, str):
            message = type(message).FromString(message.SerializeToString())
        returned = decode(message, "field")
        assert (returned, type(returned)) == (value, type(value))

    check()


@pytest.mark.parametrize("name", VALUES)
def test_samples_of_the_catalog(name):
    """The catalog's samples, which the generated tests write to the database, survive the wire."""
    encode, decode = codec(name)
    samples = [eval(text, SAMPLE_NAMES) for text in FIELD_TYPES[name].samples]

    assert [decode(encode(value), "field") for value in samples] == samples


def struct(**fields):
    message = Struct()
    message.update(fields)
    return message


REFUSED = [
    *(
        ("decimal", text)
        for text in ("", "NaN", "Infinity", "1e5", "1_000", " 1", "1\n", "+1", ".5", "1.", "٣", "9" * 1001)
    ),
    *(
        ("date", text)
        for text in ("", "2023-02-29", "20230228", "2023-W01-1", "0000-01-01", "2023-01-01\n", "infinity")
    ),
    *(("time", text) for text in ("", "24:00:00", "8:30", "08:30:00Z", "08:30:00+01:00", "08:30:00.1234567")),
    *(("uuid", text) for text in ("", "6f2c5b1e8f0a4c369d530c6a3a1d9b11", "{6f2c5b1e-8f0a-4c36-9d53-0c6a3a1d9b11}")),
    ("timestamp", Timestamp(seconds=-62_135_596_801)),
    ("timestamp", Timestamp(seconds=-62_135_596_800)),
    ("timestamp", Timestamp(seconds=253_402_300_799, nanos=999_999_000)),
    ("timestamp", Timestamp(seconds=253_402_300_800)),
    ("timestamp", Timestamp(seconds=2**62)),
    ("timestamp", Timestamp(seconds=0, nanos=-1)),
    ("timestamp", Timestamp(seconds=0, nanos=1_000_000_000)),
    ("duration", Duration(seconds=315_576_000_001)),
    ("duration", Duration(seconds=-315_576_000_001)),
    ("duration", Duration(seconds=1, nanos=-1)),
    ("duration", Duration(seconds=0, nanos=1_000_000_000)),
    ("json", struct(a=math.nan)),
    ("json", struct(a=[{"b": math.inf}])),
    ("json", struct(a="nul\x00")),
    ("json", struct(**{"nul\x00": 1})),
    ("json", Struct(fields={"a": Value()})),
]


@pytest.mark.parametrize(("name", "message"), REFUSED)
def test_refused(name, message):
    """What Python or PostgreSQL would bend, or not hold at all, names its field."""
    _, decode = codec(name)

    with pytest.raises(InvalidArgument) as caught:
        decode(message, "the_field")

    assert [item.field for item in caught.value.violations] == ["the_field"]


def test_nanoseconds_are_cut_towards_zero():
    """Python and PostgreSQL hold microseconds."""
    assert wire.timestamp_value(Timestamp(seconds=1, nanos=1_999), "f") == datetime(1970, 1, 1, 0, 0, 1, 1, tzinfo=UTC)
    assert wire.duration_value(Duration(seconds=0, nanos=1_999), "f") == timedelta(microseconds=1)
    assert wire.duration_value(Duration(seconds=0, nanos=-1_999), "f") == timedelta(microseconds=-1)


def test_naive_datetimes_are_refused():
    """A naive datetime means a different instant to asyncpg, PostgreSQL and protobuf."""
    with pytest.raises(TypeError):
        wire.timestamp_message(datetime(2024, 1, 1))  # noqa: DTZ001 - that is the point


def test_the_instant_counts_not_the_zone():
    """An aware datetime travels as its instant."""
    local = datetime(2024, 1, 1, 1, tzinfo=timezone(timedelta(hours=1)))

    assert wire.timestamp_message(local) == Timestamp(seconds=1_704_067_200)


def test_whole_numbers_of_a_struct_are_integers_again():
    """1 stays 1, although a Struct has only doubles; beyond 2**53 a double is no exact integer and stays one."""
    returned = wire.struct_value(wire.struct_message({"a": 1, "b": 1.5, "c": 2**53, "d": 1e300}), "f")

    assert returned == {"a": 1, "b": 1.5, "c": 2**53, "d": 1e300}
    assert {key: type(value) for key, value in returned.items()} == {"a": int, "b": float, "c": int, "d": float}


def test_decimals_have_no_exponent():
    """All digits are spelled out, trailing zeros included."""
    assert [wire.decimal_text(Decimal(text)) for text in ("1.10", "1E+3", "1E-7")] == ["1.10", "1000", "0.0000001"]
