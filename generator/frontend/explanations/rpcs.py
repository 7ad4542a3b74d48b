"""What the codes of an entity's RPCs, keys and aggregates mean."""

from typing import Final

from generator.diagnostics import Explanation

RPCS: Final = (
    Explanation(
        code="SG363",
        name="rpc-by-no-unique-group",
        text="""\
`rpcs` asks for an RPC that finds one row by fields which are not unique together, so there could be several rows.

Add the group to `unique`, or narrow a list with `filters` where several rows may answer.
""",
        practices=("P15",),
    ),
    Explanation(
        code="SG364",
        name="upsert-without-its-key",
        text="""\
An upsert finds its row by values that every creation gives. A field of the group is optional, or only a transition sets
it, so that a creation may come without it.

Make the field `required`, or leave the upsert out.
""",
    ),
    Explanation(
        code="SG365",
        name="rpcs-do-not-fit",
        text="""\
`rpcs` omits what the entity does not have (`restore` without `soft_delete`, `search` without `search`), or asks for a
`batch_create` without the `create` whose requests it takes.

Remove the word, or declare what it needs.
""",
    ),
    Explanation(
        code="SG366",
        name="key-that-may-be-missing",
        text="""\
A field of the `key` may be left out at a creation, or is changed by transitions. A key is what callers know a row by:
each row has one from its first moment, and it never changes.

Make the field `required`, or choose another; a field that may change can still be `unique`.
""",
        practices=("P22",),
    ),
    Explanation(
        code="SG367",
        name="nothing-but-a-key",
        text="""\
All fields of an entity are its `key`, and a key is never changed: there would be an Update with nothing to update.

Write `unique` in place of `key`, with `rpcs: {get_by: [[user, role]], omit: [update]}`; for a pure link between two
entities, declare a relation.
""",
    ),
    Explanation(
        code="SG368",
        name="paging-does-not-fit",
        text="""\
`paging: number` or `offset` on a `shared` entity, whose lists merge the rows of two campaigns and are gone through by
tokens; or a filter has the name that the request gives to the page, `page_number` or `offset`.

Leave `paging` out, or rename the field.
""",
        practices=("P12",),
    ),
    Explanation(
        code="SG369",
        name="aggregate-does-not-fit",
        text="""\
An aggregate reads the rows of one campaign, which an index finds: not of a `global` or `shared` entity. It groups by
what `filters` may name, sums and averages numbers, gives the least and the greatest of numbers, dates and timestamps,
and is narrowed by `filters` of its entity. It says something: a `count`, or at least one measure.

Choose other fields, add the filter to the entity, or leave the aggregate out.
""",
        practices=("P12",),
    ),
)
