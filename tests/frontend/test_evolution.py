"""What a spec says about what was there before."""

import pytest

from generator.diagnostics import DiagnosedError
from generator.frontend.backfills import value_expression
from generator.frontend.expressions import ExpressionError
from tests.frontend.specs import ACCOUNT, entity, field, platform

COLUMNS = ("title", "views", "created_at")


@pytest.mark.parametrize(
    ("written", "printed", "constant"),
    [
        ("'none'", "'none'", True),
        ("3.5", "3.5", True),
        ("NULL", "NULL", False),
        ("NULL::text", "(NULL)::text", False),
        ("nullif(1, 1)", "nullif(1, 1)", False),
        ("CASE WHEN true THEN 1 END", "CASE WHEN TRUE THEN 1 END", False),
        ("true", "TRUE", True),
        ("'2024-02-29'::date", "('2024-02-29')::date", True),
        ("title", "title", False),
        ("lower(title)||'-'||views::text", "((lower(title) || '-') || (views)::text)", False),
        ("coalesce(views, -1) * 2", "(coalesce(views, -1) * 2)", False),
        ("greatest(views, 1)", "greatest(views, 1)", False),
        ("nullif(title, '')", "nullif(title, '')", False),
        ("CAST(views AS varchar)", "(views)::text", False),
        ("case when views>1 then 'x' end", "CASE WHEN (views > 1) THEN 'x' END", False),
        ("CASE views WHEN 1 THEN 'a' ELSE title END", "CASE views WHEN 1 THEN 'a' ELSE title END", False),
        ("title IS NULL OR NOT views <> 2", "((title IS NULL) OR (NOT (views <> 2)))", False),
        ("E'a\\'b' -- and more", "'a''b'", True),
    ],
)
def test_a_backfill_is_printed_from_its_tree(written: str, printed: str, constant: bool):  # noqa: FBT001 - a value
    """In one spelling, with brackets wherever they could matter; what may be NULL is no constant, so rows are asked."""
    found = value_expression(written, COLUMNS)
    assert (found.sql, found.constant) == (printed, constant)


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("now()", "the function `now` is not allowed"),
        ("pg_sleep(9)", "the function `pg_sleep` is not allowed"),
        ("count(*)", "the function `count` is not allowed"),
        ("lower(title) OVER ()", "the function `lower` is not allowed"),
        ("(SELECT 1)", "this is not allowed in a backfill"),
        ("lower(VARIADIC title)", "the function `lower` is not allowed"),
        ("other.lower(title)", "the function `lower` is not allowed"),
        ("title::other.text", "a cast to `text` is not allowed"),
        (" || ".join(["title"] * 3000), "this expression is nested too deep"),
        ("title, views", "this is not allowed in a backfill"),
        ("1; DROP TABLE x", 'this is not an expression: syntax error at or near ";"'),
        ("1) FROM (SELECT 1", "this is more than one expression"),
        ("titel", "there is no field `titel`"),
        ("title ~ 'x'", "the operator `~` is not allowed"),
        ("title::regclass", "a cast to `regclass` is not allowed"),
        ("views::numeric(9,2)", "a cast to `numeric` is not allowed"),
        ("", 'this is not an expression: syntax error at or near ")"'),
    ],
)
def test_anything_else_is_refused(written: str, message: str):
    """Other tables, other rows, other times: whatever the row itself does not say."""
    with pytest.raises(ExpressionError) as caught:
        value_expression(written, COLUMNS)
    assert str(caught.value) == message


def test_a_backfill_may_read_what_goes():
    """A field that the same edit removes still has its values while rows are filled."""
    found = entity(
        """
        fields: {total: {type: bigint, required: true, backfill: price * 100}, note: text}
        removed: [price]
        """
    )
    assert (found.fields[0].backfill, found.fields[0].backfill_constant) == ("(price * 100)", False)
    assert found.removed == ("price",)


def test_names_that_were():
    """Of entities, fields, values, events and operations."""
    found = platform(
        user=ACCOUNT,
        content="""
        service: content
        removed: [draft, article.shown, hide_article]
        default_campaign: 7
        entities:
          article:
            renamed_from: piece
            fields:
              title: {type: string, max_length: 9, renamed_from: name, deprecated: use label}
              state: {type: enum, values: [new, {name: live, renamed_from: public, deprecated: true}], default: new}
          comment:
            belongs_to: {entity: article, backfill: old_article}
            default_campaign: 8
            fields: {old_article: {type: bigint, deprecated: true}}
        events:
          article.published: {renamed_from: article.released, deprecated: true}
        operations:
          publish_article:
            renamed_from: release_article
            deprecated: use the other
            entity: article
            transition: {field: state, from: [new], to: live}
            emits: article.published
        """,
    ).service("content")
    article, comment = found.entities
    title, state = article.fields
    (operation,) = found.operations
    assert found.removed == ("draft", "article.shown", "hide_article")
    assert (article.renamed_from, article.default_campaign, comment.default_campaign) == ("piece", 7, 8)
    assert (title.renamed_from, title.deprecated) == ("name", "use label")
    assert (state.renamed_values, state.deprecated_values) == ((("live", "public"),), (("live", ""),))
    assert (comment.parent_backfill, comment.fields[0].deprecated) == ("old_article", "")
    assert (operation.renamed_from, operation.deprecated) == ("release_article", "use the other")
    assert operation.emits is not None
    assert (operation.emits.renamed_from, operation.emits.deprecated) == ("released", "")


def test_a_plain_constant_needs_no_quotes():
    """A number or a truth value of YAML is one of SQL."""
    assert field("{type: integer, required: true, backfill: 3}").backfill == "3"
    assert field("{type: boolean, required: true, backfill: true}").backfill == "TRUE"


@pytest.mark.parametrize(
    ("body", "code", "message"),
    [
        (
            "fields: {a: text, b: {type: text, renamed_from: a}}",
            "SG553",
            "`a` is still there, so nothing can be renamed from it",
        ),
        (
            "fields: {a: {type: enum, values: [x, {name: y, renamed_from: x}]}}",
            "SG553",
            "`x` is still there, so nothing can be renamed from it",
        ),
        (
            "fields: {a: {type: text, renamed_from: c}, b: {type: text, renamed_from: c}}",
            "SG553",
            "`b` and `a` are both renamed from `c`",
        ),
        ("fields: {a: text}\nremoved: [a]", "SG554", "`a` is not removed: it is there"),
        ("fields: {a: {type: enum, values: [x], removed: [x]}}", "SG554", "`x` is not removed: it is there"),
        ("fields: {a: text, b: {type: text, backfill: none}}", "SG555", "there is no field `none`"),
        ("fields: {a: text, b: {type: text, backfill: b}}", "SG555", "there is no field `b`"),
        ("fields: {a: {type: text, removed: [x]}}", "SG309", "`removed` does not apply to type `text`"),
    ],
)
def test_what_cannot_be(body: str, code: str, message: str):
    """One thing is not two, and a backfill is not a word."""
    with pytest.raises(DiagnosedError) as caught:
        entity(body)
    assert [(item.code, item.message) for item in caught.value.diagnostics] == [(code, message)]
