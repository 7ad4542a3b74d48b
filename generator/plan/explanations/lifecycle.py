"""What the codes about edits of the life of rows mean: SG593 to SG595."""

from typing import Final

from generator.diagnostics import Explanation

LIFECYCLE: Final = (
    Explanation(
        code="SG593",
        name="history-of-another-scope",
        text="""\
An entity whose history is kept would change its scope. What is kept cannot follow: nobody may change it, not even to
say which campaign it belongs to.

Remove `history` in this edit. What was kept stays until `scaffold contract` drops it; after that the entity may have a
history again, of its new scope.
To refuse is safe: nothing has been written, and the recorded state stands.
""",
        practices=("P01",),
    ),
)
