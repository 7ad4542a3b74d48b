"""What the codes of the lock mean: SG50x, records that cannot be trusted."""

from typing import Final

from generator.diagnostics import Explanation

LOCK: Final = (
    Explanation(
        code="SG501",
        name="lock-not-readable",
        text="""\
A file of `scaffold.lock/` is not as `scaffold` writes it: a line was edited, or a merge has mixed two versions. The
lock records which tables, numbers and migrations exist, and nothing can be planned on a record that may be wrong.

Restore the file from version control, then run `scaffold generate` again.
""",
        practices=("P01",),
    ),
    Explanation(
        code="SG502",
        name="lock-has-conflicts",
        text="""\
A file of the lock holds git's conflict markers: two branches have changed the same service.

Resolve the conflicts of the specs, then run `scaffold rebase`: it takes the other branch's state, withdraws the
migrations that only your branch added, plans your edits anew and numbers them after theirs. What was withdrawn must
have run nowhere but in databases of your own, which have to be made anew.
""",
        practices=("P01",),
    ),
    Explanation(
        code="SG503",
        name="lock-of-a-later-version",
        text="""\
A later version of `scaffold` wrote the lock, in a format that this one does not know.

Upgrade `service-scaffold` to the version that the others on the project use.
""",
    ),
    Explanation(
        code="SG504",
        name="migrations-do-not-chain",
        text="""\
Each recorded migration carries a digest of itself and of those before it. Here one does not fit: a migration was
edited, removed or reordered in the lock after it was recorded. Databases may have run it as it was.

Restore the lock and the migrations from version control.
""",
        practices=("P01", "P35"),
    ),
    Explanation(
        code="SG506",
        name="lock-is-missing",
        text="""\
A service has migrations, and its file in `scaffold.lock/` is gone: the record of its tables, of the numbers of its
messages and of those migrations. Without it, everything would be numbered and created anew, against databases that
have run the old migrations.

Restore the file from version control (`git checkout -- scaffold.lock/<service>.yaml`). Only where the migrations never
ran anywhere may the whole folder `migrations/<service>/` be deleted instead.
""",
        practices=("P01", "P35"),
    ),
    Explanation(
        code="SG505",
        name="migration-not-recorded",
        text="""\
A file below `migrations/` has no record in the lock. It is a leftover of another branch, or written by hand, and its
number may be given to another migration.

Remove it, or restore the lock that records it.
""",
        practices=("P01", "P35"),
    ),
)
