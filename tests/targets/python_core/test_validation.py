"""Violations are collected, named by field, and agree with what PostgreSQL would say."""

import math
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from coretest.core.errors import InvalidArgument, Violation
from coretest.core.unset import UNSET
from coretest.core.validation import Violations, check_query
from hypothesis import given
from hypothesis import strategies as st

FINE = [
    ("required", ("",), {}),
    ("text", ("abc",), {"minimum": 3, "maximum": 3, "pattern": "[a-c]+"}),
    ("text", ("☃🎉",), {"maximum": 2}),
    ("number", (5,), {"minimum": 5, "maximum": 5}),
    ("number", (1.5,), {}),
    ("decimal", (Decimal("999.99"),), {"precision": 5, "scale": 2}),
    ("decimal", (Decimal("-1.10"),), {"precision": 3, "scale": 1}),
    ("decimal", (Decimal("0E+7"),), {"precision": 2, "scale": 2}),
    ("decimal", (Decimal("9" * 29 + ".99"),), {"precision": 38, "scale": 9}),
    ("decimal", (Decimal("9" * 1000),), {"precision": 1000, "scale": 0, "maximum": Decimal("9" * 1000)}),
    ("decimal", (Decimal("1.5" + "0" * 40),), {"precision": 2, "scale": 1}),
    ("moment", (datetime(1, 1, 1, 0, 0, 0, 1, tzinfo=UTC),), {}),
    ("items", (["a", "b"],), {"maximum": 2}),
    ("octets", (b"ab",), {"maximum": 2}),
    ("document", ({"a": [1, 1.5, None, True, {"b": "c"}]},), {}),
]

WRONG = [
    ("required", (None,), {}, "is required"),
    ("text", ("ab",), {"minimum": 3}, "must have at least 3 characters"),
    ("text", ("ab",), {"maximum": 1}, "must have at most 1 character"),
    ("text", ("ab\n",), {"pattern": "[ab]+"}, "must match [ab]+"),
    ("text", ("a\x00",), {}, "must not contain the character NUL"),
    ("number", (4,), {"minimum": 5}, "must be at least 5"),
    ("number", (6,), {"maximum": 5}, "must be at most 5"),
    ("number", (math.nan,), {"minimum": 5}, "must be finite"),
    ("number", (math.inf,), {}, "must be finite"),
    ("decimal", (Decimal("1.005"),), {"precision": 5, "scale": 2}, "must have at most 2 decimal places"),
    ("decimal", (Decimal(1000),), {"precision": 5, "scale": 2}, "must have at most 3 digits before the point"),
    ("decimal", (Decimal("1E+3"),), {"precision": 5, "scale": 2}, "must have at most 3 digits before the point"),
    (
        "decimal",
        (Decimal("1234567890123456789012345678.991"),),
        {"precision": 38, "scale": 2},
        "must have at most 2 decimal places",
    ),
    (
        "decimal",
        (Decimal("1E+1000000000"),),
        {"precision": 38, "scale": 9},
        "must have at most 29 digits before the point",
    ),
    ("decimal", (Decimal("sNaN"),), {"precision": 5, "scale": 2}, "must be finite"),
    ("number", (10**400,), {"maximum": 5}, "must be at most 5"),
    ("decimal", (Decimal("NaN"),), {"precision": 5, "scale": 2}, "must be finite"),
    ("decimal", (Decimal(-1),), {"precision": 5, "scale": 2, "minimum": Decimal(0)}, "must be at least 0"),
    ("moment", (datetime(2024, 1, 1),), {}, "must have a time zone"),  # noqa: DTZ001 - that is the point
    ("moment", (datetime.min.replace(tzinfo=UTC),), {}, "must be between the years 1 and 9999"),
    ("items", (["a", None],), {}, "must not contain nulls"),
    ("items", (["a\x00"],), {}, "must not contain the character NUL"),
    ("items", ([math.inf],), {}, "must contain finite numbers only"),
    ("items", (["a", "b"],), {"maximum": 1}, "must have at most 1 item"),
    ("octets", (b"ab",), {"maximum": 1}, "must have at most 1 byte"),
    ("document", ([],), {}, "must be a JSON object"),
    ("document", ({"a": [math.nan]},), {}, "must contain finite numbers only"),
    ("document", ({"a\x00": 1},), {}, "must not contain the character NUL"),
    ("document", ({1: 1},), {}, "must have text keys"),
    ("document", ({"a": Decimal(1)},), {}, "contains a Decimal, which is not JSON"),
]


FITS = """
SELECT abs(v) < 1000 AND v = round(v, 2) AS fits
FROM unnest($1::numeric[]) WITH ORDINALITY AS given (v, position)
ORDER BY position
"""


def found(method, arguments, options):
    violations = Violations()
    getattr(violations, method)("f", *arguments, **options)
    try:
        violations.raise_if_any()
    except InvalidArgument as error:
        return error.violations
    return ()


@pytest.mark.parametrize(("method", "arguments", "options"), FINE)
def test_fine(method, arguments, options):
    """Values on the limits pass."""
    assert found(method, arguments, options) == ()


@pytest.mark.parametrize(("method", "arguments", "options", "description"), WRONG)
def test_wrong(method, arguments, options, description):
    """A value beyond a limit is told the limit."""
    assert found(method, arguments, options) == (Violation("f", description),)


@pytest.mark.parametrize("value", [None, UNSET])
@pytest.mark.parametrize("method", ["text", "number", "moment", "items", "octets", "document"])
def test_absent_values_pass(method, value):
    """What is not there cannot be wrong."""
    assert found(method, (value,), {}) == ()


def test_all_violations_at_once():
    """One round trip tells a caller everything."""
    violations = Violations()
    violations.required("a", None)
    violations.number("b", 1, minimum=2)

    with pytest.raises(InvalidArgument, match="a is required; b must be at least 2"):
        violations.raise_if_any()


@pytest.mark.parametrize("query", ["", "a" * 1000, '"sea shore" -shell'])
def test_queries(query):
    """A search of a usual length is fine, whatever it looks like."""
    check_query(query)


@pytest.mark.parametrize("query", ["a" * 1001, "nul \x00"])
def test_wrong_queries(query):
    """A search that would keep the database busy, or that it cannot read, names the field."""
    with pytest.raises(InvalidArgument) as caught:
        check_query(query)

    assert [item.field for item in caught.value.violations] == ["query"]


async def test_decimals_agree_with_postgresql(database):
    """A decimal passes exactly if NUMERIC(5,2) stores it unchanged."""
    values = []

    @given(st.decimals(-20_000, 20_000, allow_nan=False, places=3) | st.decimals(-2, 2, allow_nan=False))
    def collect(value):
        values.append(value)

    collect()
    async with database.unit_of_work() as work:
        rows = await work.fetch(FITS, values)
    passed = [found("decimal", (value,), {"precision": 5, "scale": 2}) == () for value in values]

    assert passed == [row["fits"] for row in rows]
