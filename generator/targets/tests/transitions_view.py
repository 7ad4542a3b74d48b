"""What tests are told of the guarded operations of an entity."""

from dataclasses import dataclass

from generator import names
from generator.ir import Entity, Event, Field, Operation, Service
from generator.targets.tests.source import call, logged_head, text_literal
from generator.targets.tests.values import numbered


@dataclass(frozen=True, slots=True, kw_only=True)
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
    source: str
    """The first of them."""
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
    logged_head: str
    """The head of the test of its event."""
    request: tuple[str, ...]
    """Keyword arguments of the request's payload."""
    event_type: str
    retention: str
    payload: str
    """The statement, at column 4, that makes the payload of its event; empty if the event has none."""
    logged: str
    """The expression of what the log holds of it."""


def transition_views(service: Service, entity: Entity) -> tuple[TransitionView, ...]:
    """The guarded operations of `entity`, in spec order."""
    return tuple(
        _view(entity, item) for item in service.operations if item.transition is not None and item.entity == entity.name
    )


def put(field: Field, row: str, value: str) -> str:
    """The await, at column 8, that sets a column around the repository."""
    return call("await raw.put", ("work", "TABLE", f"{row}.id", text_literal(field.column), value), indent=8)


def _view(entity: Entity, operation: Operation) -> TransitionView:
    assert operation.transition is not None  # noqa: S101 - the caller picks operations by it
    step = operation.transition
    field = entity.field(step.field)
    event = operation.emits or next(item for item in entity.events if item.name == "updated")
    sources = tuple(text_literal(item) for item in step.sources)
    return TransitionView(
        name=operation.name,
        rpc=names.pascal(operation.name),
        column=field.column,
        to=f"models.{names.pascal(f'{entity.name}_{field.name}')}.{names.constant(step.to)}",
        sources=sources,
        source=sources[0],
        refused=tuple(text_literal(item) for item in field.values if item not in step.sources),
        allowed=f"({', '.join(sources)}{',' if len(sources) == 1 else ''})",
        call=_call(entity, operation, "campaign", 8),
        moved=_call(entity, operation, "campaign", 8, prefix="moved = "),
        call_inside=_call(entity, operation, "campaign", 12),
        call_elsewhere=_call(entity, operation, "other", 12),
        put=put(field, "row", "state"),
        put_first=put(field, "row", sources[0]),
        logged_head=logged_head(f"test_{operation.name}_is_logged", scoped=entity.scoped),
        request=tuple(f"{item.column}={_encoded(item)}" for item in _payload(operation.emits)),
        event_type=text_literal(event.type),
        retention=text_literal(event.retention),
        payload=_emitted(operation),
        logged=_logged(field, operation),
    )


def _payload(event: Event | None) -> tuple[Field, ...]:
    return event.payload if event else ()


def _call(entity: Entity, operation: Operation, campaign: str, indent: int, prefix: str = "") -> str:
    scope = (campaign,) if entity.scoped else ()
    payload = (numbered(item, "", prefix=f"{item.column}=") for item in _payload(operation.emits))
    arguments = (*scope, "row.id", *(_first(item) for item in payload))
    return call(f"{prefix}await repository.{operation.name}", arguments, indent=indent)


def _first(expression: str) -> str:
    """The expression over `number` for number one."""
    return expression.replace("(number,", "(1,").replace("(number)", "(1)").replace("number % 2", "1 % 2").replace("=number", "=1")


def _encoded(field: Field) -> str:
    value = _first(numbered(field, ""))
    element = field.element or field.type
    if element.wire is None:
        return value
    return f"wire.{element.wire.encode}({value})" if field.element is None else f"[wire.{element.wire.encode}(item) for item in {value}]"


def _emitted(operation: Operation) -> str:
    event = operation.emits
    if event is None or not event.payload:
        return ""
    arguments = (_first(numbered(item, "", prefix=f"{item.column}=")) for item in event.payload)
    return call(f"payload = events.{names.pascal(f'{event.entity}_{event.name}')}", arguments, indent=4, tail=".payload()")


def _logged(field: Field, operation: Operation) -> str:
    column = text_literal(field.column)
    if operation.emits is None or operation.transition is None:
        return f'{{"id": row.id, "fields": [{column}]}}'
    rest = ", **payload" if operation.emits.payload else ""
    return f'{{"id": row.id, {column}: {text_literal(operation.transition.to)}{rest}}}'
