"""What the codes of edits of references, and of what they refer to, mean."""

from typing import Final

from generator.diagnostics import Explanation

REFERENCES: Final = (
    Explanation(
        code="SG587",
        name="referred-value-changes",
        text="""\
What rows are referred to by changes its type, or is no longer unique, while a foreign key leads to it. PostgreSQL would
have to rewrite both tables at once, under locks that stop everybody; or it refuses, because the key needs the unique.

Let the reference be a plain field first (`country_code: {type: string, ...}`), and generate: the key goes, the values
stay. Then make the change, and generate; then refer by the value again, which the migration proves of every row.
""",
        practices=("P24", "P33"),
    ),
    Explanation(
        code="SG588",
        name="referred-value-comes",
        text="""\
A reference is by a field that becomes unique in the same edit, of an entity that has its table already, in another
service; or the column of the reference has values already, and that which it refers to comes in the same edit. The
migrations of two services run side by side, and values are asked for before anything is changed.

Make it two edits: the unique field, and `scaffold generate`; then the reference. A field that another service refers to
is renamed so: let the reference be a plain field, rename, refer again.
""",
        practices=("P24", "P33"),
    ),
)
