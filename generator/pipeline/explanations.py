"""What the codes of `scaffold verify` mean: SG57x, what is wrong with migrations that lie there already."""

from typing import Final

from generator.diagnostics import Explanation

_WAY_OUT: Final = """\
If the migration is on your branch only and has run nowhere, take lock and migrations from the main branch and run
`scaffold generate` again. If it has been released, never edit it: change the spec, so that a later migration mends it.
If you edited nothing by hand, this is a bug in scaffold: please report it with the spec before and after.
"""

EXPLANATIONS: Final = tuple(
    Explanation(code=code, name=name, text=f"{text}\n{_WAY_OUT}", practices=practices)
    for code, name, text, practices in (
        (
            "SG570",
            "migration-fails",
            """\
A migration could not be applied to a scratch database: to an empty one, or to one of an earlier revision that holds
rows made for the purpose. It would fail on a real database, too, in the middle of a deployment.

A migration that asks first whether there are rows in its way, and names them, is not meant: such rows are taken away,
the report says so, and the proof goes on.
""",
            ("P35",),
        ),
        (
            "SG571",
            "replay-differs",
            """\
All migrations, run one after the other on an empty database, do not make the schema that the lock records. The next
edit is planned on the recorded schema, so it would be planned on something that no database has.
""",
            ("P01", "P35"),
        ),
        (
            "SG572",
            "upgrade-differs",
            """\
A database of the earlier revision, brought up to date by the migrations since, is not what the lock records. Databases
in production would differ from those that are made anew.
""",
            ("P01", "P35"),
        ),
        (
            "SG573",
            "rows-lost",
            """\
A table has fewer rows after the migrations than before, or other values in a column that they do not change. No
migration that scaffold plans does so: it retires what a spec no longer has.
""",
            ("P54",),
        ),
        (
            "SG574",
            "lock-not-declared",
            """\
A statement really took a stronger lock on a table in use than its file declares under `-- Locks:`. Who decides by that
line when a migration may run would stop traffic without having been told.
""",
            ("P35",),
        ),
        (
            "SG575",
            "squawk",
            """\
The linter squawk objects to a statement. Its rule is named in the message and described in its documentation. A file
that scaffold writes says itself, with a reason, which rules do not fit it, so this is about a file that was changed, or
about a rule that your `.squawk.toml` has switched on.
""",
            ("P35",),
        ),
    )
)
