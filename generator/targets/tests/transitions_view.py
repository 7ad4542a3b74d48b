"""What tests are told of the guarded operations of an entity."""

from generator import names
from generator.ir import Entity, Event, Field, Operation, Service, Transition
from generator.ir.truth import Row
from generator.targets.source.literals import text_literal
from generator.targets.source.view import view
from generator.targets.tests.guards import meeting, missing
from generator.targets.tests.requests import request
from generator.targets.tests.row_checks_view import assignments
from generator.targets.tests.source import call, logged_head
from generator.targets.tests.values import enum_class, numbered


@view
class TransitionView:
    """A guarded operation."""

    name: str
    """`publish_article`."""
    rpc: str
    """`PublishArticle`."""
    column: str
    to: str
    """`models.ArticleStatus.PUBLISHED`."""
    sources: tuple[str, ...]
    """Literals of the states that it starts from."""
    refused: tuple[str, ...]
    """Literals of the states that it does not start from."""
    allowed: str
    """A tuple of the sources, as the error lists them."""
    call: str
    """The await of the repository's method for `row`, at column 8."""
    moved: str
    """The same, assigned to `moved`."""
    call_inside: str
    """The same at column 12."""
    call_elsewhere: str
    """The same for the campaign `other`, at column 12."""
    put: str
    """The await that puts `row` into `state`."""
    put_first: str
    """The await that puts `row` into the first source."""
    put_unmet: str
    """The same, with values that its guard refuses; empty if it has no guard."""
    unmet_head: str
    """The head of the test of what callers hear then."""
    guarding: str
    """A tuple of the fields of the guard, as the error lists them."""
    logged_head: str
    """The head of the test of its event."""
    request: str
    """The statement, at column 4, that makes the request of the RPC."""
    repeated_head: str
    """The head of the test of a repeated request; empty where a repeated one is a new one."""
    refuses_again: bool
    """Whether it cannot start from where it ends."""
    event_type: str
    retention: str
    payload: str
    """The statement, at column 4, that makes the payload of its event; empty if the event has none."""
    logged: str
    """The expression of what the log holds of it."""


def transition_views(service: Service, entity: Entity) -> tuple[TransitionView, ...]:
    """The guarded operations of `entity`, in spec order."""
    return tuple(_view(service, entity, operation, step) for operation, step in service.transitions(entity))


def put(field: Field, row: str, value: str) -> str:
    """The await, at column 8, that sets a column around the repository."""
    return call("await raw.put", ("work", "TABLE", f"{row}.id", text_literal(field.column), value), indent=8)


def _view(service: Service, entity: Entity, operation: Operation, step: Transition) -> TransitionView:
    assert operation.emits is not None  # noqa: S101 - the schema requires it of a transition
    event = operation.emits
    field = entity.field(step.field)
    rest = ", **payload" if event.payload else ""
    sources = tuple(text_literal(item) for item in step.sources)
    guarding = tuple(text_literal(item.column) for item in step.guarding)
    unmet = missing(entity, step)
    return TransitionView(
        name=operation.name,
        rpc=names.pascal(operation.wire),
        column=field.column,
        to=f"{enum_class(entity, field)}.{names.constant(step.to)}",
        sources=sources,
        refused=tuple(text_literal(item) for item in field.values if item not in step.sources),
        allowed=f"({', '.join(sources)}{',' if len(sources) == 1 else ''})",
        call=_call(entity, event, operation.name, "campaign", 8),
        moved=_call(entity, event, operation.name, "campaign", 8, prefix="moved = "),
        call_inside=_call(entity, event, operation.name, "campaign", 12),
        call_elsewhere=_call(entity, event, operation.name, "other", 12),
        put=put(field, "row", "state") + _assigned(meeting(entity, step)),
        put_first=put(field, "row", sources[0]) + _assigned(meeting(entity, step)),
        put_unmet=put(field, "row", sources[0]) + _assigned(unmet) if unmet else "",
        guarding=f"({', '.join(guarding)}{',' if len(guarding) == 1 else ''})",
        logged_head=logged_head(f"test_{operation.name}_is_logged", scoped=entity.scoped),
        request=request(
            f"{service.name}_pb2.{names.pascal(operation.wire)}Request",
            (*(("campaign_id=campaign",) if entity.scoped else ()), "id=row.id"),
            event.payload,
        ),
        unmet_head=_served_head(entity, f"{operation.name}_tells_what_it_asks_for"),
        repeated_head=_served_head(entity, f"{operation.name}_repeated") if operation.idempotent else "",
        refuses_again=step.to not in step.sources,
        event_type=text_literal(event.type),
        retention=text_literal(event.retention),
        payload=_emitted(event),
        logged=f'{{"id": row.id, {text_literal(field.column)}: {text_literal(step.to)}{rest}}}',
    )


def _assigned(values: Row) -> str:
    """The await, on a line after others, that brings a row to what its guard asks for, or refuses."""
    if not (assigned := assignments(values)):
        return ""
    return "\n        " + call("await raw.assign", ("work", "TABLE", "row.id", text_literal(assigned)), indent=8)


def _call(entity: Entity, event: Event, name: str, campaign: str, indent: int, prefix: str = "") -> str:
    scope = (campaign,) if entity.scoped else ()
    payload = (numbered(item, number="1", prefix=f"{item.column}=") for item in event.payload)
    arguments = (*scope, "row.id", *payload)
    return call(f"{prefix}await repository.{name}", arguments, indent=indent)


def _emitted(event: Event) -> str:
    if not event.payload:
        return ""
    arguments = (numbered(item, number="1", prefix=f"{item.column}=") for item in event.payload)
    head = f"payload = events.{names.pascal(event.owner)}"
    return call(head, arguments, indent=4, tail=".payload()")


def _served_head(entity: Entity, test: str) -> str:
    campaign = ("campaign: int",) if entity.scoped else ()
    parameters = ("channel: grpc.aio.Channel", "database: Database", *campaign)
    return call(f"async def test_{test}", parameters, indent=0, tail=" -> None:")
