"""What the codes of evolution keys mean: SG553 to SG555, what a spec says about what was there before."""

from typing import Final

from generator.diagnostics import Explanation

EVOLUTION: Final = (
    Explanation(
        code="SG553",
        name="renamed-from-what-is-there",
        text="""\
`renamed_from` names something that the spec still has beside it, or that another one is renamed from too. Only what is
gone can live on under another name, and under one.

Name what it was called before, or remove `renamed_from`. It may stay in the spec for ever: once the lock records the
new name it means nothing.
""",
        practices=("P01",),
    ),
    Explanation(
        code="SG554",
        name="removed-and-there",
        text="""\
`removed` names something that the spec has. It is for what is gone, where something new could be taken for it.

Remove the name from the list, or the thing from the spec.
""",
        practices=("P01",),
    ),
    Explanation(
        code="SG555",
        name="backfill-not-allowed",
        text="""\
A `backfill` is a constant, or one SQL expression over the fields of its entity: literals, operators, casts, CASE,
COALESCE and functions that give the same result for the same values (`lower`, `round`, `split_part`). It is evaluated
for one row at a time, in batches, while the service runs; other tables and functions such as `now()` are not allowed.

A text constant is quoted twice, once for YAML and once for SQL: `backfill: "'none'"`.
""",
        practices=("P01", "P33"),
    ),
)
