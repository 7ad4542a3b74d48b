"""What a servicer does for a call that is carried out once: it asks for an earlier answer, and keeps its own."""

from generator.plan.shapes import Rpc
from generator.plan.wire_kinds import FieldKind
from generator.targets.source.layout import STEP, Call, Expression, laid_out
from generator.targets.source.literals import text_literal
from generator.targets.source.view import view

INSIDE = 12
"""Column inside the unit of work."""


@view
class OnceView:
    """The statements around the work, for column 12."""

    begun: str
    """Asks whether the request has been answered."""
    repeated: str
    """Gives that answer, at column 16."""
    response: str
    """Makes the answer of what the work returned; empty where the work returns the answer itself."""


def once_view(module: str, rpc: Rpc, response: Expression | None) -> OnceView | None:
    """The view of `rpc`, whose answer is `response`; None where a repeated call is a new one."""
    if not is_once(rpc):
        return None
    method = text_literal(f"{module.removesuffix('_pb2')}.{rpc.name}")
    arguments = ("work", method, "request.request_id", "request")
    message = f"{module}.{rpc.response.name}"
    return OnceView(
        begun=laid_out(Call("Once.begin", arguments), indent=INSIDE, prefix="once = await "),
        repeated=laid_out(Call(f"{message}.FromString", ("once.answer",)), indent=INSIDE + STEP, prefix="return "),
        response=laid_out(response, indent=INSIDE, prefix="response = ") if response else "",
    )


def is_once(rpc: Rpc) -> bool:
    """Whether its request may name itself."""
    return bool(rpc.request.of(FieldKind.REQUEST_ID))
