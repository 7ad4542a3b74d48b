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
)
