"""The two methods of an RPC that streams: the one that gRPC calls, and the one behind it, which opens its own work."""

import textwrap
from collections.abc import Iterator

from generator.plan.shapes import Rpc
from generator.targets.python.methods import signature
from generator.targets.python.request_checks import check_name, is_checked
from generator.targets.source.layout import STEP, WIDTH, Call, laid_out

BODY = 8

_YIELDED = "Override it with an `async def` that yields each response. "
_ALONE = (
    "It has no transaction, because a stream may last: "
    "open one for each step, `self.database.unit_of_work({campaign})`."
)


def served_signature(module: str, rpc: Rpc) -> str:
    """The head of the method that gRPC calls."""
    return signature(rpc.name, ("self", _parameter(module, rpc), "_context: object"), _returned(module, rpc))


def preparation(rpc: Rpc) -> Iterator[str]:
    """What happens before the method that the user writes: finished statements."""
    check = f"messages.{check_name(rpc)}"
    if rpc.many_requests:
        if rpc.scoped:
            yield "campaign_id, requests = await streams.in_one_campaign(requests)"
        if is_checked(rpc):
            yield laid_out(Call("streams.checked", ("requests", check)), indent=BODY, prefix="requests = ")
        return
    if rpc.scoped:
        yield "campaign_id = resolve_campaign(request.campaign_id)"
    if is_checked(rpc):
        yield f"{check}(request)"


def answer(rpc: Rpc) -> str:
    """The statement that hands over to the method that the user writes."""
    arguments = (*(("campaign_id",) if rpc.scoped else ()), "requests" if rpc.many_requests else "request")
    call = Call(f"self.{rpc.method}", arguments)
    if not rpc.many_responses:
        return laid_out(call, indent=BODY, prefix="return await ")
    head = laid_out(Call("streams.closing", (call,)), indent=BODY, prefix="async with ", suffix=" as responses:")
    inner = " " * (BODY + STEP)
    return f"{head}\n{inner}async for response in responses:\n{inner}{' ' * STEP}yield response"


def own_signature(module: str, rpc: Rpc) -> str:
    """The head of the method that the user writes.

    Where it yields responses, the declaration is no `async def`: that, without a `yield`, would promise to return an
    iterator later, and the user's generator would not be allowed to override it.
    """
    scope = ("campaign_id: int",) if rpc.scoped else ()
    head = "def" if rpc.many_responses else "async def"
    parameters = ("self", *scope, _parameter(module, rpc))
    return laid_out(Call(f"{head} {rpc.method}", parameters, f" -> {_returned(module, rpc)}:"), indent=STEP)


def notes(rpc: Rpc) -> tuple[str, ...]:
    """What the user must know to write it, in lines for column 8."""
    campaign = "campaign_id" if rpc.scoped else ""
    text = (_YIELDED if rpc.many_responses else "") + _ALONE.format(campaign=campaign)
    return tuple(textwrap.wrap(text, WIDTH - BODY, break_long_words=False, break_on_hyphens=False))


def _parameter(module: str, rpc: Rpc) -> str:
    type_ = f"{module}.{rpc.request.name}"
    return f"requests: AsyncIterator[{type_}]" if rpc.many_requests else f"request: {type_}"


def _returned(module: str, rpc: Rpc) -> str:
    type_ = f"{module}.{rpc.response.name}"
    return f"AsyncIterator[{type_}]" if rpc.many_responses else type_
