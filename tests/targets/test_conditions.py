"""A condition has one answer: in PostgreSQL, in the generated Python, and where the tests' values are looked for."""

import itertools
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import psycopg
import pytest

from generator.frontend.conditions import condition
from generator.ir.expressions import fields_of
from generator.ir.truth import answer
from generator.plan.expressions import condition_sql
from generator.targets.python.annotations import constant
from generator.targets.python.conditions import fails, is_exact
from generator.targets.source.logic import flat
from generator.targets.tests.witness import started
from tests.frontend.specs import entity

FIELDS = entity(
    """
    fields:
      a: integer
      b: integer
      price: {type: decimal, precision: 9, scale: 2}
      flag: boolean
      title: text
      starts_at: timestamp
      ends_at: timestamp
      day: date
      until: date
    """
).fields
VALUES: dict[str, tuple[Any, ...]] = {
    "a": (None, -2, 0, 3),
    "b": (None, 0, 3),
    "price": (None, Decimal("0.00"), Decimal("3.00"), Decimal("-0.01")),
    "flag": (None, True, False),
    "title": (None, "", "plain", "Ünï🦉"),
    "starts_at": (None, datetime(2024, 2, 28, tzinfo=UTC), datetime(2024, 3, 1, 12, tzinfo=UTC)),
    "ends_at": (None, datetime(2024, 2, 28, tzinfo=UTC), datetime(2024, 3, 2, 0, 0, 0, 1, tzinfo=UTC)),
    "day": (None, date(2024, 2, 29)),
    "until": (None, date(2024, 2, 29), date(2024, 3, 1)),
}
CONDITIONS = [
    "a < b",
    "NOT (a >= b)",
    "a <> 3 OR flag",
    "a IS NULL AND NOT flag",
    "a + b * 2 > 0",
    "abs(a) = 2",
    "a IN (0, 3)",
    "NOT (a NOT IN (3) AND b IS NOT NULL)",
    "a BETWEEN 0 AND b",
    "price <= a",
    "price = 3",
    "title = 'plain' OR char_length(title) = 4",
    "title <> ''",
    "starts_at < ends_at",
    "ends_at - starts_at <= '3 days'",
    "starts_at <= '2024-02-28T00:00:00Z'",
    "until - day > 0",
    "(a IS NULL) AND (b IS NULL) OR flag = TRUE",
    "NOT (flag AND a = b)",
]


class Row:
    """Values as attributes."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.__dict__ = values


@pytest.mark.parametrize("text", CONDITIONS)
def test_python_answers_as_postgresql_does(database_url: str, text: str) -> None:
    """For every combination of the values: where PostgreSQL says false, and only there, Python says that it fails."""
    found = condition(text, FIELDS)
    assert is_exact(found)
    columns = fields_of(found)
    spelled = flat(fails(found, "row", lambda item: constant(item.value, item.type.name, frozenset())))
    names = {"datetime": datetime, "UTC": UTC, "timedelta": timedelta, "Decimal": Decimal, "date": date}
    with psycopg.connect(database_url) as connection:
        for values in itertools.product(*(VALUES[field.column] for field in columns)):
            row = dict(zip((field.column for field in columns), values, strict=True))
            given = ", ".join(f"%s::{field.sql_cast} AS {field.column}" for field in columns)
            query = f"SELECT {condition_sql(found)} FROM (SELECT {given}) AS row"
            ((expected,),) = connection.execute(query.encode(), values).fetchall()
            assert answer(found, row) is expected, row
            assert eval(spelled, dict(names), {"row": Row(row)}) is (expected is False), row


@pytest.mark.parametrize(
    "text", ["title < 'm'", "lower(title) = 'x'", "price * 2 > 1", "coalesce(a, 1) = 1", "price + a > 1"]
)
def test_what_python_would_answer_otherwise_is_left_to_postgresql(text: str) -> None:
    """Collations, letters of other languages, rounding."""
    assert not is_exact(condition(text, FIELDS))


def test_a_default_is_a_value_like_any():
    """A spec spells it as text: a check compares it as the number or the moment that it is."""
    fields = entity(
        """
        fields:
          price: {type: decimal, precision: 9, scale: 2, default: "9.5"}
          day: {type: date, default: 2024-02-29}
          count: {type: integer, default: 3}
          tags: {type: list, of: string}
          note: text
        """
    ).fields
    found = [started(field) for field in fields]
    assert found == [Decimal("9.5"), date(2024, 2, 29), 3, [], None]
    assert answer(condition("price < 10 AND day > '2020-01-01'", fields), {"price": found[0], "day": found[1]})
