"""What the codes of refused edits mean: SG53x to SG55x, changes of specs that are not carried out as they stand."""

from typing import Final

from generator.diagnostics import Explanation

_REFUSED: Final = "To refuse is safe: nothing has been written, and the recorded state stands."

EDITS: Final = tuple(
    Explanation(code=code, name=name, text=f"{text}\n{_REFUSED}\n", practices=("P01", *practices))
    for code, name, text, practices in (
        (
            "SG530",
            "entity-removed",
            """\
An entity is no longer in the spec, and a new one is like it: half of its fields are the same. If it was renamed, its
rows should go with it; if not, the table of the old one stays behind, with its rows, until `scaffold contract` drops
it.

Say which: `renamed_from: old` in the new entity, or `removed: [old]` in the service.
""",
            ("P54",),
        ),
        (
            "SG531",
            "field-removed",
            """\
A field is no longer in the spec, and a new one of the same type is. If it was renamed, its values should go with it; if
not, the column of the old one stays behind, with its values, until `scaffold contract` drops it.

Say which: `renamed_from: old` in the new field, or `removed: [old]` in the entity.
""",
            ("P54",),
        ),
        (
            "SG532",
            "field-type-changes",
            """\
A column would have another type. PostgreSQL would rewrite the table under a lock that stops every reader, and values
might not survive.

Keep the type, and add a field with another name for the new one.
""",
            ("P33",),
        ),
        (
            "SG537",
            "new-field-needs-a-default",
            """\
A new field is required, but rows that exist have no value for it.

Give it a `backfill` (a constant, or an expression over the entity's other fields), or a `default`, or leave out
`required`.
""",
            (),
        ),
        (
            "SG538",
            "scope-changes",
            """\
An entity becomes a campaign's, and its rows have to belong to one.

Write `default_campaign: <id>` in the entity or in the service. The rows are put into that campaign, their keys, foreign
keys and indexes get the campaign in front, and row-level security comes last. The way back needs no such word.
""",
            ("P66",),
        ),
        (
            "SG541",
            "parent-changes",
            """\
An entity belongs to a parent that its rows do not know yet.

Write `belongs_to: {entity: article, backfill: ...}` with an expression that gives a row its parent's id. If that takes
more than an expression, add an optional `ref` field to the parent first, fill it, and then let the entity belong to it:
the reference of that name becomes the parent's.
""",
            ("P07",),
        ),
        (
            "SG545",
            "service-removed",
            """\
As an error: the spec of a service is gone, but the service is recorded. A file gets lost more easily than a service
ends. Restore it, or write `removed: [billing]` in scaffold.yaml.

As a warning: the service is retired. What is generated of it goes; its tables stay with their rows until
`scaffold contract` drops them, and its numbers on the wire stay taken. Files that you wrote are yours to delete. This
is said once, when the edit is recorded; the tombstone may go after that. Services that refer to it are refused (SG305).
""",
            ("P54",),
        ),
        (
            "SG546",
            "rpc-removed",
            """\
An RPC would vanish while a similar one is new: an operation that may have been renamed, or the plural changed that a
List is named after. Clients may call it.

Say what happened: `renamed_from: old` in the new operation (clients go on to call the RPC by its name), or
`removed: [old]` in the service. A plural stays as it is.
""",
            ("P67",),
        ),
        (
            "SG550",
            "value-removed",
            """\
A field is gone from what an operation is told or what it answers: from its request, its response, or the payload of
the event that a transition emits. Clients may send it, and would not learn that nobody reads it any more.

Restore the field. One that is no longer used may stay, and be left out by those who know.
""",
            ("P67",),
        ),
        (
            "SG551",
            "field-returns",
            """\
A new field is called like one that was removed. Its column is still there with what it held, and clients still know the
name by what it meant before.

Give the new field another name.
""",
            ("P54",),
        ),
        (
            "SG552",
            "entity-returns",
            """\
A new entity is called like one that was removed or renamed, or an entity that was renamed is renamed again. A table or
a view of the first name is still there, for old code and old rows.

Give the new entity another name, or run `scaffold contract` first: it drops the view.
""",
            ("P54",),
        ),
        (
            "SG556",
            "value-removed-and-added",
            """\
A value of an enum is no longer in the spec, and a new one is. If it was renamed, rows that hold it get the new one; if
not, no row may hold it any more, which is asked before anything is changed.

Say which: `{name: new, renamed_from: old}` among the values, or `removed: [old]` in the field.
""",
            (),
        ),
        (
            "SG560",
            "not-retired",
            """\
`scaffold contract` was asked to drop something that is not retired: it is in use, or it is gone already, or the name is
misspelled. A column is called `service.entity.column`, a table `service.entity`, a view by its own name.

Run `scaffold contract` without arguments to see what is retired.
""",
            ("P54",),
        ),
        (
            "SG561",
            "state-has-changed",
            """\
What `scaffold contract` was asked to drop was chosen when the recorded state was another one: an edit, or another
branch, has changed it since.

Run `scaffold contract` again and look at the list: it names the present state.
""",
            ("P54",),
        ),
        (
            "SG562",
            "something-is-in-the-way",
            """\
Something that is still there depends on what should be dropped: a view under a former name shows the column, or a
foreign key refers to the table.

Drop that too, in the same run.
""",
            ("P54",),
        ),
        (
            "SG557",
            "scope-changes-beside-a-farewell",
            """\
An entity becomes everybody's, and in the same edit a field that refers to it goes. The foreign key of that field
stays until the code that writes the field is gone, and the key that it names has to be another before. Make it two
edits: give up the reference, generate and migrate in both phases; then change the scope.
""",
            ("P66",),
        ),
        (
            "SG558",
            "renamed-from-the-unknown",
            """\
`renamed_from` names something that the lock does not know, or that was removed before. The new thing would begin empty,
and the old one would stay behind.

Write the name that the lock has. A spec that was renamed twice since the last run names the first of the three.
""",
            ("P01",),
        ),
        (
            "SG585",
            "checked-field-changes-its-type",
            """\
A field of a check between fields changes its type. PostgreSQL would prove the check anew of every row, under a lock
that stops every reader, or would go on comparing the column that is replaced.

Take the check out of the spec and generate; change the type and generate; then put the check back, which is proven of
the rows while they are read and written.
""",
            ("P33",),
        ),
        (
            "SG547",
            "platform-renamed",
            """\
`platform` in scaffold.yaml changes. The roles of the database begin with the name (`acme_owner`, `acme_rw`), and the
migrations that made them, the tables and their rights have run. Services would take on roles that nobody ever made.

Change it back. To tell people another name, change `description`.
""",
            ("P66",),
        ),
        (
            "SG548",
            "package-changes",
            """\
`package` in scaffold.yaml changes, or is left out so that it is the platform's name again. Every message and RPC has
the package in its name, so no client that was built before would find one of them.

Write the package as it was.
""",
            ("P67",),
        ),
        (
            "SG549",
            "retention-class-removed",
            """\
A retention class is no longer in scaffold.yaml, but the event log has a branch for it, which may hold events.

Restore it. A class can be added, and kept for another number of days, at any time; this version can neither retire nor
rename one. A scaffold.yaml without `retention` has the classes `standard` and `audit`.
""",
            ("P54",),
        ),
    )
)
