"""What the codes of field types mean."""

from typing import Final

from generator.diagnostics import Explanation

TYPES: Final = (
    Explanation(
        code="SG333",
        name="secret-told",
        text="""\
A field of the type `secret` stands in a response or in the payload of an event. Callers would read what they may only
write, or the event log would keep it for as long as its retention says, for everybody who may read events.

Leave it to the request. Where others must know something of it, tell what follows from it: when it was set, or
a digest.
""",
        practices=("P37",),
    ),
)
