"""What the codes about extensions and constraints mean: SG347 to SG354."""

from typing import Final

from generator.diagnostics import Explanation

CONSTRAINTS: Final = (
    Explanation(
        code="SG347",
        name="extension-not-declared",
        text="""\
A spec uses what PostgreSQL has only by an extension, and scaffold.yaml does not list the extension. To install one is
the only step of a migration that needs more rights than the platform's own, so it is asked for by name:

```yaml
extensions: [vector]
```

A migration of the core, of its own, installs it. `scaffold migrate` asks the server first whether it has it and whether
the role may install it, before anything runs.
""",
        practices=("P61",),
    ),
    Explanation(
        code="SG348",
        name="not-a-condition",
        text="""\
An expression of `checks` is not a condition over the entity's fields, or says something that is not allowed. It becomes
a CHECK of the table and, where Python answers as PostgreSQL does, a check of the models; so it is read by PostgreSQL's
own grammar and printed back from what was understood.

Compare fields of one type with each other or with literals: `starts_at < ends_at`, `used <= limit - reserved`,
`kind <> 'percent' OR percent IS NOT NULL`. A comparison with a field that has no value is neither true nor false, and
what is not false is allowed: write `IS NOT NULL` where a value must be there. No subqueries, no other rows, nothing
that depends on the time.
""",
    ),
    Explanation(
        code="SG351",
        name="index-that-keeps-no-order",
        text="""\
A field of an index with `using` has `desc`, or is a place in a json. What such an index finds comes in no order, and it
is over whole fields.

Leave out `desc`; write an index of its own for the place in the json: `{fields: [metadata.seo.title]}`.
""",
    ),
    Explanation(
        code="SG352",
        name="index-of-no-text-in-a-json",
        text="""\
An index names a place below a field that nothing is below, or that its declared fields do not have, or where no single
value stands. Only a `json` and a `map` have something below them; a map has nothing below its values.

`{fields: [metadata.seo.title]}` is over what `metadata #>> '{seo,title}'` says of a row: a value as text.
""",
        practices=("P28",),
    ),
    Explanation(
        code="SG350",
        name="unique-option-that-does-not-fit",
        text="""\
An option of a unique group has nothing to work on: `case_insensitive` and `hashed` are about texts, `nulls: same` about
fields that may have no value. `case_insensitive` and `hashed` exclude each other.
""",
        practices=("P22", "P29"),
    ),
    Explanation(
        code="SG349",
        name="check-called-like-a-limit",
        text="""\
A check would be a constraint of the same name as one that a field's own limits may have: `title_length` and the length
of the field `title` are both called `..._title_length_check`.

Call the check by what it demands: `ends_after_start`.
""",
    ),
    Explanation(
        code="SG353",
        name="limit-of-no-free-json",
        text="""\
`max_bytes` and `service_specific` hold a free json to a size and a shape, as CHECK constraints of its column. Here they
stand at a json with `fields`, which says by itself what is in it; within such a json; or in a request, a response or an
event, none of which is a column.

Write them of a `json` without `fields` among the fields of an entity.
""",
        practices=("P62",),
    ),
    Explanation(
        code="SG354",
        name="index-of-no-vectors",
        text="""\
An index with `using: vector` is over one field of type `vector`, of at most 2000 dimensions, because that is what an
HNSW index of pgvector holds; and `metric` says how far two vectors are from each other, which means nothing elsewhere.

Write `{fields: [embedding], using: vector, metric: cosine}`.
""",
        practices=("P61",),
    ),
)
