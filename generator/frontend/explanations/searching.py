"""What the codes about searches mean: SG391."""

from typing import Final

from generator.diagnostics import Explanation

SEARCHING: Final = (
    Explanation(
        code="SG391",
        name="search-without-filters",
        text="""\
`search` says `filters: true`, and the entity has no `filters`. A search is narrowed by the same fields as a list, so
that both take the same arguments:

```yaml
filters: [status]
search: {fields: {title: A}, filters: true}
```
""",
        practices=("P18",),
    ),
)
