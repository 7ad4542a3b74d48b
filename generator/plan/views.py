"""The messages of views: their rows, and the response that carries a page of them."""

from collections.abc import Callable

from generator import names
from generator.frozen import replace
from generator.ir import Entity, Service, View, ViewColumn
from generator.plan.shapes import Message, MessageField
from generator.plan.wire_kinds import FieldKind, Part, Presence, Verb

Member = Callable[..., MessageField]
"""Makes the message field that carries a field of the spec."""


def row_name(view: View) -> str:
    """`LeaderboardRow`: of the message, and of the class."""
    return f"{names.pascal(view.name)}Row"


def row_messages(service: Service, member: Member) -> tuple[Message, ...]:
    """The message of a row of each view of the service."""
    return tuple(_row(service, entity, view, member) for entity in service.entities for view in entity.views)


def _row(service: Service, entity: Entity, view: View, member: Member) -> Message:
    return Message(
        name=row_name(view),
        part=Part.GROUP,
        verb=Verb.VIEW,
        entity=entity,
        fields=tuple(_member(service, item, member) for item in view.columns),
        span=view.span,
    )


def _member(service: Service, column: ViewColumn, member: Member) -> MessageField:
    owner = service.entity(column.owner).wire if column.owner else ""
    return replace(member(column.field, owner, optional=column.field.nullable), name=column.wire)


def response(name: str, entity: Entity, view: View) -> Message:
    """The response: the rows of a page, and where the next one begins."""
    rows = MessageField(name="rows", type=row_name(view), presence=Presence.REPEATED, kind=FieldKind.ROWS, slot=1)
    token = MessageField(
        name="next_page_token", type="string", presence=Presence.IMPLICIT, kind=FieldKind.NEXT_PAGE_TOKEN, slot=2
    )
    return Message(
        name=name,
        part=Part.RESPONSE,
        verb=Verb.VIEW,
        entity=entity,
        slots=2,
        fields=(rows, token),
        span=view.span,
    )
