"""What the codes about scope, masters, seeds and tenants mean."""

from typing import Final

from generator.diagnostics import Explanation

SCOPE: Final = (
    Explanation(
        code="SG591",
        name="other-owner",
        text="""\
An entity loses `shared` and its campaigns in one edit. Code that runs reads the rows of campaign 0 beside its own, by
policies that have to go when it is gone; code of a global entity is let at all rows before it comes. Make it two edits:
remove `shared`, generate and migrate; then change the scope.

Or an entity that has a table gets or loses `tenant`. A row and its campaign have one id, drawn from one sequence, which
rows that are there do not have. Make another entity for the campaigns; its migration takes over all that are there.

Or `master` changes, or the parent whose master row is shared. The events of every row are filed under the master row
that it has, and other services may have kept its id; neither can be taken back. Make another entity.
""",
        practices=("P30",),
    ),
    Explanation(
        code="SG592",
        name="seeds-and-the-database",
        text="""\
As a warning: a record was taken out of `seed_records`. Its row stays in every database, because rows may refer to it,
and people may rely on it. Delete it through the service if it shall go. This is said once, when the edit is recorded.

As an error: an entity changes its scope and has seed records in the same edit. Where a seed belongs follows from the
scope, and the rows that are there move while it changes.

Make it two edits: change the scope, generate and migrate; then add the records.
""",
        practices=("P55",),
    ),
)
