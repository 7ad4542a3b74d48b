"""What the codes about scope, masters, seeds and tenants mean: SG370 to SG377."""

from typing import Final

from generator.diagnostics import Explanation

SCOPE: Final = (
    Explanation(
        code="SG370",
        name="shared-and-global",
        text="""\
`shared: true` stands on an entity whose rows belong to no campaign: every campaign reads and writes them already.

Remove it. To let campaigns have rows of their own beside those of the platform, give the entity `scope: campaign`.
""",
        practices=("P27",),
    ),
    Explanation(
        code="SG372",
        name="seeds-of-campaigns",
        text="""\
`seed_records` name an entity whose rows belong to campaigns. Seeds are written once for a database, which has any
number of campaigns, and more tomorrow.

Give the entity `shared: true`: its seeds belong to campaign 0, and every campaign reads them. Or give it `scope:
global`. What each new campaign shall have of its own is the business of whoever makes campaigns.
""",
        practices=("P27", "P55"),
    ),
    Explanation(
        code="SG373",
        name="seed-cannot-be-said",
        text="""\
A seed record has a value that a spec cannot know: the id of another row, which each database gives anew, bytes, or a
state that only transitions change. An entity with a parent cannot be seeded for the same reason.

Leave the field out. Let rows that are seeded be known by codes rather than by ids, and refer by those: `{type: ref, to:
locale, by: code}` can be seeded.
""",
        practices=("P55",),
    ),
    Explanation(
        code="SG374",
        name="seed-incomplete",
        text="""\
A seed record lacks a required field, or the fields of a unique group by which its row would be found again, or has the
same values there as another. A migration inserts the row if it is absent and updates it if it differs, so it has to
know which one it is.

Or it refers, by a value, to a row that need not be there: that is no seed of the same service, comes after it, or
refers back.

Complete the record; add a group to `unique` where the entity has none. Seed what it refers to, before it.
""",
        practices=("P55",),
    ),
    Explanation(
        code="SG375",
        name="no-parent-to-share-with",
        text="""\
`master: parent` stands on an entity that belongs to none. A part of a thing has its events filed under the thing, and
is known to other services as the thing; without `belongs_to` nothing says which thing that is. A thing with
`master: none` has no row that its parts could share.

Say what it belongs to, or let it have a row of its own in `master`; or none, like its parent.
""",
        practices=("P26",),
    ),
    Explanation(
        code="SG376",
        name="not-a-master",
        text="""\
A field of type `master` names an entity whose rows have none of their own: they share that of their parent, so the link
would lead to the parent; or they have none at all (`master: none`). Or an entity that shares its parent's row is
deleted by a cascade, which marks the master row of what it deletes.

Link to the parent, or refer to the row by `{type: ref, ...}`. Restrict the deletion.
""",
        practices=("P26",),
    ),
    Explanation(
        code="SG394",
        name="event-of-no-known-row",
        text="""\
An event that `service.py` raises by hand is filed under the master row of what it happened to, and its payload is what
the spec declares. The rows of an entity with `master: none` have no master row, so the log would not tell of which row
the event is. Events that statements write, of creations, changes, deletions and transitions, carry the row's id.

Let a transition emit the event, or let the entity have master rows.
""",
        practices=("P26",),
    ),
    Explanation(
        code="SG377",
        name="not-a-tenant",
        text="""\
`tenant: true` stands on an entity that cannot be the campaigns of the platform, or on a second one. A campaign is what
rows belong to, so it belongs to none itself (`scope: global`) and is never deleted (`soft_delete: true`). Every service
knows its slug and name, which therefore have the form that the table `campaign` gives them:

    slug: {type: string, max_length: 80, pattern: "[a-z0-9]+(?:[_-][a-z0-9]+)*", required: true}
    name: {type: string, min_length: 1, max_length: 200, required: true}

`unique: [[slug]]` makes it findable; a `status`, if there is one, is an enum with `active`, the default, and
`archived`. Further fields are optional or have a default, because campaigns may be older than the service.
""",
        practices=("P26", "P27"),
    ),
)
