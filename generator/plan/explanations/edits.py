"""What the codes of refused edits mean: SG53x and SG54x, changes of specs that this version does not carry out."""

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
An entity is no longer in the spec, but its table is recorded and may hold rows. If a new entity looks like it, it may
have been renamed; the table of the old one would stay behind with all its rows.

Restore it. This version can neither retire nor rename an entity.
""",
            ("P54",),
        ),
        (
            "SG531",
            "field-removed",
            """\
A field is no longer in the spec, but its column is recorded and may hold data. If a new field looks like it, it may
have been renamed.

Restore it. This version can neither retire nor rename a field.
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
            "SG533",
            "field-default-changes",
            """\
A field would have another default. Rows that exist keep the old one, while servers of both versions write new rows.

Change it back.
""",
            (),
        ),
        (
            "SG534",
            "field-required-changes",
            """\
A field becomes required, and rows that exist may have no value for it; or it is required no longer, and servers of the
version before do not expect it to be absent.

Change it back.
""",
            (),
        ),
        (
            "SG535",
            "field-limits-change",
            """\
The limits, the pattern or the values of a field change, and with them a constraint that rows that exist may break.

Change them back.
""",
            (),
        ),
        (
            "SG536",
            "reference-changes",
            """\
A reference would lead to another entity, or do something else when its target is deleted.

Change it back, or add a reference with another name.
""",
            ("P07",),
        ),
        (
            "SG537",
            "new-field-needs-a-default",
            """\
A new field is required, but rows that exist have no value for it.

Give it a default, or leave out `required`.
""",
            (),
        ),
        (
            "SG538",
            "scope-changes",
            """\
An entity becomes global or campaign-scoped. Its keys, policies, messages and methods would all be others.

Change it back.
""",
            ("P66",),
        ),
        (
            "SG539",
            "soft-delete-changes",
            """\
`soft_delete` is switched on or off. Unique keys hold for live rows only where it is on, and rows that are marked as
deleted would come back where it is switched off.

Change it back.
""",
            (),
        ),
        (
            "SG540",
            "concurrency-changes",
            """\
`concurrency: optimistic` is added or removed, and with it the version that clients send as `etag`.

Change it back.
""",
            (),
        ),
        (
            "SG541",
            "parent-changes",
            """\
An entity would belong to another parent, or to one for the first time: rows that exist have none.

Change it back.
""",
            ("P07",),
        ),
        (
            "SG542",
            "search-changes",
            """\
`search` is added, removed or reads other fields. The vectors of rows that exist would have to be made anew.

Change it back.
""",
            ("P18",),
        ),
        (
            "SG543",
            "unique-key-changes",
            """\
A unique key is added, removed or changed. Rows that exist may already break a new one, and `upsert_by_...` of servers
of the version before needs the old one.

Change it back.
""",
            (),
        ),
        (
            "SG544",
            "index-changes",
            """\
A filter or a declared index is removed or changed. A new one can be added.

Change it back.
""",
            ("P16",),
        ),
        (
            "SG545",
            "service-removed",
            """\
The spec of a service is gone, but its tables are recorded and may hold rows.

Restore the file. This version cannot retire a service.
""",
            ("P54",),
        ),
        (
            "SG546",
            "rpc-removed",
            """\
An RPC would vanish, because the operation is gone that made it, or the plural changed that it is named after. Clients
may call it.

Restore it.
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
