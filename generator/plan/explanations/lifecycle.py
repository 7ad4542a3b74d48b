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
    Explanation(
        code="SG595",
        name="counted-too-late",
        text="""\
A counter would begin to count an entity that has a table already, or would count it in another way: by another
condition, another reference, under another name of table or column, or because `soft_delete` was switched. The rows
that exist were not counted so, and while they are counted others come and go.

Declare a counter together with the entity that it counts. To change one, remove it, and let `aggregates` or a query of
your own count from then on.
To refuse is safe: nothing has been written, and the recorded state stands.
""",
        practices=("P01",),
    ),
)
