"""What the codes about scope, masters, seeds and tenants mean."""

from typing import Final

from generator.diagnostics import Explanation

SCOPE: Final = (
    Explanation(
        code="SG591",
        name="shared-becomes-global",
        text="""\
An entity loses `shared` and its campaigns in one edit. Code that runs reads the rows of campaign 0 beside its own, by
policies that have to go when it is gone; code of a global entity is let at all rows before it comes.

Make it two edits: remove `shared`, generate and migrate; then change the scope.
""",
        practices=("P30",),
    ),
)
