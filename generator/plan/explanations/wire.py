"""What the codes of the wire mean: SG33x, names in the .proto file; SG52x, numbers that are given for ever."""

from typing import Final

from generator.diagnostics import Explanation

WIRE: Final = (
    Explanation(
        code="SG330",
        name="declared-twice-in-proto",
        text="""\
Two messages, enums, enum values or the service would have one name in the .proto file. Values of enums count too: they
lie beside their enum, as in C, and not in it.

Rename one of the two in the spec.
""",
        practices=("P25",),
    ),
    Explanation(
        code="SG331",
        name="json-names-meet",
        text="""\
Two fields of one message would have the same name, or the same JSON name: `a_1` and `a1` are both `a1`. protoc refuses
such a message. One of the two may be a field that the platform adds, such as `page_token`.

Rename the field of the spec; the platform's fields keep their names.
""",
        practices=("P25",),
    ),
    Explanation(
        code="SG332",
        name="hides-google-protobuf",
        text="""\
A service or a platform is called `google`. Within `acme.google.v1`, protoc looks for `google.protobuf.Timestamp` below
`acme.google` first, and does not find it there.

Choose another name.
""",
    ),
    Explanation(
        code="SG520",
        name="retired-wire-name",
        text="""\
A field, or a value of an enum, has a name that the message once had and gave up. Clients that were built then still
read the name in JSON, with its old meaning.

Choose another name.
""",
        practices=("P67",),
    ),
    Explanation(
        code="SG521",
        name="wire-type-changes",
        text="""\
A field keeps its name and number but would have another type on the wire. Clients would read bytes of one type as the
other, without an error.

Keep the type, and add a field with another name for the new one.
""",
        practices=("P67",),
    ),
    Explanation(
        code="SG522",
        name="wire-record-is-wrong",
        text="""\
The lock gives one number twice, or another number to a field whose number is fixed for ever (`id` is 1). A merge by
hand can do that.

Restore the lock from version control, then run `scaffold generate` again.
""",
        practices=("P67",),
    ),
    Explanation(
        code="SG580",
        name="request-judged-more-strictly",
        text="""\
A field of a request is required now, or has a narrower limit, than when it was recorded. The message is the same on the
wire, so no comparison of protos finds it; but clients that were written before may send what is refused from now on.

Deploy clients that keep to the new limit first, or loosen it. It is a warning, said once: the next run finds the new
limit recorded.
""",
        practices=("P25",),
    ),
    Explanation(
        code="SG589",
        name="key-no-longer-updated",
        text="""\
A field belongs to the `key` of its entity now, and a key never changes. Clients that were built before may still send
the field in an Update: it is ignored. Its number in that request is reserved for ever, so the key cannot be taken back
later (SG520): a field that shall change again needs another name.

It is a warning, said once: the next run finds the key recorded.
""",
        practices=("P67",),
    ),
)
