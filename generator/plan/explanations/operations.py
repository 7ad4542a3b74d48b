"""What the codes of operations' edits mean."""

from typing import Final

from generator.diagnostics import Explanation

OPERATIONS: Final = (
    Explanation(
        code="SG583",
        name="stream-changes",
        text="""\
`stream` of an operation was added, removed or changed. Clients know from the .proto file whether they send one message
or many, and whether they wait for one or many; one that was built before fails at the first call.

Write `stream` as it was, and add an operation of another name beside it. The old one can be `deprecated`.
""",
        practices=("P67",),
    ),
)
