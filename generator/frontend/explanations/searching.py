"""What the codes about searches mean: SG391 to SG393."""

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
    Explanation(
        code="SG392",
        name="suggestion-too-long",
        text="""\
A field of `suggest` has no `max_length`, or one above 600. Suggestions are read from an index that holds the texts as
they are, and its rows have room for 2,704 bytes: 600 characters of four bytes each, and the keys. A row with a longer
text could not be written.

```yaml
fields:
  title: {type: string, max_length: 200}
search: {fields: {title: A}, suggest: [title]}
```
""",
        practices=("P18",),
    ),
    Explanation(
        code="SG393",
        name="language-of-a-row",
        text="""\
`search.language` names the field that tells in which language each row is written, and its values are not all known
for languages. Say which is which; rows with another value, or none, are read as `otherwise` says (`simple`):

```yaml
fields:
  locale: {type: enum, values: [en, de, fr]}
search: {fields: {title: A}, language: {field: locale, map: {en: english, de: german}, otherwise: simple}}
```

The `map` may be left out where the field is an `enum` whose values are languages themselves: `[english, german]`.
""",
        practices=("P18",),
    ),
)
