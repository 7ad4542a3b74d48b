"""The `rpcs` and `wire` sections of a lock: what clients hold on to, one line per number."""

from collections.abc import Iterator, Mapping

from generator.plan import notation
from generator.plan.blueprint import Reserved, WireType
from generator.plan.lock_nodes import Node
from generator.plan.records import RecordedRpc

RETIRED_NAMES = "retired_names"


def written_rpcs(rpcs: tuple[RecordedRpc, ...]) -> Iterator[str]:
    """The lines of the `rpcs` section."""
    if rpcs:
        yield "rpcs:"
    for rpc in rpcs:
        entry = {"entity": rpc.entity, "operation": rpc.operation, "stream": rpc.stream, "http": rpc.http}
        yield f"  {notation.key(rpc.name)}: {notation.flow(entry)}"


def written_wire(wire: Mapping[str, WireType]) -> Iterator[str]:
    """The lines of the `wire` section: types by name, numbers ascending, so that a new number is a type's last line."""
    if wire:
        yield "wire:"
    for name in sorted(wire):
        yield f"  {notation.key(name)}:"
        yield from _numbers(wire[name])


def _numbers(wire_type: WireType) -> Iterator[str]:
    lines = {number: _number(wire_type, name) for name, number in wire_type.numbers.items()}
    retired = notation.flow({"retired": True})
    lines.update((number, retired) for number in wire_type.reserved.numbers)
    if wire_type.reserved.names:
        yield f"    {RETIRED_NAMES}: {notation.flow({'names': wire_type.reserved.names})}"
    for number in sorted(lines):
        yield f"    {number}: {lines[number]}"


def _number(wire_type: WireType, name: str) -> str:
    type_, limits = wire_type.types.get(name), wire_type.limits.get(name)
    if type_ is not None and limits is None:
        return notation.pair("name", name, "type", type_)
    return notation.flow({"name": name, "type": type_, "limits": limits})


def written_names(wire_names: Mapping[str, str]) -> Iterator[str]:
    """The lines of the `wire_names` section."""
    if wire_names:
        yield "wire_names:"
    for place, name in sorted(wire_names.items()):
        yield f"  {notation.key(place)}: {notation.flow({'first': name})}"


def read_rpcs(section: Node) -> tuple[RecordedRpc, ...]:
    """The RPCs of the section."""
    return tuple(
        RecordedRpc(
            name=name,
            entity=node.optional("entity"),
            operation=node.optional("operation"),
            stream=node.optional("stream"),
            http=node.optional("http"),
        )
        for name, node in section.children()
    )


def read_wire(section: Node) -> Mapping[str, WireType]:
    """The numbers of the section, by full message or enum name."""
    return {name: _wire_type(node) for name, node in section.children()}


def read_names(section: Node) -> Mapping[str, str]:
    """The first names of the section, by place."""
    return {place: node.text("first") for place, node in section.children()}


def _wire_type(node: Node) -> WireType:
    numbers: dict[str, int] = {}
    types: dict[str, str] = {}
    limits: dict[str, tuple[str, ...]] = {}
    retired: list[int] = []
    names: tuple[str, ...] = ()
    for key, line in node.lines():
        name, type_, stated = line.get("name"), line.get("type"), line.get("limits")
        if key == RETIRED_NAMES:
            names = node.child(key).names("names")
        elif not (key.isascii() and key.isdigit()):
            node.refuse(f"`{key}` is not a number")
        elif "retired" in line and node.child(key).flag("retired"):
            retired.append(int(key))
        else:
            name = name if isinstance(name, str) else node.child(key).text("name")
            if name in numbers:
                node.refuse(f"`{name}` has two numbers")
            numbers[name] = int(key)
            if type_ is not None:
                types[name] = type_ if isinstance(type_, str) else node.child(key).text("type")
            if stated is not None:
                limits[name] = stated if isinstance(stated, tuple) else node.child(key).names("limits")
    return WireType(numbers=numbers, reserved=Reserved(numbers=tuple(retired), names=names), types=types, limits=limits)
