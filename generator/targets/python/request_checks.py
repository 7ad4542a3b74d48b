"""The checks of custom operations' requests, so that what the user implements gets values that the spec allows."""

from collections.abc import Iterator

from generator.ir import Field
from generator.plan.shapes import MessageField, Rpc
from generator.plan.wire_kinds import FieldKind, Verb
from generator.targets.python import conversions
from generator.targets.python.checks_view import can_be_wrong, check
from generator.targets.source.layout import STEP, Call, Simple, laid_out
from generator.targets.source.view import view

BODY = 4


@view
class RequestCheckView:
    """The function that checks one operation's request."""

    signature: str
    demand: str
    """The statement that refuses a request without its required fields; empty where there are none."""
    collects: bool
    """Whether the lines collect violations."""
    lines: tuple[str, ...]
    """Finished statements."""


def is_checked(rpc: Rpc) -> bool:
    """Whether the RPC is a custom operation, in whose request something can be wrong."""
    return rpc.verb is Verb.CUSTOM and (any(_lines(rpc)) or any(conversions.needed(rpc.request)))


def collects(rpc: Rpc) -> bool:
    """Whether the RPC is a custom operation, in whose request several values can be outside their limits."""
    return rpc.verb is Verb.CUSTOM and any(can_be_wrong(item.source) for item in rpc.request.fields if item.source)


def reads_wire(rpc: Rpc) -> bool:
    """Whether the RPC is a custom operation, in whose request something is read by `core.wire`."""
    values = (item.source for item in rpc.request.of(FieldKind.VALUE))
    return rpc.verb is Verb.CUSTOM and any(
        field is not None and conversions.uses_wire(field, "wire") for field in values
    )


def check_name(rpc: Rpc) -> str:
    """`check_import_articles_request`: no entity's conversion begins and ends like this."""
    return f"check_{rpc.method}_request"


def request_check(module: str, rpc: Rpc) -> RequestCheckView:
    """The check of the RPC's request; `module` is that of the messages."""
    head = Call(f"def {check_name(rpc)}", (f"request: {module}.{rpc.request.name}",), " -> None:")
    return RequestCheckView(
        signature=laid_out(head, indent=0),
        demand=conversions.demand(conversions.needed(rpc.request), indent=BODY),
        collects=collects(rpc),
        lines=tuple(_lines(rpc)),
    )


def _lines(rpc: Rpc) -> Iterator[str]:
    for item in rpc.request.of(FieldKind.VALUE):
        if item.source is not None:
            yield from _field_lines(item, item.source, rpc.method)


def _field_lines(item: MessageField, field: Field, owner: str) -> Iterator[str]:
    if can_be_wrong(field):
        yield laid_out(check(field, conversions.created(item, field, owner)), indent=BODY)
    elif conversions.uses_wire(field):
        yield from _readable(item, field, conversions.decoded(field, owner))


def _readable(item: MessageField, field: Field, value: Simple) -> Iterator[str]:
    """Reads the value, for the error that this raises where it cannot be read."""
    if item.has_presence and not field.required:
        yield f"if {conversions.given(item)}:"
        yield f"    {laid_out(value, indent=BODY + STEP)}"
    else:
        yield laid_out(value, indent=BODY)
