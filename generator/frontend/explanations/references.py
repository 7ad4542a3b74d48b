"""What the codes about references of several kinds mean (SG328, SG355-SG362)."""

from typing import Final

from generator.diagnostics import Explanation

REFERENCES: Final = (
    Explanation(
        code="SG328",
        name="not-referred-to-by",
        text="""\
A reference says `by: <field>`, and the field does not name one row of all that there are: two rows may have the same
value, or those that `where` leaves out, or that differ in the case of their letters, or of which one is deleted
(`soft_delete` binds the live ones only). PostgreSQL lets a foreign key lead to a plain unique column only. Or the field
is of a type that is no name, as a state is none; or the reference is one of several, which are all by id.

Leave out `by`, and refer by the id, which every row has. Or make the field unique by itself, or the entity's `key`.
""",
        practices=("P24", "P29"),
    ),
    Explanation(
        code="SG355",
        name="required-among-alternatives",
        text="""\
A field of a `one_of` group is `required`. Of the group a row has one reference, so with this one always given no other
could ever be.

Remove `required` from the field: the group itself says that one of them is there, unless it is `optional`.
""",
        practices=("P24",),
    ),
    Explanation(
        code="SG356",
        name="alternative-of-two-groups",
        text="""\
A reference is in two `one_of` groups, or in one and in a field with several targets. What one group demands the other
may forbid, and nobody can tell which rows there can be.

Let each reference be of one group.
""",
        practices=("P24",),
    ),
    Explanation(
        code="SG357",
        name="alternative-set-null",
        text="""\
A row has exactly one reference of a group, and one of them says `on_delete: set_null`: the deletion of the row referred
to would leave none, which the group's constraint forbids.

Use `on_delete: restrict`, or make the group `optional` (a field with several targets: remove `required`).
""",
        practices=("P24",),
    ),
    Explanation(
        code="SG358",
        name="several-targets-in-a-message",
        text="""\
A field of a request, a response or an event payload refers to one of several entities (`to: [a.b, c.d]`). Only a table
can hold that: each target is a column with a foreign key, and a constraint counts them.

Give the message a field for each entity, or the id of the entity that has the reference.
""",
    ),
    Explanation(
        code="SG359",
        name="cascade-across-campaigns",
        text="""\
A campaign's entity refers to a global one with `on_delete: cascade`. The deletion of one global row would delete rows
of every campaign at once: more than one transaction should, and their events belong to campaigns that the caller is not
in.

Use `restrict`, and delete the rows campaign by campaign; or `set_null`.
""",
        practices=("P54",),
    ),
    Explanation(
        code="SG360",
        name="cascade-from-soft-deletion",
        text="""\
A reference says `on_delete: cascade`, and the entity it leads to has `soft_delete`: its rows are marked and stay, so
nothing would ever go with them.

Use `restrict` (or nothing); let an operation of your own mark what belongs to the row; or leave out `soft_delete`.
""",
        practices=("P54",),
    ),
    Explanation(
        code="SG361",
        name="relation-not-in-the-plural",
        text="""\
A relation is named in the plural, like the RPC that lists its pairs, and one pair is called by the singular:
`article_topics` has the table `service_content_article_topic` and the RPC `AddArticleTopic`. The name is no plural that
English makes by rule, so nobody can tell what one is called.

Choose another name: `article_authors` in place of `article_people`.
""",
    ),
    Explanation(
        code="SG362",
        name="sides-of-a-relation",
        text="""\
A relation is between two entities that can be told apart. Three are an entity of their own, which refers to each; and
where both are the same, say what each is in the pair:
`follows: {many_to_many: {follower: account, followed: account}}`.
""",
        practices=("P24",),
    ),
)
