"""`frozen`: the frozen dataclass in which the stages speak to each other, made cheaply.

A run makes more than three hundred such classes before it reads a spec, uses half of them, and of most makes a few
instances only. The standard decorator compiles six methods for each, which took 100 of the 270 ms in which one service
is generated. Here a class shares what needs no code of its own, has an `__init__` from its first instance on whose code
it shares but for the names, and the standard decorator is asked only when somebody asks for the fields.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from functools import cache
from operator import attrgetter
from types import CodeType, FunctionType
from typing import Any, Never, TypeVar, dataclass_transform

Value = TypeVar("Value")

_DECLARED: dict[type, Mapping[str, object]] = {}
"""The fields of each class, with what stands behind the `=`: a default, what `field` made, or MISSING."""

_ARGUMENTS: dict[type, tuple[tuple[str, ...], Callable[[object], tuple[object, ...]]]] = {}
"""What a class is made of, and how that is read from an instance, once one was copied."""

_COMPARED: dict[type, Callable[[object], object]] = {}
"""What the fields of a class are read by, once it was asked for."""


_SENT: dict[type, tuple[Callable[[object], tuple[object, ...]], tuple[Callable[..., None], ...]]] = {}
"""How instances of a class are read and filled, once one was sent to another process."""


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field,))
def frozen(of: type[Value]) -> type[Value]:
    """A frozen, slotted dataclass with keywords only, compared and hashed by its fields.

    `dataclasses.replace`, `fields` and `asdict` take its instances like those of any dataclass. Raises TypeError for a
    class with a base that has fields: that is not for values.
    """
    if any(base in _DECLARED for base in of.__bases__):
        raise TypeError(f"{of.__qualname__} would inherit fields")
    declared = {name: vars(of).get(name, MISSING) for name in of.__annotations__}
    kept = {name: item for name, item in vars(of).items() if name not in declared and name not in _OF_INSTANCES}
    own = {"__slots__": tuple(declared), "__qualname__": of.__qualname__, "__dataclass_fields__": _Fields(of)}
    metaclass: Any = type(of)
    made: type[Value] = metaclass(of.__name__, of.__bases__, {**_SHARED, **kept, **own})
    _DECLARED[made] = declared
    return made


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def node(of: type[Value]) -> type[Value]:
    """A slotted dataclass made with positions: one of very many, of a tree.

    It is frozen for the type checker only, and without what nobody asks of a node: a service is made of thousands.
    """
    return dataclass(slots=True, eq=False, repr=False)(of)


def replace(value: Value, /, **changes: object) -> Value:
    """A copy of a frozen value or a node with some fields changed.

    What `dataclasses.replace` does, in a third of the time: a service that is lowered is copied thirty times. Raises
    TypeError for a field that the class does not have.
    """
    kind = type(value)
    if (reader := _ARGUMENTS.get(kind)) is None:
        declared = _DECLARED.get(kind) or {item.name: item for item in fields(kind)}  # type: ignore[arg-type]
        names = tuple(name for name, item in declared.items() if _is_argument(item))
        reader = _ARGUMENTS[kind] = (names, _reader(names))
    names, read = reader
    return kind(**{**dict(zip(names, read(value), strict=True)), **changes})


class _Fields:
    """The fields of a class as `dataclasses` knows them; found when somebody asks for them."""

    def __init__(self, of: type) -> None:
        self._of = of

    def __get__(self, instance: object, owner: Any) -> Mapping[str, "Field[Any]"]:
        standard: Any = dataclass(init=False, repr=False, eq=False, kw_only=True)(self._of)
        owner.__dataclass_params__ = standard.__dataclass_params__
        owner.__dataclass_fields__ = found = standard.__dataclass_fields__
        return found  # type: ignore[no-any-return]


def _init(self: Any, /, **given: object) -> None:
    """The `__init__` of a class until it has an instance."""
    kind = type(self)
    kind.__init__ = _made_init(kind)
    kind.__init__(self, **given)


def _made_init(kind: type) -> Callable[..., None]:
    """A function with the fields as keyword arguments, which fills the slots past the refusal to assign."""
    declared = {name: item for name, item in _DECLARED[kind].items() if _is_argument(item)}
    scope: dict[str, object] = {f"set_{number}": getattr(kind, name).__set__ for number, name in enumerate(declared)}
    defaults: dict[str, object] = {}
    made_anew: list[int] = []
    for number, (name, item) in enumerate(declared.items()):
        if isinstance(item, Field) and item.default_factory is not MISSING:
            scope[f"make_{number}"] = item.default_factory
            made_anew.append(number)
            defaults[name] = MISSING
        elif (default := item.default if isinstance(item, Field) else item) is not MISSING:
            defaults[name] = default
    program = _program(len(declared), tuple(made_anew), computes=hasattr(kind, "__post_init__"))
    code = program.replace(co_varnames=("self", *declared), co_qualname=f"{kind.__qualname__}.__init__")
    made = FunctionType(code, {**scope, "MISSING": MISSING})
    made.__kwdefaults__ = defaults
    return made


def _is_argument(declared: object) -> bool:
    return not isinstance(declared, Field) or declared.init


@cache
def _program(count: int, made_anew: tuple[int, ...], *, computes: bool) -> CodeType:
    """The code that fills `count` slots: classes differ in names only, and to compile takes far longer than to name.

    The fields `made_anew` have a default that each instance makes for itself; `computes` calls `__post_init__`.
    """
    arguments = ", ".join(["self", "*", *(f"field_{number}" for number in range(count))][: count + 2 if count else 1])
    lines = [f"if field_{number} is MISSING: field_{number} = make_{number}()" for number in made_anew]
    lines += [f"set_{number}(self, field_{number})" for number in range(count)]
    lines += ["self.__post_init__()"] if computes else []
    scope: dict[str, FunctionType] = {}
    exec("\n    ".join([f"def __init__({arguments}):", *lines, "return None"]), scope)  # noqa: S102 - made of numbers
    return scope["__init__"].__code__


def _reader(names: tuple[str, ...]) -> Callable[[object], tuple[object, ...]]:
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


def _compared(kind: type) -> Callable[[object], object]:
    """What instances of `kind` are compared and hashed by."""
    if (found := _COMPARED.get(kind)) is None:
        declared = _DECLARED[kind].items()
        names = [name for name, item in declared if not isinstance(item, Field) or item.compare]
        found = _COMPARED[kind] = attrgetter(*names) if names else _nothing
    return found


def _nothing(_: object) -> object:
    return ()


def _equal(self: Any, other: object) -> Any:
    if type(other) is not type(self):
        return NotImplemented
    key = _compared(type(self))
    return key(self) == key(other)


def _hashed(self: Any) -> int:
    return hash(_compared(type(self))(self))


def _shown(self: Any) -> str:
    said = (f"{item.name}={getattr(self, item.name)!r}" for item in fields(self) if item.repr)
    return f"{self.__class__.__qualname__}({', '.join(said)})"


def _refuse_change(self: object, name: str, *_: object) -> Never:
    raise FrozenInstanceError(f"cannot change `{name}` of a {self.__class__.__qualname__}")


def _state(self: Any) -> tuple[object, ...]:
    return _read_and_set(type(self))[0](self)


def _restore(self: Any, state: tuple[object, ...]) -> None:
    for set_, value in zip(_read_and_set(type(self))[1], state, strict=True):
        set_(self, value)


def _read_and_set(kind: type) -> tuple[Callable[[object], tuple[object, ...]], tuple[Callable[..., None], ...]]:
    """What reads all fields of an instance, and what sets each past the refusal."""
    if (found := _SENT.get(kind)) is None:
        names = tuple(_DECLARED[kind])
        found = _SENT[kind] = (_reader(names), tuple(getattr(kind, name).__set__ for name in names))
    return found


_OF_INSTANCES = frozenset({"__dict__", "__weakref__"})
"""What a class without slots gives its instances room for."""

_SHARED: dict[str, Callable[..., object]] = {
    "__init__": _init,
    "__eq__": _equal,
    "__hash__": _hashed,
    "__repr__": _shown,
    "__setattr__": _refuse_change,
    "__delattr__": _refuse_change,
    "__getstate__": _state,
    "__setstate__": _restore,
}
