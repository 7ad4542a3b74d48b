"""What the codes of HTTP addresses mean."""

from typing import Final

from generator.diagnostics import Explanation

HTTP: Final = (
    Explanation(
        code="SG345",
        name="http-does-not-fit",
        text="""\
An `http` of an operation has no verb or several, a body where its verb has none, or names a field that its request does
not have. A gateway makes the request out of the address: each name in braces is one field, the rest comes from the body
or, where there is none, from the query, in which neither a map nor a list of messages can be. Calls in which the client
streams have a body and nothing else.

Write one verb and a path whose names are fields of the request, as the .proto file spells them: `article_id` for a
reference `article`. Use `post` where a request has more than an address can hold.
""",
    ),
    Explanation(
        code="SG346",
        name="http-address-taken",
        text="""\
Two RPCs of a service would have one verb and one path. A gateway offers one of them and silently never the other.
Names in braces do not tell paths apart: `/v1/articles/{id}` and `/v1/articles/{slug}` are the same.

Give an operation a path of its own, or an entity another beginning: `http: /v1/archive`.

Between two services it is a warning, because each may have a gateway of its own. Where one gateway serves both, give
one of them another beginning: `http: /v1/content`.
""",
    ),
    Explanation(
        code="SG598",
        name="http-address-moves",
        text="""\
An RPC had an HTTP address that it has no more, because the spec gives it another one, or none. Nothing on the gRPC wire
changes, so no comparison of protos finds it; but clients that call the former address are answered with 404.

Deploy it when no client uses the address any more, or keep the path. It is a warning, said once: the next run finds the
new address recorded.
""",
        practices=("P67",),
    ),
)
