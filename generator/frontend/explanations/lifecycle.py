"""What the codes about the life of rows mean: SG378 to SG388."""

from typing import Final

from generator.diagnostics import Explanation

LIFECYCLE: Final = (
    Explanation(
        code="SG378",
        name="expiry-without-a-moment",
        text="""\
`expires` names a field that the entity does not have, or that holds no moment. A row expires at the moment which its
field holds: `expires: {field: expires_at}`, with `expires_at: timestamp`; without a value, never.

Name a timestamp of the entity, or give all rows the same time to live: `expires: {after: 30 days}`.
""",
        practices=("P01",),
    ),
    Explanation(
        code="SG379",
        name="expired-rows-cannot-go",
        text="""\
Rows of the entity expire, and `purge_expired` deletes them. But others refer to them and forbid the deletion, so that
one row still in use would stop every purge.

Let the references be `on_delete: set_null`, or let the rows be marked instead of deleted: `soft_delete: true`.
""",
        practices=("P01",),
    ),
    Explanation(
        code="SG381",
        name="not-a-guard",
        text="""\
The `where` of a transition is not a condition over the entity's fields, or says something that is not allowed. It
stands in the statement of the transition, beside the state that the row must be in; so it is read by PostgreSQL's own
grammar and printed back from what was understood.

Allowed is what `checks` of an entity allow: comparisons of fields with each other and with literals of one type, AND,
OR, NOT, IN, BETWEEN, IS NULL, + - *, and the functions abs, cardinality, char_length, coalesce, lower and upper.
""",
        practices=("P01",),
    ),
    Explanation(
        code="SG382",
        name="guard-over-a-state",
        text="""\
The `where` of a transition names a field that holds states. From which states a transition starts is said in `from`:
there it is checked against the values of the field, and the error tells callers which state the row is in.

Say it in `from`, and leave to `where` what callers can set.
""",
        practices=("P01",),
    ),
    Explanation(
        code="SG383",
        name="no-guards-at-home",
        text="""\
A service whose platform is in another repository gives a transition a guard (`where`), and the core of that platform
has no error for it: a module of the core is there only if one of the platform's own services uses it.

Give a transition there a guard first, release the platform, and pin that release here.
""",
        practices=("P01",),
    ),
    Explanation(
        code="SG380",
        name="bad-computed-value",
        text="""\
The `computed` of a field is no expression over the other fields of its entity, or is of another type than the field:
nothing is rounded, cut or converted on the way into the column, except to the `scale` of a decimal. A field that is
`required` must be computed as something that is never NULL. One computed field cannot read another.

Write what `checks` may say: `quantity * unit_price`, `coalesce(discount, 0)`, `first_name || ' ' || last_name`,
`CASE WHEN points >= 100 THEN 'gold' ELSE 'bronze' END`; for a boolean a condition.
""",
        practices=("P01",),
    ),
    Explanation(
        code="SG384",
        name="not-computable",
        text="""\
A computed field stands in a request, an event or a json, has an option for what callers write, is changed by a
transition, tells rows apart (`unique`, `key`), or is read by a check. The database computes it of the other fields of
the row, and nothing else does.

Say that of the fields that it is computed of, or leave `computed` out.
""",
        practices=("P01",),
    ),
    Explanation(
        code="SG385",
        name="unknown-counted-entity",
        text="""\
A counter is `of` an entity that its service does not have. The triggers that count are the counted table's, and a
service writes no tables but its own.

Name an entity of the same service.
""",
        practices=("P01",),
    ),
    Explanation(
        code="SG386",
        name="no-way-to-the-counter",
        text="""\
What a counter counts must lead to the row that has the counter, in exactly one way and in one scope: a child by
`belongs_to`, or an entity with one required `ref`. With none there is nothing to count; with two, a row would count
twice, or in two rows.

Let the counted entity belong to the one that counts, or refer to it by one required field.
""",
        practices=("P01",),
    ),
    Explanation(
        code="SG387",
        name="bad-counter-condition",
        text="""\
The `where` of a counter is not a condition over the fields of the counted entity. It becomes a part of triggers, so it
is restricted to what a partial index may say.

Compare the counted entity's fields with literals: `where: "status = 'published'"`.
""",
        practices=("P01",),
    ),
    Explanation(
        code="SG388",
        name="not-a-counter",
        text="""\
A counter stands in a request, an event or a json, or has an option of fields that callers write. The database writes
it, from none on, in a column of an entity.

Make it an `integer`, or leave the option out.
""",
        practices=("P01",),
    ),
    Explanation(
        code="SG397",
        name="bad-view",
        text="""\
A view is of no entity of its service, or of one whose rows belong to one campaign and are read by all; it names a field
that is not there, goes by a field that refers to nothing, shows what cannot be shown so (a secret, a typed json; of
another row a list, a map, a json, a point, or an enum of another service), is ordered by a field that may have no
value, or is narrowed by one that no index serves.

Name fields of the entity, and by dots those of what it refers to by `ref` or `belongs_to`: `team.league.title`.
""",
        practices=("P01",),
    ),
    Explanation(
        code="SG395",
        name="not-incrementable",
        text="""\
A field with `increment: true` may have no value, to which nothing can be added; or it is one that the database or
transitions write.

Give it `default: 0`, or make it required; or leave `increment` out.
""",
        practices=("P01",),
    ),
)
