"""What the code about edits of partitions means: SG599."""

from typing import Final

from generator.diagnostics import Explanation

PARTITIONS: Final = (
    Explanation(
        code="SG599",
        name="rows-would-change-their-partition",
        text="""\
An edit of `partition_by` that would have to move rows, or that cannot be made beside other work. A row lies in the
partition of its campaign, and no statement moves millions of rows from one to another while services write them.

Without moving a row can be done: a table that has rows becomes the first partition of one by `campaigns_from`, which a
validated CHECK proves to hold all of them; and partitions are added at the end of `campaigns_from`, as long as no other
table refers to the rows. Such an edit stands alone: what else shall change of the entity comes before or after it, and
what old code still needs of the table (`scaffold contract`) is dropped before.

Not done: to spread a table that has rows by a hash, another number of partitions by a hash, other bounds, and a whole
table again. For these, declare another entity with the `partition_by` that you want, copy the rows in batches with the
services' own methods, and remove the old entity.
To refuse is safe: nothing has been written, and the recorded state stands.
""",
        practices=("P19", "P60"),
    ),
)
