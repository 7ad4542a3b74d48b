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
    Explanation(
        code="SG584",
        name="document-field-becomes-required",
        text="""\
A field in a typed json is required from now on, and columns hold documents that were written without it. No migration
looks into documents, so they could not be read any more.

Leave out `required`: a document without the field reads as None, and your code decides what that means. A field that is
required when the json itself is new is fine.
""",
        practices=("P67",),
    ),
)
