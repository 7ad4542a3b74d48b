"""What the codes of operations mean."""

from typing import Final

from generator.diagnostics import Explanation

OPERATIONS: Final = (
    Explanation(
        code="SG340",
        name="group-of-no-message",
        text="""\
`one_of` of an operation groups fields of one message: of its request, of its response, or fields that both have. Here a
name is a field of neither, or a group has some of its fields in one message and some in the other.

Name fields that are together in the request or in the response; write a group of its own for each.
""",
        practices=("P25",),
    ),
    Explanation(
        code="SG341",
        name="cannot-be-one-of-several",
        text="""\
A field of a `one_of` group is `required`, or repeats. With a required field none of the others could ever be given; and
an empty list or map on the wire is the same as none, so nobody could tell which field was chosen.

Leave out `required`: the group itself says that one of them is there. Leave a list or a map beside the group, or put it
into a `json` field with `fields`, which is a message and can be one of several.
""",
    ),
    Explanation(
        code="SG342",
        name="in-two-groups",
        text="""\
A field is in two `one_of` groups of an operation. What one group demands, the other may forbid; and a field of a
message is in one `oneof` at most.

Keep it in one of the groups.
""",
    ),
    Explanation(
        code="SG343",
        name="fields-of-no-document",
        text="""\
`fields` makes a message and a class of a `json` field, or of each item of a list of json. A list of something else has
no fields, and a list of json needs them: without, nobody could tell what is in it. The payload of an event has no typed
json, because it is read by everyone, and long after its service has changed.

Write `{type: json, fields: {...}}` or `{type: list, of: json, fields: {...}}`. A free json may hold lists below any
key.
""",
    ),
    Explanation(
        code="SG344",
        name="not-in-a-document",
        text="""\
A typed json has a field of a type that JSON has no place for, or that only a column can be: a reference would not be
checked by a foreign key, a secret would be copied with the document, an enum and bytes have no form of their own.

Make it a field of the entity. For an enum, a `string` with a `pattern` serves.
""",
        practices=("P25",),
    ),
)
