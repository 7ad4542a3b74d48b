"""What clients will notice of an entity that gets a `key`: an update no longer takes the fields of it."""

from collections.abc import Iterator, Mapping

from generator.diagnostics import Diagnostic, Severity
from generator.plan.blueprint import WireType
from generator.plan.shapes import WireShapes
from generator.plan.wire_kinds import Verb


def frozen(recorded: Mapping[str, WireType], shapes: WireShapes) -> Iterator[Diagnostic]:
    """SG589 for each field that an Update which clients know would take, and that belongs to the key now."""
    for rpc in shapes.rpcs:
        before = recorded.get(shapes.full_name(rpc.request.name))
        if rpc.verb is not Verb.UPDATE or rpc.entity is None or before is None:
            continue
        for field in rpc.entity.key_fields:
            if field.wire in before.numbers:
                owner = f"`{field.name}` belongs to the key of `{rpc.entity.name}` now"
                yield Diagnostic(
                    code="SG589",
                    message=f"{owner}: `{rpc.name}` no longer takes it",
                    severity=Severity.WARNING,
                    span=field.span,
                    hint="Clients that still send it change nothing by it; its number there is never used again.",
                )
