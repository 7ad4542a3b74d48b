"""Maps: what an entry may be, in Python as in PostgreSQL."""

import math

import pytest

TYPE = "must contain values of type {} only"
FINITE = "must contain finite numbers only"
NUL = "must not contain the character NUL"


class Noted:
    """Takes down what is said of the field."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def add(self, field: str, description: str) -> None:
        assert field == "field"
        self.said.append(description)


@pytest.mark.parametrize(
    ("of", "value", "expected"),
    [
        (str, {"a": "x", "": "\N{SNOWMAN}"}, []),
        (str, {"a": 1}, [TYPE.format("str")]),
        (str, {"a\x00": "x"}, [NUL]),
        (str, {"a": "\x00"}, [NUL]),
        (str, {1: "x"}, ["must have text keys"]),
        (int, {"a": 1}, []),
        (int, {"a": True}, [TYPE.format("int")]),
        (int, {"a": 1.0}, [TYPE.format("int")]),
        (int, {"a": None}, [TYPE.format("int")]),
        (float, {"a": 1.5, "b": 2}, []),
        (float, {"a": math.nan}, [FINITE]),
        (float, {"a": -math.inf}, [FINITE]),
        (float, {"a": False}, [TYPE.format("float")]),
        (bool, {"a": True}, []),
        (bool, {"a": 1}, [TYPE.format("bool")]),
        (str, [], ["must be a map"]),
        (str, None, []),
    ],
)
def test_what_an_entry_may_be(module, of: type, value: object, expected: list[str]):
    """Booleans are no numbers, numbers are finite, and nothing has the character that PostgreSQL cannot store."""
    violations = Noted()
    module("core.maps").check_map(violations, "field", value, of=of)
    assert violations.said == expected


def test_limits_of_a_map(module):
    """How many entries, and between which numbers."""
    violations = Noted()
    module("core.maps").check_map(violations, "field", {"a": 9, "b": -1}, of=int, least=0, most=8, maximum=1)
    assert violations.said == ["must have at most 1 entries", "must contain numbers from 0 to 8 only"]
