"""Requests of declared operations, with valid values spelled for the wire."""

from functools import partial

from generator.ir import Field
from generator.plan.shapes import Rpc
from generator.targets.source.layout import Call, Keyword, laid_out
from generator.targets.tests import documents
from generator.targets.tests.source import call
from generator.targets.tests.values import numbered


def given(rpc: Rpc) -> tuple[Field, ...]:
    """The fields that a valid request of a declared operation has: of each group of which it has one, the first."""
    if rpc.operation is None:
        return ()
    left_out = {name for choice in rpc.operation.choices for name in choice.fields[1:]}
    return tuple(field for field in rpc.operation.request if field.name not in left_out)


def request(message: str, keys: tuple[str, ...], fields: tuple[Field, ...]) -> str:
    """The statement, at column 4, that makes `request` from the keyword arguments `keys` and a value for each field."""
    values = (_document(item) if item.fields else _message(item) or f"{item.wire}={_encoded(item)}" for item in fields)
    return call(f"request = {message}", (*keys, *values), indent=4)


def _document(field: Field) -> str:
    """The argument of a typed json: its messages, in a list if it is one."""
    row = field.element or field.type
    encode = f"{row.core}.{row.wire.encode}" if row.wire else ""
    inner = partial(numbered, number="1")
    message = Call(encode, (documents.document(field, inner),))
    made = message if field.element is None else Call("", (message,), brackets=("[", "]"))
    return laid_out(Keyword(field.wire, made), indent=8)


def _message(field: Field) -> str:
    """The argument of a value that is a message of the service; the empty text for another."""
    if field.type.wire is None or not field.type.wire.arguments:
        return ""
    encode = f"{field.type.core}.{field.type.wire.encode}"
    made = Call(encode, (*field.type.wire.arguments, numbered(field, number="1")))
    return laid_out(Keyword(field.wire, made), indent=8)


def _encoded(field: Field) -> str:
    value = numbered(field, number="1")
    element = field.element or field.type
    if element.wire is None:
        return value
    if field.element is None:
        return f"{element.core}.{element.wire.encode}({value})"
    return f"[{element.core}.{element.wire.encode}(item) for item in {value}]"
