"""Whether a call streams is settled for ever: who sends one message cannot talk to who reads many."""

from collections.abc import Iterator

from generator.diagnostics import Diagnostic
from generator.plan.records import Record
from generator.plan.shapes import WireShapes

_WORDS = {
    None: "one request and one response",
    "server": "one request and many responses",
    "client": "many requests and one response",
    "both": "many requests and many responses",
}


def refused(record: Record, shapes: WireShapes) -> Iterator[Diagnostic]:
    """SG583 for each operation whose calls would have another form than the recorded one."""
    known = {rpc.name: rpc.stream for rpc in record.rpcs}
    for rpc in shapes.rpcs:
        if rpc.operation is not None and known.get(rpc.name, rpc.stream) != rpc.stream:
            yield Diagnostic(
                code="SG583",
                message=(
                    f"a call of `{rpc.operation.name}` had {_WORDS[known[rpc.name]]} and would have "
                    f"{_WORDS[rpc.stream]}"
                ),
                span=rpc.operation.span,
                hint="Leave it as it was, and add an operation of another name.",
            )
