"""What the codes about the life of rows mean: SG378 to SG388."""

from typing import Final

from generator.diagnostics import Explanation

LIFECYCLE: Final = (
    Explanation(
        code="SG378",
        name="expiry-without-a-moment",
        text="""\
`expires` names a field that the entity does not have, or that holds no moment. A row expires at the moment which its
field holds: `expires: {field: expires_at}`, with `expires_at: timestamp`; without a value, never.

Name a timestamp of the entity, or give all rows the same time to live: `expires: {after: 30 days}`.
""",
        practices=("P01",),
    ),
    Explanation(
        code="SG379",
        name="expired-rows-cannot-go",
        text="""\
Rows of the entity expire, and `purge_expired` deletes them. But others refer to them and forbid the deletion, so that
one row still in use would stop every purge.

Let the references be `on_delete: set_null`, or let the rows be marked instead of deleted: `soft_delete: true`.
""",
        practices=("P01",),
    ),
)
