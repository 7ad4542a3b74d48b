"""What the templates of the proto target spell: finished lines, in the order of the file."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.plan.blueprint import Blueprint, WireType
from generator.plan.shapes import EnumShape, Message, MessageField, Presence, Rpc, WireShapes
from generator.plan.wire import shapes
from generator.targets.proto import calls, documentation
from generator.targets.proto.comments import comment

_INDENT = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class RpcView:
    """One `rpc` line and its comment."""

    name: str
    request: str
    response: str
    comment: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberView:
    """A field or an enum value and its comment."""

    declaration: str
    """`optional string body = 12;`."""
    comment: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockView:
    """A message or an enum."""

    keyword: str
    name: str
    comment: tuple[str, ...]
    reserved: tuple[str, ...]
    """Finished `reserved` statements."""
    members: tuple[MemberView, ...]
    """In number order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtoView:
    """One .proto file."""

    header: tuple[str, ...]
    package: str
    imports: tuple[str, ...]
    name: str
    comment: tuple[str, ...]
    rpcs: tuple[RpcView, ...]
    blocks: tuple[BlockView, ...]


def proto_view(blueprint: Blueprint) -> ProtoView:
    """The view of a service's .proto file; the blueprint's wire numbers must be those of its own service."""
    wire = shapes(blueprint.platform, blueprint.service)
    imports = {path for message in wire.messages for field in message.fields for path in field.imports}
    return ProtoView(
        header=comment(
            f"Made by `scaffold generate` from {blueprint.service.path}; change that file instead of this one."
        ),
        package=wire.package,
        imports=tuple(sorted(imports)),
        name=wire.name,
        comment=comment(*calls.service_text(wire)),
        rpcs=tuple(_rpc(item) for item in wire.rpcs),
        blocks=tuple(_blocks(wire, blueprint)),
    )


def _rpc(rpc: Rpc) -> RpcView:
    return RpcView(
        name=rpc.name,
        request=rpc.request.name,
        response=rpc.response.name,
        comment=comment(*calls.rpc_text(rpc), indent=_INDENT),
    )


def _blocks(wire: WireShapes, blueprint: Blueprint) -> Iterator[BlockView]:
    """Every message after the enums that it is the first to use."""
    declared: set[str] = set()
    for message in wire.messages:
        for field in message.fields:
            if field.enum is not None and field.enum.name not in declared:
                declared.add(field.enum.name)
                yield _enum(field.enum, blueprint.wire[wire.full_name(field.enum.name)])
        yield _message(wire, message, blueprint.wire[wire.full_name(message.name)])


def _message(wire: WireShapes, message: Message, recorded: WireType) -> BlockView:
    return BlockView(
        keyword="message",
        name=message.name,
        comment=comment(*documentation.message_text(message, wire.name)),
        reserved=_reserved(recorded),
        members=tuple(
            MemberView(
                declaration=_declaration(field, recorded.numbers[field.name]),
                comment=comment(*documentation.field_text(message, field), indent=_INDENT),
            )
            for field in sorted(message.fields, key=lambda item: recorded.numbers[item.name])
        ),
    )


def _declaration(field: MessageField, number: int) -> str:
    """`optional string body = 12;`."""
    label = f"{field.presence.value} " if field.presence in {Presence.OPTIONAL, Presence.REPEATED} else ""
    return f"{label}{field.type} {field.name} = {number};"


def _enum(enum: EnumShape, recorded: WireType) -> BlockView:
    return BlockView(
        keyword="enum",
        name=enum.name,
        comment=comment(*documentation.enum_text(enum)),
        reserved=_reserved(recorded),
        members=tuple(
            MemberView(
                declaration=f"{value.name} = {recorded.numbers[value.name]};",
                comment=comment(*documentation.value_text(enum, value), indent=_INDENT),
            )
            for value in sorted(enum.values, key=lambda item: recorded.numbers[item.name])
        ),
    )


def _reserved(recorded: WireType) -> tuple[str, ...]:
    """Numbers and names in statements of their own: protoc refuses a mixture."""
    statements = []
    if recorded.reserved.numbers:
        statements.append(f"reserved {', '.join(_ranges(recorded.reserved.numbers))};")
    if recorded.reserved.names:
        quoted = ", ".join(f'"{name}"' for name in sorted(recorded.reserved.names))
        statements.append(f"reserved {quoted};")
    return tuple(statements)


def _ranges(numbers: tuple[int, ...]) -> Iterator[str]:
    """`2`, `5`, `7 to 9`: neighbours merged, in order."""
    ordered = sorted(numbers)
    start = ordered[0]
    for number, following in zip(ordered, [*ordered[1:], None], strict=True):
        if following != number + 1:
            yield str(start) if start == number else f"{start} to {number}"
            start = following if following is not None else start
