"""Expressions that carry one field between a message and a model."""

from collections.abc import Iterator

from generator.ir import Field
from generator.plan.choices import demanded
from generator.plan.shapes import EnumShape, Message, MessageField
from generator.plan.wire_kinds import Presence
from generator.targets.python import annotations
from generator.targets.source.layout import Brackets, Call, Choice, Simple, laid_out
from generator.targets.source.literals import text_literal

_NOTHING: frozenset[str] = frozenset()


def enum_constant(owner: str, field: Field) -> str:
    """The name of the map from members to numbers: `_ARTICLE_STATUS_NUMBERS`."""
    return f"_{owner}_{field.name}_numbers".upper()


def enum_reader(owner: str, field: Field) -> str:
    """The function from number to member: `read_article_status`."""
    return f"read_{owner}_{field.name}"


def enum_values(owner: str, field: Field, enum: EnumShape) -> Iterator[tuple[str, str]]:
    """Pairs of a member in Python and its name on the wire."""
    for value in enum.values:
        if value.value is not None:
            yield annotations.member(owner, field, value.value), value.name


def encoded(field: Field, owner: str, value: str) -> Simple | Choice:
    """The expression that puts the model's `value` into a message.

    A required field is looked at for None like any other: a later release, beside which this one goes on, may have made
    it optional.
    """
    spelled = _encoded(field, owner, value)
    if spelled == value:
        return spelled
    return Choice("None", f"{value} is None", spelled)


def _encoded(field: Field, owner: str, value: str) -> Simple:
    if field.values:
        return Brackets((value,), head=enum_constant(owner, field))
    row = field.element or field.type
    if row.wire is None:
        return value
    encode = f"{row.core}.{row.wire.encode}"
    return (
        Call(encode, (*row.wire.arguments, value))
        if field.element is None
        else Brackets((f"{encode}(item)", f"for item in {value}"))
    )


def decoded(field: Field, owner: str, *, module: str = "") -> Simple:
    """The expression that reads the field of `request`, which is there; `module` qualifies the readers of enums."""
    value = f"request.{field.wire}"
    name = text_literal(field.wire)
    if field.values:
        return Call(f"{module}{enum_reader(owner, field)}", (value, name))
    row = field.element or field.type
    if row.wire is None:
        if field.dimensions is not None:
            return f"list({value})"
        return value if field.element is None else f"{'dict' if field.type.name == 'map' else 'list'}({value})"
    decode = f"{row.core}.{row.wire.decode}"
    return (
        Call(decode, (value, name))
        if field.element is None
        else Brackets((f"{decode}(item, {name})", f"for item in {value}"))
    )


def given(field: MessageField) -> str:
    """The condition that the request has a value for the field; an enum's zero value is none."""
    if field.enum is not None or field.presence in {Presence.REPEATED, Presence.MAP}:
        return f"request.{field.name}"
    return f"request.HasField({text_literal(field.name)})"


def created(item: MessageField, field: Field, owner: str, *, module: str = "") -> Simple | Choice:
    """The value that a creation gets from its request."""
    default = annotations.default(field, owner, _NOTHING)
    if field.required or default in {"[]", "{}"}:
        return decoded(field, owner, module=module)
    return Choice(decoded(field, owner, module=module), given(item), default)


def changed(field: Field, owner: str) -> Choice:
    """The value that an update gets from its request, whose `core.masks.Written` is `written`."""
    name = text_literal(field.wire)
    if field.must_be_given:
        otherwise: Simple = "UNSET"
    else:
        is_list = field.type.name == "list" or (field.required and field.dimensions is not None)
        empty = "[]" if is_list else annotations.default(field, owner, _NOTHING)
        otherwise = Call("written.otherwise", (name, empty))
    return Choice(decoded(field, owner), f"written.has({name})", otherwise)


def needed(request: Message) -> tuple[str, ...]:
    """Literals of the names of the fields, and groups of fields, that a creation, a list or an operation must have."""
    groups = (choice.name for choice in demanded(request))
    return tuple(map(text_literal, (*(item.name for item in request.fields if item.required), *groups)))


def demand(names: tuple[str, ...], *, indent: int) -> str:
    """The statement that refuses a request without the fields of these literals; empty where there are none."""
    return laid_out(Call("require_fields", ("request", *names)), indent=indent) if names else ""


def narrowed(item: MessageField, field: Field, owner: str) -> Choice:
    """The value of a list's filter."""
    return Choice(decoded(field, owner, module="messages."), given(item), "None")


def uses_wire(field: Field, module: str = "") -> bool:
    """Whether its conversion calls a function; one of `module`, if that is given."""
    row = field.element or field.type
    return row.wire is not None and not field.values and module in {"", row.core}
