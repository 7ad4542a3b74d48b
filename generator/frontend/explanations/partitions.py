"""What the code about partitions means: SG396."""

from typing import Final

from generator.diagnostics import Explanation

PARTITIONS: Final = (
    Explanation(
        code="SG396",
        name="no-way-to-part-a-table",
        text="""\
`partition_by` says something that a table cannot be parted by. There are two ways, both by campaign, because every key
of a campaign's table begins with `campaign_id`, and PostgreSQL wants the partition key in every unique key:

- `partition_by: campaign`, or `{campaign: 64}`, spreads the campaigns over partitions by PostgreSQL's hash.
- `partition_by: {campaigns_from: [5000, 10000]}` begins a partition at each of these campaigns. A table that has rows
  can become one of these.

Not by time: the primary key is (campaign_id, id), by which rows are found, changed and referred to, and it has no time
in it. With one, no reference could be kept and each lookup would ask every partition. What is over goes by `expires`;
what happened when is in the event log, whose partitions are months.

A global entity has no campaign to be parted by.
""",
        practices=("P19", "P60"),
    ),
)
