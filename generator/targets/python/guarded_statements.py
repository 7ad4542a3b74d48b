"""The guarded and conditional writes of an entity: upserts by its unique keys, and the transitions of its state."""

from generator import names
from generator.ir import Entity, Event, Operation, Transition, Unique
from generator.ir.expressions import Condition, Junction
from generator.plan.keys import declared_key
from generator.targets.python import statement_parts as parts
from generator.targets.python.statement_parts import sql_text
from generator.targets.source.view import view

_CASES = " " * 22
"""The indentation of cases in what an upsert assigns."""


@view
class EventText:
    """The literals of an event's row."""

    type: str
    retention: str


@view
class UpsertView:
    """A creation that changes the row which already has the unique values."""

    constant: str
    name: str
    target: str
    """The arbiter: columns of the unique index and its predicate."""
    assignments: tuple[str, ...]
    fields: tuple[str, ...]
    """Lines of the JSON array of the changed columns."""
    retention: str
    lock: tuple[str, ...]
    """What names the key among all keys, in lines, to be locked; empty where the unique index is enough."""


@view
class TransitionView:
    """A guarded change of state."""

    constant: str
    name: str
    assignments: tuple[str, ...]
    conditions: tuple[str, ...]
    event: EventText
    payload: str


def event_text(event: Event) -> EventText:
    """The literals of the event."""
    return EventText(type=sql_text(event.type), retention=sql_text(event.retention))


def upsert_view(entity: Entity, unique: Unique, created: EventText, updated: EventText) -> UpsertView:
    """The upsert by one unique key."""
    key = entity.columns(unique)
    declared = declared_key(entity, unique)
    # With nothing else to set, the key is set to itself: DO NOTHING would return no row.
    changed = tuple(item.name for item in parts.created(entity) if item.name not in {*key, *entity.key_columns})
    version = ("version = target.version + 1",) if entity.optimistic else ()
    name = names.upsert_method(key)
    return UpsertView(
        constant=f"{names.constant(entity.name)}_{names.constant(name)}",
        name=name,
        target=parts.in_text(f"({', '.join(declared.over)})" + (f" WHERE {declared.where}" if declared.where else "")),
        assignments=(*(f"{column} = excluded.{column}" for column in changed or key), *_begun_anew(entity), *version),
        fields=parts.wrapped(f'"{column}"' for column in changed),
        retention=_either(created.retention, updated.retention),
        lock=_lock(entity, unique) if len(entity.unique) > 1 else (),
    )


def _begun_anew(entity: Entity) -> tuple[str, ...]:
    """The assignment by which a row that has outlived its time, and holds the key still, lives from now on."""
    if entity.expires is None or entity.expires.after is None:
        return ()
    cases = f"WHEN {entity.expires.due('target.')} THEN now()\n{_CASES}ELSE target.created_at\n{_CASES[4:]}END"
    return (f"created_at = CASE\n{_CASES}{cases}",)


def _lock(entity: Entity, unique: Unique) -> tuple[str, ...]:
    """The value that an upsert locks before it looks.

    ON CONFLICT watches one unique index. Two callers who insert the same new row at once may first meet in another one,
    which is an error then; so they queue.
    """
    key = entity.columns(unique)
    numbered = enumerate(parts.created(entity), parts.first_value(entity))
    values = [f"${number}::{item.cast}" for number, item in numbered if item.name in key]
    if unique.case_insensitive:
        values = [f"lower({value})" if value.endswith("::text") else value for value in values]
    name = sql_text(f"{entity.key}.{'.'.join(key)}")
    return parts.wrapped((name, *(("$1::bigint",) if entity.scoped else ()), *values))


def _either(new: str, old: str) -> str:
    return new if new == old else f"CASE WHEN is_new THEN {new} ELSE {old} END"


def transition_view(entity: Entity, operation: Operation, step: Transition, updated: EventText) -> TransitionView:
    """The statement of an operation; one that emits no event of its own is logged as `updated`."""
    column = entity.field(step.field).column
    sources = ", ".join(sql_text(value) for value in step.sources)
    first = parts.first_value(entity)
    carried = first + 1 + entity.optimistic
    payload = f"jsonb_build_object('id', id, {sql_text(column)}, {column})"
    if operation.emits is None:
        payload = f"jsonb_build_object('id', id, 'fields', jsonb_build_array({sql_text(column)}))"
    elif operation.emits.payload:
        payload += f" || ${carried}::jsonb"
    return TransitionView(
        constant=f"{names.constant(entity.name)}_{names.constant(operation.name)}",
        name=operation.name,
        assignments=(f"{column} = {sql_text(step.to)}", *parts.next_version(entity)),
        conditions=(
            *parts.keyed(entity, parts.ID),
            *parts.versioned(entity, first + 1),
            f"{column} IN ({sources})",
            *_guard(step),
        ),
        event=event_text(operation.emits) if operation.emits else updated,
        payload=payload,
    )


def _guard(step: Transition) -> tuple[str, ...]:
    """The conditions of the guard, one to a line where all must hold."""
    match step.guard:
        case None:
            return ()
        case Junction(every=True, conditions=every):
            return tuple(map(_guarding, every))
        case guard:
            return (_guarding(guard),)


def _guarding(condition: Condition) -> str:
    from generator.plan.expressions import condition_sql

    spelled = condition_sql(condition)
    return parts.in_text(f"({spelled})" if isinstance(condition, Junction) else spelled)
