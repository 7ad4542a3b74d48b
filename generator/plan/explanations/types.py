"""What the codes of edits of field types mean."""

from typing import Final

from generator.diagnostics import Explanation

TYPES: Final = (
    Explanation(
        code="SG581",
        name="secrecy-changes",
        text="""\
A field became a `secret`, or is none any more. In the table nothing would change, so that nothing would stop it: what
was written as a secret would be read by every caller of the entity; or what callers read would silently be missing.

Add a field of another name, and write the old one's to `removed`. Move the values by a migration of your own, if they
may be moved at all.
""",
        practices=("P37", "P67"),
    ),
)
