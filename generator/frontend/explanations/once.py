"""What the codes about requests that are carried out once mean: SG389, SG390."""

from typing import Final

from generator.diagnostics import Explanation

ONCE: Final = (
    Explanation(
        code="SG389",
        name="idempotent-stream",
        text="""\
An operation says both `idempotent: true` and `stream`. A repeated call gets the stored answer of the first, and what a
stream answered, message by message, is not stored; nor has a stream one transaction in which all of it happens or
nothing.

Remove one of the two. For a stream of imports, give each message a key of its own, and let the database tell what is
there already: a `unique` with `upsert`, or `key=` of the event that you emit.
""",
        practices=("P31",),
    ),
    Explanation(
        code="SG390",
        name="no-request-log-at-home",
        text="""\
A service whose platform is in another repository says `idempotent: true`, and that platform has no table of requests:
none of its own services asks for it. The table is one for the whole platform, made by a migration of its core, which
only its own repository can write.

Use `idempotent: true` for an entity or operation there first, release the platform, and pin that release here.
""",
        practices=("P31",),
    ),
)
