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
        code="SG371",
        name="shared-and-searched",
        text="""\
An entity is both `shared` and searched. The search index holds the campaign of each row, so that one look finds the
words and the campaign at once; it would not find the rows of campaign 0.

Remove `search`, and let callers list or get the rows; what is shared are presets and templates, few as a rule. Many
rows that everybody searches belong in an entity of scope global.
""",
        practices=("P18", "P27"),
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

Leave the field out. Let rows that are seeded be known by codes rather than by ids.
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

Complete the record; add a group to `unique` where the entity has none.
""",
        practices=("P55",),
    ),
)
