"""How protobuf's JSON mapping carries each type, and what that is in TypeScript."""

from dataclasses import dataclass
from typing import Final

from generator.plan.shapes import FieldKind, MessageField, Presence, Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """A type, and the value that a field without presence has when its JSON leaves it out."""

    type: str
    zero: str


_TEXT: Final = Spelling(type="string", zero='""')
_NUMBER: Final = Spelling(type="number", zero="0")

_SCALARS: Final = {
    "bool": Spelling(type="boolean", zero="false"),
    "bytes": _TEXT,  # base64
    "double": _NUMBER,
    "float": _NUMBER,
    "int32": _NUMBER,
    "int64": Spelling(type="string", zero='"0"'),  # beyond 2^53 a number would lose digits
    "string": _TEXT,
    "google.protobuf.Duration": _TEXT,  # "3.5s"
    "google.protobuf.FieldMask": _TEXT,  # "title,publishedAt"
    "google.protobuf.Struct": Spelling(type="rpc.JsonObject", zero="{}"),
    "google.protobuf.Timestamp": _TEXT,  # RFC 3339
}


def spelling(field: MessageField) -> Spelling:
    """One value of the field, without regard to whether it repeats."""
    if field.enum is not None:
        return Spelling(type=field.type, zero=f'"{field.enum.values[0].name}"')
    if field.presence is Presence.MAP:
        value = _SCALARS[field.type.rpartition(", ")[2].removesuffix(">")]
        return Spelling(type=f"Readonly<Record<string, {value.type}>>", zero="{}")
    return _SCALARS.get(field.type) or Spelling(type=field.type, zero=f"{decoder(field.type)}({{}})")


def is_message(field: MessageField) -> bool:
    """Whether its values are messages of the same service."""
    return field.enum is None and field.presence is not Presence.MAP and field.type not in _SCALARS


def may_lack(field: MessageField) -> bool:
    """Whether a message that was read may lack it: its absence means something of its own."""
    match field.presence:
        case Presence.OPTIONAL:
            return True
        case Presence.MESSAGE:
            return field.kind is FieldKind.DELETED_AT or (field.source is not None and field.source.nullable)
        case Presence.IMPLICIT | Presence.REPEATED | Presence.MAP:
            return False


def may_leave_out(field: MessageField, verb: Verb | None) -> bool:
    """Whether a request may leave it out."""
    if field.kind in {FieldKind.ID, FieldKind.QUERY}:
        return False
    return verb is Verb.UPDATE or not field.required


def json_name(name: str) -> str:
    """The name in JSON: `published_at` is `publishedAt`, as protoc makes it."""
    head, *rest = name.split("_")
    return head + "".join(part[:1].upper() + part[1:] for part in rest)


def decoder(message: str) -> str:
    """The function that reads a message: `readArticle`."""
    return f"read{message}"
