"""The repository's methods of guarded operations: `publish_article` and its like."""

from collections.abc import Iterator

from generator import names
from generator.ir import Entity, Operation, Service, Transition
from generator.targets.python import annotations
from generator.targets.python.checks_view import can_be_wrong
from generator.targets.python.methods import signature
from generator.targets.python.naming import (
    EntityNames,
    campaign_argument,
    campaign_parameter,
    event_class,
    passed_on,
)
from generator.targets.python.spelling import sentence
from generator.targets.source.layout import Call, Expression, laid_out, parentheses
from generator.targets.source.literals import text_literal
from generator.targets.source.view import view


@view
class TransitionMethodView:
    """The method of a guarded operation."""

    signature: str
    summary: str
    """One finished sentence."""
    body: str
    limited: bool
    """Whether values of its event can be outside their limits."""
    guarded: bool
    """Whether something must be true of the row beside its state."""


def payload_parameters(operation: Operation) -> tuple[str, ...]:
    """Keyword parameters for the payload of the event; those that may be left out are last."""
    event = operation.emits
    if event is None:
        return ()
    spelled = []
    for field in sorted(event.payload, key=lambda item: not (item.required or item.element is not None)):
        type_ = annotations.nullable_annotation(field, event.owner, frozenset())
        optional = not (field.required or field.element is not None)
        value = f" = {annotations.default(field, event.owner, frozenset())}" if optional else ""
        spelled.append(f"{field.column}: {type_}{value}")
    return tuple(spelled)


def keyword_parameters(entity: Entity, operation: Operation) -> tuple[str, ...]:
    """The parameters after the id: payload, then version; none if there are neither."""
    version = ("version: int | None = None",) if entity.optimistic else ()
    keywords = (*payload_parameters(operation), *version)
    return ("*", *keywords) if keywords else ()


def transition_method(
    service: Service, entity: Entity, known: EntityNames, operation: Operation, step: Transition
) -> TransitionMethodView:
    """The method of one guarded operation."""
    sources = laid_out(parentheses(tuple(map(text_literal, step.sources))), indent=0)
    arguments: tuple[Expression, ...] = (
        f"statements.{known.constant}_{names.constant(operation.name)}",
        *campaign_argument(entity),
        known.id,
        *(("version",) if entity.optimistic else ()),
        text_literal(entity.field(step.field).column),
        sources,
        *((_guarding(step),) if is_guarded(service, entity) else ()),
        *_emitted(operation),
    )
    parameters = ("self", *campaign_parameter(entity), f"{known.id}: int", *keyword_parameters(entity, operation))
    return TransitionMethodView(
        signature=signature(operation.name, parameters, known.model),
        summary=sentence(operation.description, f"{names.words(operation.name).capitalize()}."),
        body=laid_out(Call("self._transition", arguments), indent=8, prefix="return await "),
        limited=any(map(can_be_wrong, operation.emits.payload if operation.emits else ())),
        guarded=step.guard is not None,
    )


def is_guarded(service: Service, entity: Entity) -> bool:
    """Whether some transition of the entity has a guard."""
    return any(step.guard for _, step in service.transitions(entity))


def _guarding(step: Transition) -> str:
    columns = tuple(text_literal(field.column) for field in step.guarding)
    return laid_out(parentheses(columns), indent=0) if columns else "()"


def _emitted(operation: Operation) -> tuple[Expression, ...]:
    event = operation.emits
    if event is None or not event.payload:
        return ()
    return (Call(f"events.{event_class(event)}", passed_on(*(item.column for item in event.payload))),)


def transition_imports(package: str, service: Service, entity: Entity) -> Iterator[tuple[str, str]]:
    """What the methods of the entity's guarded operations need."""
    if is_guarded(service, entity):
        yield f"{package}.core.guards", "GuardNotMet"
    for operation, _ in service.transitions(entity):
        yield f"{package}.core.events", "Event"
        yield from payload_imports(package, service, operation)


def payload_imports(package: str, service: Service, operation: Operation) -> Iterator[tuple[str, str]]:
    """What the payload parameters of one operation need."""
    folder = f"{package}.{service.name}"
    if operation.emits is None or not operation.emits.payload:
        return
    yield folder, "events"
    for field in operation.emits.payload:
        yield from annotations.default_imports(field, frozenset())
