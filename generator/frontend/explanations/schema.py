"""What the codes of the schema stage mean: SG2xx, the shape of a document."""

from typing import Final

from generator.diagnostics import Explanation

SCHEMA: Final = (
    Explanation(
        code="SG201",
        name="unknown-key",
        text="""\
A key is not part of the spec language at this place. A misspelt key that were ignored would be a constraint that is
silently not there.

The hint names the key that was likely meant, or all keys that are possible. An editor with the YAML language server
completes them: every spec names its schema in its first line.
""",
    ),
    Explanation(
        code="SG202",
        name="missing-key",
        text="""\
A mapping lacks a key that it needs. Some types need options: `enum` needs `values`, `decimal` needs `precision` and
`scale`, `list` and `master` need `of`, `ref` needs `to`.

Add the key. A transition needs `entity` and `emits`, because every change of state is an event.
""",
        practices=("P41",),
    ),
    Explanation(
        code="SG203",
        name="wrong-kind-of-value",
        text="""\
A value is of another kind than the key wants: text where a number belongs, one name where a list belongs.

YAML is read by version 1.2, as editors do: `no`, `on` and `12:30` are text, `true` and `false` are the only booleans,
and numbers in quotes are text. `unique` is a list of lists: `[[slug], [code, locale]]`.
""",
    ),
    Explanation(
        code="SG204",
        name="not-a-choice",
        text="""\
A value is not one of those that the key allows. The hint names the one that was likely meant, or all of them.
""",
        practices=("P54",),
    ),
    Explanation(
        code="SG205",
        name="ill-formed-name",
        text="""\
A name is not in snake case. Names become tables, columns, proto fields and Python attributes at once, so they are
lower-case letters and digits, begin with a letter, and join words by single underscores: `order_item`.

Events are named `<entity>.<what_happened>`; an indexed field may have ` desc` after it.
""",
        practices=("P25",),
    ),
    Explanation(
        code="SG206",
        name="out-of-range",
        text="""\
A number is beyond what the key allows, or a list or mapping is empty where at least one entry is needed.
""",
    ),
    Explanation(
        code="SG207",
        name="key-not-allowed-here",
        text="""\
A key is part of the language, but not beside the others of this mapping. An operation with a `transition` has no
`request` and no `response`: its request carries the payload of the event it emits, and it answers with the entity.
""",
    ),
)
