"""What the comments of fields, enums and messages say."""

from typing import Final

from generator import names
from generator.ir import Choice, Entity, Field, Literal
from generator.plan.shapes import EnumShape, EnumValue, Message, MessageField
from generator.plan.views import row_name
from generator.plan.wire_kinds import FieldKind, Part, Verb
from generator.targets.proto.comments import sentence
from generator.targets.proto.system_fields import system_text

_FORMATS = {
    "date": "ISO 8601 date, `YYYY-MM-DD`.",
    "time": "Time of day, `HH:MM:SS` with up to six decimals.",
    "timestamp": "Kept to the microsecond.",
    "duration": "Kept to the microsecond.",
    "uuid": "UUID as text.",
    "secret": "Written, and never read back.",
    "email": "An e-mail address.",
    "url": "An http or https URL without a user and a password.",
    "inet": "An IP address as text, of version 4 or 6.",
    "json": "A JSON object; its numbers are doubles.",
}
"""What the proto type does not say about a field type."""

_NARROWED: Final[dict[Verb | None, str]] = {Verb.SEARCH: "Finds", Verb.AGGREGATE: "Takes", Verb.VIEW: "Shows"}
"""What verbs other than a list do with a filter."""


def field_text(message: Message, field: MessageField) -> tuple[str, ...]:
    """The paragraphs of a field's comment."""
    if field.source is not None:
        return _spec_text(message, field, field.source)
    return (system_text(message, field.kind),)


def message_text(message: Message, service: str) -> tuple[str, ...]:
    """The paragraphs of a message's comment; `service` is the proto name of its service."""
    match message.part:
        case Part.ENTITY if message.entity is not None:
            return (sentence(message.entity.description, f"One {names.words(message.entity.name)}."),)
        case Part.DOCUMENT if message.document is not None:
            many = "An item of " if message.document.element else ""
            return (f"{many}`{message.document.wire}`: {_description(message.document)}",)
        case Part.VALUE:
            return ("A place on the earth, in degrees of WGS 84.",)
        case Part.GROUP if message.entity is not None:
            return (_of_rows(message, message.entity),)
        case Part.RESPONSE:
            return (f"The response of `{service}.{message.name.removesuffix('Response')}`.",)
        case Part.REQUEST | Part.ENTITY | Part.DOCUMENT | Part.GROUP:
            return (f"The request of `{service}.{message.name.removesuffix('Request')}`.",)


def _of_rows(message: Message, entity: Entity) -> str:
    """Of the rows of a view, what that is for; of those of an aggregate, what they are."""
    shown = next((item for item in entity.views if row_name(item) == message.name), None)
    return sentence(shown.description, "A row.") if shown else f"A group of {names.words(entity.plural)}."


def choice_text(message: Message, choice: Choice) -> str:
    """The comment of a oneof of a request or a response."""
    if choice.optional:
        return "At most one of these."
    return f"Exactly one of these {'is required' if message.part is Part.REQUEST else 'is set'}."


def enum_text(enum: EnumShape) -> tuple[str, ...]:
    """The paragraphs of an enum's comment."""
    return (_description(enum.field), f"The values of `{enum.field.column}`.")


def value_text(enum: EnumShape, value: EnumValue) -> tuple[str, ...]:
    """The paragraphs of an enum value's comment."""
    if value.value is None:
        return ("Not given; never stored.",)
    return (f"The {names.words(enum.field.name)} `{value.value}`.",)


def deprecation(reason: str | None) -> tuple[str, ...]:
    """What is said of something that clients should leave; nothing if they need not (None)."""
    if reason is None:
        return ()
    return (f"Deprecated: {sentence(reason, 'leave it')}" if reason else "Deprecated.",)


def _description(field: Field) -> str:
    return sentence(field.description, f"The {names.words(field.name)}.")


def _spec_text(message: Message, field: MessageField, source: Field) -> tuple[str, ...]:
    """A field of the spec: its description, then what a client must know about its format."""
    if field.kind is FieldKind.FILTER and message.entity is not None:
        plural = names.words(message.entity.plural)
        verb = _NARROWED.get(message.verb, "Lists")
        for bound in (item for item in message.entity.bounds if item.field.name == source.name):
            return (f"{verb} only {plural} with {bound.says}; unset {verb.lower()} all.",)
        return (f"{verb} only {plural} with this {names.words(source.name)}; unset {verb.lower()} all.",)
    if field.kind is FieldKind.KEY:
        return tuple(filter(None, (_description(source), " ".join((*_format(source), "Required.")))))
    notes = [*_format(source), *_limits(source)]
    match message.part:
        case Part.REQUEST | Part.DOCUMENT if message.verb not in {Verb.UPDATE, Verb.UPDATE_BY}:
            notes.extend(_demand(source))
        case Part.ENTITY | Part.RESPONSE | Part.GROUP if source.nullable:
            notes.append("Unset if it has no value.")
        case Part.REQUEST | Part.ENTITY | Part.RESPONSE | Part.DOCUMENT | Part.VALUE | Part.GROUP:
            pass
    return tuple(filter(None, (_description(source), " ".join(notes))))


def _format(field: Field) -> tuple[str, ...]:
    """How the value is spelled, where its proto type leaves that open."""
    if field.target is not None:
        named = f"The `{field.refers_by}`" if field.refers_by else "The id"
        what = "The master id" if field.type.name == "master" else named
        return (f"{what} of a `{field.target.key}`.",)
    if field.type.name == "decimal":
        return (f"A decimal number as text: at most {field.precision} digits, {field.scale} of them after the point.",)
    if field.fields:
        return ()
    if field.element is not None:
        note = _FORMATS.get(field.element.name)
        return (f"Each item: {note}",) if note else ()
    note = _FORMATS.get(field.type.name)
    return (note,) if note else ()


def _limits(field: Field) -> tuple[str, ...]:
    """The rules a value must keep to be accepted."""
    unit = "bytes" if field.type.name == "bytes" else "characters"
    limits = (
        (field.min_length, f"At least {field.min_length} {unit}."),
        (field.max_length, f"At most {field.max_length} {unit}."),
        (field.dimensions, f"Exactly {field.dimensions} finite numbers."),
        (field.max_items, f"At most {field.max_items} items."),
        (field.max_bytes, f"At most {field.max_bytes} bytes, as JSON with a blank behind each comma and colon."),
        (field.minimum, f"At least {field.minimum}."),
        (field.maximum, f"At most {field.maximum}."),
        (None if field.type.pattern else field.pattern, f"Matches `{field.pattern}` as a whole."),
    )
    return tuple(text for limit, text in limits if limit is not None)


def _demand(field: Field) -> tuple[str, ...]:
    """Whether a request may leave the field out."""
    if field.must_be_given:
        return ("Required.",)
    if field.default is not None:
        return (f"Default: {_literal(field.default)}.",)
    return ()


def _literal(value: Literal) -> str:
    match value:
        case bool():
            return "`true`" if value else "`false`"
        case tuple():
            return ", ".join(_literal(item) for item in value) or "an empty list"
        case "":
            return "the empty text"
        case _:
            return f"`{value}`"
