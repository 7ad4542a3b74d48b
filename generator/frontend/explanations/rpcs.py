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
)
