"""Conditions and values of the spec, read as trees and printed as SQL."""

import pytest

from generator.frontend.conditions import condition, value
from generator.plan.expressions import condition_sql, value_sql
from tests.frontend.specs import entity

FIELDS = entity(
    """
    fields:
      title: string
      views: integer
      size: bigint
      price: {type: decimal, precision: 9, scale: 2}
      hidden: boolean
      status: {type: enum, values: [draft, live], default: draft}
      shown_at: timestamp
      seen_at: timestamp
      born_on: date
      tags: {type: list, of: string}
      author: {type: ref, to: user.account}
      contact: email
    """
).fields


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("shown_at<seen_at", "shown_at < seen_at"),
        ("3 < views", "3 < views"),
        ("views != 3 and not hidden", "views <> 3 AND NOT (hidden)"),
        ("views = 1 OR views = 2 AND hidden", "views = 1 OR (views = 2 AND hidden)"),
        ("views BETWEEN 1 AND size", "views >= 1 AND views <= size"),
        ("views + size * 2 <= 10", "(views::bigint + (size * 2)) <= 10"),
        ("price * views < 1.50", "(price * views::bigint) < 1.50"),
        ("seen_at - shown_at <= '2 hours'", "(seen_at - shown_at) <= '7200 seconds'"),
        ("born_on > '2024-02-29'", "born_on > '2024-02-29'"),
        ("length(title) > 3", "char_length(title) > 3"),
        ("lower(title) = title", "lower(title) = title"),
        ("coalesce(title, 'x') <> 'it''s'", "coalesce(title, 'x') <> 'it''s'"),
        ("cardinality(tags) > 0 -- some", "cardinality(tags) > 0"),
        ("status IN ('live')", "status IN ('live')"),
        ("views NOT IN (1, -2)", "views NOT IN (1, -2)"),
        ("author IS NOT NULL", "author_id IS NOT NULL"),
        ("author_id <> 7", "author_id <> 7"),
        ("contact <> 'ada@example.org'", "contact <> 'ada@example.org'"),
        ("NOT (title IS NULL AND views IS NULL)", "NOT (title IS NULL AND views IS NULL)"),
    ],
)
def test_conditions_are_printed_from_the_tree(written: str, printed: str) -> None:
    """One spelling for one meaning; what is printed is read as the same again."""
    found = condition(written, FIELDS)
    assert condition_sql(found) == printed
    if "::" not in printed and "seconds" not in printed:
        assert condition(printed, FIELDS) == found


def test_values_have_a_type() -> None:
    """Numbers make numbers, two moments a duration."""
    spelled = {"views * 2": "bigint", "price + views": "decimal", "seen_at - shown_at": "duration"}
    found = {text: value(text, FIELDS) for text in spelled}
    assert {text: item.type.name for text, item in found.items()} == spelled
    assert value_sql(found["price + views"]) == "(price + views::bigint)"
