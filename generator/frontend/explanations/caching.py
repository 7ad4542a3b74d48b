"""What the codes about answers that are kept mean: SG335, SG336."""

from typing import Final

from generator.diagnostics import Explanation

CACHING: Final = (
    Explanation(
        code="SG335",
        name="nothing-to-keep",
        text="""\
`cache` of an entity names a kind of question that nobody can ask about it: `search` without `search`, `aggregates`
without `aggregates`, or `list` where `rpcs` omits the list. Or the entity has none of the three.

Remove what `cache` says about it, or give the entity what is missing. Reading a row by its id or another key is not
kept: PostgreSQL answers that in the time in which Redis would.
""",
        practices=("P63",),
    ),
    Explanation(
        code="SG336",
        name="no-cache-at-home",
        text="""\
A service whose platform is in another repository says `cache`, and that platform keeps no answers: none of its own
services asks for it, so its core has neither the module nor the setting.

Use `cache` for an entity there first, release the platform, and pin that release here.
""",
        practices=("P63",),
    ),
)
