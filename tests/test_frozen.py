"""`@frozen` gives what the standard frozen, slotted dataclass with keywords only gives."""

import pickle
from collections.abc import Mapping
from dataclasses import FrozenInstanceError, asdict, dataclass, field, replace

import pytest

from generator.frozen import frozen


@frozen
class Place:
    """A value of each kind of field."""

    line: int
    column: int = 1
    names: Mapping[str, str] = field(default_factory=dict)
    seen: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """The same fields under the standard decorator."""

    line: int
    column: int = 1
    names: Mapping[str, str] = field(default_factory=dict)
    seen: int = field(default=0, compare=False, repr=False)


@frozen
class Counted:
    """A value that computes a field of its own."""

    items: tuple[str, ...]
    count: int = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "count", len(self.items))

    def __str__(self) -> str:
        return " ".join(self.items)


@frozen
class Empty:
    """No field at all."""


def test_it_is_made_like_the_standard_one():
    """Defaults, factories and `asdict` are the same; each instance gets a mapping of its own."""
    assert asdict(Place(line=3)) == asdict(Standard(line=3))
    assert Place(line=3).names is not Place(line=3).names
    assert repr(Place(line=3, seen=7)).replace("Place", "Standard") == repr(Standard(line=3, seen=7))


@pytest.mark.parametrize("given", [{}, {"line": 1, "row": 2}])
def test_it_refuses_what_the_standard_one_refuses(given: dict[str, int]):
    """An argument too few or too many is the caller's mistake, the first time and ever after."""
    for _ in range(2):
        with pytest.raises(TypeError):
            Place(**given)


def test_it_is_compared_and_hashed_by_its_fields():
    """Those with `compare=False` do not count, and another class is never equal."""
    first, second = Counted(items=("a",)), Counted(items=("a",))

    assert (first, hash(first)) == (second, hash(second))
    assert first != Counted(items=("b",))
    assert Place(line=1, seen=1) == Place(line=1, seen=2)
    assert Place(line=1) != Standard(line=1)
    assert (Empty(), hash(Empty())) == (Empty(), hash(Empty()))


def test_it_cannot_be_changed():
    """Neither by assignment nor by deletion, nor by a name that it does not have."""
    place = Place(line=1)

    for name in ("line", "row"):
        with pytest.raises(FrozenInstanceError):
            setattr(place, name, 2)
    with pytest.raises(FrozenInstanceError):
        del place.line
    assert place == Place(line=1)


def test_a_changed_copy_is_a_new_value():
    """`dataclasses.replace` computes again what the value computes itself."""
    one = Counted(items=("a",))

    two = replace(one, items=("a", "b"))

    assert (one.count, two.count, str(two)) == (1, 2, "a b")


def test_it_travels_to_another_process():
    """A worker's answer is pickled."""
    place = Place(line=1, names={"a": "b"}, seen=4)

    back = pickle.loads(pickle.dumps(place))

    assert (back, back.seen) == (place, 4)
