"""`frozen`: the frozen dataclass in which the stages speak to each other, made cheaply.

A run makes more than two hundred such classes before it reads a spec, and uses half of them. The standard decorator
compiles six methods for each, which took 100 of the 270 ms in which one service is generated. Here a class shares what
needs no code of its own, and its `__init__` is compiled when its first instance is made.
"""

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, Never, TypeVar, dataclass_transform

Value = TypeVar("Value")

_COMPARED: dict[type, Callable[[object], object]] = {}
"""What the fields of a class are read by, once it was asked for."""


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field,))
def frozen(of: type[Value]) -> type[Value]:
    """A frozen, slotted dataclass with keywords only, compared and hashed by its fields.

    `dataclasses.replace`, `fields` and `asdict` take its instances like those of any dataclass.
    """
    made = dataclass(init=False, repr=False, eq=False, slots=True, kw_only=True)(of)
    for name, method in _SHARED.items():
        if name not in of.__dict__:
            setattr(made, name, method)
    return made


def _first_init(self: object, /, **given: object) -> None:
    """Compiles the `__init__` of the class and hands over to it."""
    kind = type(self)
    compiled = _compiled_init(kind)
    kind.__init__ = compiled  # type: ignore[method-assign]  # each class has its own from here on
    compiled(self, **given)


def _compiled_init(kind: type) -> Callable[..., None]:
    """A function with the fields as keyword arguments, which fills the slots past the refusal to assign."""
    scope: dict[str, object] = {"MISSING": MISSING}
    arguments: list[str] = []
    lines: list[str] = []
    for item in fields(kind):
        scope[f"set_{item.name}"] = getattr(kind, item.name).__set__
        given = _given(item, scope)
        if item.init:
            arguments.append(item.name if given is None else f"{item.name}={given}")
        if item.init and item.default_factory is not MISSING:
            lines.append(f"if {item.name} is MISSING: {item.name} = make_{item.name}()")
        if item.init:
            lines.append(f"set_{item.name}(self, {item.name})")
    if hasattr(kind, "__post_init__"):
        lines.append("self.__post_init__()")
    head = f"def __init__(self{', *, ' if arguments else ''}{', '.join(arguments)}):"
    exec("\n    ".join([head, *lines, "return None"]), scope)  # noqa: S102 - the text is made of field names
    made: Callable[..., None] = scope["__init__"]  # type: ignore[assignment]
    made.__qualname__ = f"{kind.__qualname__}.__init__"
    return made


def _given(item: "Field[Any]", scope: dict[str, object]) -> str | None:
    """The default of an argument, put into `scope`; None if it must be given."""
    if item.default_factory is not MISSING:
        scope[f"make_{item.name}"] = item.default_factory
        return "MISSING"
    if item.default is MISSING:
        return None
    scope[f"default_{item.name}"] = item.default
    return f"default_{item.name}"


def _compared(kind: type) -> Callable[[object], object]:
    """What instances of `kind` are compared and hashed by."""
    if (found := _COMPARED.get(kind)) is None:
        names = [item.name for item in fields(kind) if item.compare]
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


def _state(self: Any) -> list[object]:
    return [getattr(self, item.name) for item in fields(self)]


def _restore(self: Any, state: list[object]) -> None:
    for item, each in zip(fields(self), state, strict=True):
        object.__setattr__(self, item.name, each)


_SHARED: dict[str, Callable[..., object]] = {
    "__init__": _first_init,
    "__eq__": _equal,
    "__hash__": _hashed,
    "__repr__": _shown,
    "__setattr__": _refuse_change,
    "__delattr__": _refuse_change,
    "__getstate__": _state,
    "__setstate__": _restore,
}
