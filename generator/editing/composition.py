"""The text of a new spec, composed from what a command line or a person says."""

from generator.editing.notation import Entry
from generator.editing.places import DEFAULT_STEP
from generator.editing.values import Block, lines, mapping, text
from generator.frozen import frozen


@frozen
class Sketch:
    """A service with its first entity."""

    service: str
    scope: str
    entity: str
    fields: tuple[Entry, ...]
    events: tuple[str, ...] = ()
    """`published`, or `article.published`."""
    description: str = ""


def composed(sketch: Sketch) -> str:
    """The spec of a sketch; what is wrong with its names and types is for validation to say."""
    head = {"service": sketch.service, "scope": sketch.scope, "description": sketch.description}
    sections: dict[str, Block] = {}
    sections["entities"] = Block(entries=((sketch.entity, Block(entries=(("fields", Block(entries=sketch.fields)),))),))
    if sketch.events:
        named = (name if "." in name else f"{sketch.entity}.{name}" for name in sketch.events)
        sections["events"] = Block(entries=tuple((name, mapping(())) for name in named))
    written = ["\n".join(f"{key}: {text(said).text}" for key, said in head.items() if said)]
    written += ("\n".join(lines(key, block, indent="", step=DEFAULT_STEP)) for key, block in sections.items())
    return "\n\n".join(written) + "\n"
