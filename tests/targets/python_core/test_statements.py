"""A list statement has a form for each set of filters, made when it is asked for."""

import pytest
from coretest.core.statements import Variants, given_filters

FILTERS = {"status": "status = $?::text", "author_id": "author_id = $?::bigint"}


def variants(filters=FILTERS):
    return Variants(
        "lab.item.list", "SELECT id\nFROM item", ("campaign_id = $?::bigint",), filters, "LIMIT $?::integer"
    )


def test_a_form_has_its_filters_and_its_name():
    """Conditions follow one another, and parameters are numbered in the order in which they appear."""
    assert variants()[("status", "author_id")] == (
        "/* lab.item.list+status+author_id */\n"
        "SELECT id\n"
        "FROM item\n"
        "WHERE campaign_id = $1::bigint\n"
        "  AND status = $2::text\n"
        "  AND author_id = $3::bigint\n"
        "LIMIT $4::integer"
    )


def test_a_form_is_one_text():
    """The connection finds the prepared statement by the text, so asking again gives the same one."""
    forms = variants()

    assert forms[("status",)] is forms[("status",)]


def test_no_condition_at_all():
    """A statement of a global entity may have none."""
    assert "\nWHERE TRUE\n" in Variants("lab.shelf.list", "SELECT id", (), {}, "LIMIT $?::integer")[()]


@pytest.mark.parametrize("columns", [("colour",), ("status", "colour")])
def test_an_unknown_column(columns):
    """Nothing but the known filters becomes part of the text."""
    with pytest.raises(KeyError):
        variants()[columns]


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ((), [""]),
        (("a",), ["", "+a"]),
        (("a", "b"), ["", "+a", "+b", "+a+b"]),
        (tuple("abcdefgh"), ["", *(f"+{column}" for column in "abcdefgh"), "+a+b+c+d+e+f+g+h"]),
    ],
)
def test_examples(filters, names):
    """None, each alone and all: as many as there are filters, not two to their power."""
    forms = variants({column: f"{column} = $?::text" for column in filters})

    assert [text.split(" ")[1] for text in forms.examples()] == [f"lab.item.list{name}" for name in names]


def test_given_filters():
    """None means any; False and 0 are values."""
    assert given_filters({"a": None, "b": 0, "c": False, "d": ""}) == {"b": 0, "c": False, "d": ""}
