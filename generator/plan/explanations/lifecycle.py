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
        code="SG594",
        name="computed-over-values",
        text="""\
A field that callers write would be computed, or the other way round: what they wrote would be lost, or the trigger and
new code would both write the column while old code still runs. Or a field would be computed otherwise and become
required in one edit, while its rows may still hold nothing.

Give the field another name, and write `removed: [total]` of the one that goes: its values stay until
`scaffold contract`. Change what a field is computed as first, and make it required in an edit of its own.
To refuse is safe: nothing has been written, and the recorded state stands.
""",
        practices=("P01",),
    ),
    Explanation(
        code="SG595",
        name="counted-over-values",
        text="""\
A counter would take a column that holds something else: what callers wrote, or what was counted of another entity, or
of another scope. Its triggers add and take away, so that they would go on from that number, and to count anew would
overwrite it. An entity that is only called otherwise, by `renamed_from`, keeps its counters.

Give the counter another name, and write `removed: [comment_count]` of the one that goes. A counter that is new counts
the rows that are there, in batches, while its triggers already count those that come and go.
To refuse is safe: nothing has been written, and the recorded state stands.
""",
        practices=("P01",),
    ),
)
