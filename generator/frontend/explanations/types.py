"""What the codes of field types mean."""

from typing import Final

from generator.diagnostics import Explanation

TYPES: Final = (
    Explanation(
        code="SG333",
        name="secret-told",
        text="""\
A field of the type `secret` stands in a response or in the payload of an event. Callers would read what they may only
write, or the event log would keep it for as long as its retention says, for everybody who may read events.

Leave it to the request. Where others must know something of it, tell what follows from it: when it was set, or
a digest.
""",
        practices=("P37",),
    ),
    Explanation(
        code="SG334",
        name="core-without-type",
        text="""\
A service whose platform is in another repository uses a type such as `inet`, `map` or `vector`, whose Python side is a
module of the platform's core. The core has such a module only where a service of its own repository uses the type, and
this release has none: the generated code would import what is not there.

Use the type in a service of the platform's repository, release that, and take the release here.
""",
    ),
    Explanation(
        code="SG329",
        name="core-without-part",
        text="""\
A service whose platform is in another repository has batches, upserts, pages by number or offset, or aggregates. What
they have in common is a module of the platform's core, and the core has it only where an entity of its own repository
asks for the same: the generated code would import what is not there.

Let an entity of the platform's repository have it, release that, and take the release here.
""",
    ),
)
