"""Maps: what an entry may be, in Python as in PostgreSQL."""

import math

import pytest

TYPE = "must contain values of type {} only"
FINITE = "must contain finite numbers only"
NUL = "must not contain the character NUL"


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
    violations = module("core.validation").Violations()
    module("core.maps").check_map(violations, "field", value, of=of)
    try:
        violations.raise_if_any()
    except module("core.errors").InvalidArgument as error:
        assert [item.description for item in error.violations] == expected
    else:
        assert expected == []


def test_limits_of_a_map(module):
    """How many entries, and between which numbers."""
    violations = module("core.validation").Violations()
    module("core.maps").check_map(violations, "field", {"a": 9, "b": -1}, of=int, least=0, most=8, maximum=1)
    with pytest.raises(module("core.errors").InvalidArgument) as caught:
        violations.raise_if_any()
    assert [item.description for item in caught.value.violations] == [
        "must have at most 1 entries",
        "must contain numbers from 0 to 8 only",
    ]
