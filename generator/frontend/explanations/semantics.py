"""What the codes of the lowering mean: SG3xx, names, references and values that must fit together."""

from typing import Final

from generator.diagnostics import Explanation

SEMANTICS: Final = (
    Explanation(
        code="SG301",
        name="reserved-word",
        text="""\
A name is a reserved word of SQL, Python or proto. It would need quotes in every hand-written query (`"order"`), could
not be an attribute in Python (`article.class`), or is refused by the proto parsers of other languages.

Choose another name. A reference may use such a word, because its column ends in `_id`: `user: {type: ref, ...}`.
""",
        practices=("P25",),
    ),
    Explanation(
        code="SG302",
        name="name-taken-by-the-platform",
        text="""\
The platform already gives something this name: a column that every table has (`id`, `uuid`, `campaign_id`, `master_id`,
`created_at`, `updated_at`, `deleted_at`, `version`, `search_vector`), a field of the generated requests (`page_token`,
`etag`), a method of every repository (`list`), a folder (`core`), or a class the generated code imports (`UUID`).

Choose another name.
""",
        practices=("P08", "P22", "P58"),
    ),
    Explanation(
        code="SG303",
        name="name-too-long",
        text="""\
A table, column, role or partition would have a name of more than 63 bytes. PostgreSQL cuts longer names silently, and
two cut names can be the same. The name of a table counts with its prefix: `service_<service>_<entity>`.

Shorten the name. Names of indexes and constraints are shortened by themselves.
""",
        practices=("P25",),
    ),
    Explanation(
        code="SG304",
        name="names-collide",
        text="""\
Two things of the spec would get one name in what is generated: two columns (`author: {type: ref}` and `author_id`),
two JSON names (`a_1` and `a1` are both `a1`), two messages or RPCs (an operation `create_article` beside the entity
`article`), an enum and an entity (`article.status` and `article_status`), two tables (`a_b` + `c` and `a` + `b_c`),
two unique groups (`[a_b, c]` and `[a, b_c]`).

Rename one of the two.
""",
        practices=("P25",),
    ),
    Explanation(
        code="SG305",
        name="unknown-entity",
        text="""\
A reference, a parent, an event or an operation names an entity that the platform does not have.

Write `entity` for one of the same service, `service.entity` for one of another. An operation and an event are always
about an entity of their own service.
""",
        practices=("P07",),
    ),
    Explanation(
        code="SG306",
        name="scopes-do-not-fit",
        text="""\
A global entity refers to a campaign-scoped one, or a child and its parent are of different scopes.

A global row is seen by every campaign, so it cannot point into one of them. The other way round is fine: rows of a
campaign may refer to global entities. Turn the reference round, or change the `scope` of one entity.
""",
        practices=("P58", "P64"),
    ),
    Explanation(
        code="SG307",
        name="required-circle",
        text="""\
Following `belongs_to` and required references leads back to where it began. Each needs the next to exist first, so no
first row could ever be written.

Let one of them refer to the other with an optional `ref` field instead.
""",
    ),
    Explanation(
        code="SG308",
        name="parent-in-another-service",
        text="""\
`belongs_to` names an entity of another service. A child is written, listed and deleted together with its parent, in one
transaction of one service.

Use a required `ref` field, or move the entity to the parent's service.
""",
    ),
    Explanation(
        code="SG309",
        name="option-does-not-apply",
        text="""\
A field has an option that means nothing for its type (`max_length` of an `integer`), or at its place: fields of
payloads, requests and responses have no `default` and no `on_delete`, because no row is behind them. Fields of the
types `json`, `bytes`, `ref` and `master` have no `default`.
""",
    ),
    Explanation(
        code="SG310",
        name="default-does-not-fit",
        text="""\
The `default` is not a value that the field could store: of another type, outside its range or length, not matching its
pattern, not among its values.

Timestamps are written as `2024-02-29T12:30:00Z`, dates as `2024-02-29`, times as `08:30`, durations as `90 minutes`
(seconds, minutes, hours, days, weeks), all in quotes where YAML would read something else.
""",
    ),
    Explanation(
        code="SG311",
        name="limits-do-not-fit",
        text="""\
The limits of a field contradict each other or its type: `minimum` above `maximum`, `scale` above `precision`, a bound
that the type cannot hold.
""",
    ),
    Explanation(
        code="SG312",
        name="unknown-field",
        text="""\
`unique`, `indexes`, `filters`, `search` or a transition names a field that the entity does not have. Use the name from
the spec (`author`), not the column's (`author_id`).
""",
    ),
    Explanation(
        code="SG313",
        name="field-does-not-suit",
        text="""\
A field's type does not allow this use. Filters need a type whose equality keeps its index under row-level security;
indexes and unique groups need a type with an order and values of limited size; search reads texts; a list holds plain
values.
""",
        practices=("P13", "P16", "P17", "P18"),
    ),
    Explanation(
        code="SG314",
        name="field-holds-no-state",
        text="""\
A transition names a field that is not an enum, or has no default. A new row has to begin in some state, and only
transitions change it afterwards, so the default is where every row begins.

Make it `{type: enum, values: [...], default: ...}`.
""",
    ),
    Explanation(
        code="SG315",
        name="unknown-state",
        text="""\
A transition leads from or to a value that its enum does not have, or from a state to itself.
""",
    ),
    Explanation(
        code="SG316",
        name="unknown-event",
        text="""\
An operation emits an event that is not declared under `events`, or a transition emits an event of another entity.
Declared events are the contract with whoever reads the log; created, updated, deleted and restored are written by
themselves and are not emitted by hand.
""",
        practices=("P41",),
    ),
    Explanation(
        code="SG317",
        name="event-is-implied",
        text="""\
The spec declares `created`, `updated`, `deleted` or `restored`. Every entity has these events without being asked.

Remove it. If more should be said, name an event after what caused the change: `order.placed`.
""",
        practices=("P06", "P41"),
    ),
    Explanation(
        code="SG318",
        name="unknown-retention-class",
        text="""\
An event names a retention class that scaffold.yaml does not have.

Use one of its classes, or add one under `retention`: `financial: 3650 days`.
""",
        practices=("P45",),
    ),
    Explanation(
        code="SG319",
        name="file-name-is-not-the-service",
        text="""\
`specs/content.yaml` has to hold `service: content`. The migrations, the lock and the packages of a service are found by
its name; a file of another name makes them hard to find, and a copied spec would pass unnoticed.

Rename the file or the service.
""",
    ),
    Explanation(
        code="SG320",
        name="predicate-not-allowed",
        text="""\
The `where` of an index is not a predicate that can be used. It is read by PostgreSQL's own grammar and may hold
comparisons (`=`, `<>`, `<`, `<=`, `>`, `>=`, `IN`) of the entity's fields with literals, `IS NULL`, `IS NOT NULL`,
`AND`, `OR` and `NOT`, and nothing else: no functions, no casts, no subqueries. What is printed into the migration comes
from the parsed tree, never from the text.
""",
        practices=("P03",),
    ),
    Explanation(
        code="SG321",
        name="pattern-not-portable",
        text="""\
A `pattern` is checked in Python before a write and in PostgreSQL by a constraint, and other languages check it too. So
it may only use what means the same everywhere: literals, escaped punctuation, classes such as `[a-z0-9_]`, groups, `|`,
and the quantifiers `*`, `+`, `?`, `{2,5}` up to 255.

Not available: `.` (write `[^\\n]`), `\\d`, `\\w` and `\\s` (write the class), look-around, back-references, flags, lazy
quantifiers. The whole value must match, so `^` and `$` are not needed.
""",
    ),
    Explanation(
        code="SG322",
        name="given-twice",
        text="""\
A list has an entry twice: an enum value (`draft_1` and `draft1` are one to protoc), a filter, a unique group, a field
of an index, or two indexes over the same fields in the same order and, by their `where`, over the same rows.
""",
    ),
    Explanation(
        code="SG323",
        name="required-but-set-null",
        text="""\
A reference is `required`, so it can never be null, and `on_delete: set_null` would have to make it so.

Use `restrict`, or let the reference be empty.
""",
    ),
    Explanation(
        code="SG324",
        name="required-with-default",
        text="""\
A field is `required` and has a `default`. A required field has to be given at every creation, so the default would
never be used.

Keep one of the two: a field with a default is never null either.
""",
    ),
    Explanation(
        code="SG325",
        name="type-not-in-messages",
        text="""\
A payload, request or response has a field of type `enum`. Enums belong to entities, whose numbers on the wire are
recorded; a message of its own would need a second, independent record.

Use a `string` with a `pattern`, or refer to the entity that has the enum.
""",
    ),
    Explanation(
        code="SG326",
        name="too-many-filters",
        text="""\
An entity has more than eight filters. A list leaves out the conditions of the filters that are not given, because no
index serves `$1 IS NULL OR ...`; so each set of filters is a statement of its own, and each further filter doubles
their number. Each filter is an index, too, which every write keeps.

Keep the filters that lists are really narrowed by. Use `search` to find texts; declare `indexes` for queries that you
write yourself.
""",
        practices=("P17",),
    ),
    Explanation(
        code="SG327",
        name="nothing-to-write",
        text="""\
Every field of an entity is one that transitions change. A creation would have nothing to say and an update nothing to
set.

Add a field that says what the entity is, or make the state a field of the entity it belongs to.
""",
    ),
)
