"""The writing methods of a repository."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator import names
from generator.ir import Entity, Field, Service, Unique
from generator.targets.python.methods import MethodView, method, signature
from generator.targets.python.naming import EntityNames, campaign_argument, campaign_parameter
from generator.targets.python.transition_methods import TransitionMethodView, is_guarded, transition_method
from generator.targets.source.layout import STEP, Brackets, Call, Expression, laid_out
from generator.targets.source.literals import text_literal
from generator.targets.source.view import view

BODY = 8
"""Column of a method's body."""

INSIDE = 12
"""Column inside an `if` of the body."""


@view
class WritesView:
    """Signatures, and the statements that differ from entity to entity."""

    create_signature: str
    create_call: str
    create_many_signature: str
    create_many_call: str
    upserts: tuple[MethodView, ...]
    update_signature: str
    update_call: str
    delete_signature: str
    delete_call: str
    delete_many_signature: str
    delete_many_call: str
    restore_signature: str
    restore_call: str
    transitions: tuple[TransitionMethodView, ...]
    state_signature: str
    guarded_signature: str
    transition_signature: str
    state_call: str
    conflict: str
    """The error of a row that no longer has the expected version, for column 12."""
    stale: str
    """The same, for column 16."""
    missing: str
    """The error of a row that does not exist, for column 12."""
    refusal: str
    """The error of a row that is not in an allowed state."""
    unmet: str
    """The error of a row that is in one, for column 12; empty if no transition asks for more."""


def writes_view(service: Service, entity: Entity, known: EntityNames) -> WritesView:
    """The writing methods of the entity's repository."""
    own = ("self", *campaign_parameter(entity))
    key = (*own, f"{known.id}: int")
    version = ("version: int | None",) if entity.optimistic else ()
    expected = ("*", "version: int | None = None") if entity.optimistic else ()
    many = f"Sequence[{known.model}]"
    guarded = is_guarded(service, entity)
    written = Written(entity, known)
    return WritesView(
        create_signature=signature("create", (*own, f"new: {known.new}"), known.model),
        create_call=_created(entity, known, "CREATE"),
        create_many_signature=signature("create_many", (*own, f"new: Sequence[{known.new}]"), many),
        create_many_call=_created_many(entity, known),
        upserts=tuple(_upsert(entity, known, item) for item in entity.upsertable),
        update_signature=signature("update", (*key, f"changes: {known.changes}", *expected), known.model),
        update_call=written.call("UPDATE", "changed", "*values", prefix="return await "),
        delete_signature=signature("delete", (*key, *expected), known.model if entity.soft_delete else "None"),
        delete_call=written.call("DELETE", prefix="return await " if entity.soft_delete else "await "),
        delete_many_signature=signature("delete_many", (*own, f"{known.name}_ids: Sequence[int]"), many),
        delete_many_call=_deleted_many(entity, known),
        restore_signature=signature("restore", key, known.model),
        restore_call=written.unguarded("RESTORE", prefix="return await "),
        transitions=tuple(
            transition_method(service, entity, known, operation, step)
            for operation, step in service.transitions(entity)
        ),
        state_signature=signature("_state", key, "Record"),
        guarded_signature=signature(
            "_guarded", ("self", "statement: str", *key[1:], *version, "*arguments: object"), known.model
        ),
        transition_signature=_transition_signature(known, (*key[1:], *version), guarded=guarded),
        state_call=written.fetched("STATE"),
        conflict=written.error("VersionConflict", indent=INSIDE),
        stale=written.error("VersionConflict", indent=INSIDE + STEP),
        missing=written.error("NotFound", indent=INSIDE),
        refusal=written.error("InvalidTransition", "state[field]", "allowed", indent=BODY),
        unmet=written.unmet() if guarded else "",
    )


def _transition_signature(known: EntityNames, key: tuple[str, ...], *, guarded: bool) -> str:
    guard = ("guard: tuple[str, ...]",) if guarded else ()
    state = ("field: str", "allowed: tuple[str, ...]", *guard, "*emitted: Event")
    return signature("_transition", ("self", "statement: str", *key, *state), known.model)


@dataclass(frozen=True, slots=True)
class Written:
    """Spells the calls of an entity's writes."""

    entity: Entity
    known: EntityNames

    def call(self, verb: str, *arguments: str, prefix: str) -> str:
        """The call of a write that honours the expected version, where the entity has one."""
        if not self.entity.optimistic:
            return self.unguarded(verb, *arguments, prefix=prefix)
        key = (*campaign_argument(self.entity), self.known.id, "version")
        return self._laid_out("self._guarded", (self._statement(verb), *key, *arguments), prefix)

    def unguarded(self, verb: str, *arguments: str, prefix: str) -> str:
        """The call of a write that only needs the row to exist."""
        key = (*campaign_argument(self.entity), self.known.id)
        return self._laid_out("self._one", (self.known.id, self._statement(verb), *key, *arguments), prefix)

    def fetched(self, verb: str) -> str:
        """The fetch of one row by its key."""
        key = (*campaign_argument(self.entity), self.known.id)
        return self._laid_out("self._work.fetchrow", (self._statement(verb), *key), "row = await ")

    def error(self, name: str, *details: str, indent: int) -> str:
        """The statement that raises an error about the row."""
        arguments = (text_literal(self.entity.name), f"str({self.known.id})", *details)
        return laid_out(Call(f"errors.{name}", arguments), indent=indent, prefix="raise ")

    def unmet(self) -> str:
        """The statement that raises the error of a guard."""
        arguments = (text_literal(self.entity.name), f"str({self.known.id})", "guard")
        return laid_out(Call("GuardNotMet", arguments), indent=INSIDE, prefix="raise ")

    def _statement(self, verb: str) -> str:
        return f"statements.{self.known.constant}_{verb}"

    def _laid_out(self, function: str, arguments: tuple[str, ...], prefix: str) -> str:
        return laid_out(Call(function, arguments), indent=BODY, prefix=prefix)


def _created(entity: Entity, known: EntityNames, verb: str) -> str:
    arguments = (f"statements.{known.constant}_{verb}", *campaign_argument(entity), f"*_{known.name}_values(new)")
    return laid_out(Call("self._work.fetch", arguments), indent=BODY, prefix="rows = await ")


def _created_many(entity: Entity, known: EntityNames) -> str:
    parent = (Brackets((f"item.{entity.parent_column}", "for item in new")),) if entity.parent_column else ()
    values = (*parent, *(_column(item) for item in entity.writable))
    arguments: tuple[Expression, ...] = (
        f"statements.{known.constant}_CREATE_MANY",
        *campaign_argument(entity),
        *values,
    )
    return laid_out(Call("self._work.fetch", arguments), indent=BODY, prefix="rows = await ")


def _deleted_many(entity: Entity, known: EntityNames) -> str:
    arguments = (f"statements.{known.constant}_DELETE_MANY", *campaign_argument(entity), f"{known.name}_ids")
    return laid_out(Call("self._work.fetch", arguments), indent=BODY, prefix="rows = await ")


def _column(field: Field) -> Expression:
    if field.element is not None and field.element.name in {"uuid", "inet"}:
        # The driver returns a subclass of UUID, which orjson does not write, nor does it write addresses.
        return Brackets((f"list(map(str, item.{field.column}))", "for item in new"))
    return Brackets((f"item.{field.column}", "for item in new"))


def _upsert(entity: Entity, known: EntityNames, unique: Unique) -> MethodView:
    name = names.upsert_method(entity.columns(unique))
    return method(
        name,
        ("self", *campaign_parameter(entity), f"new: {known.new}"),
        known.model,
        summary=f"Create {known.a_words}, or make the one that has its {key_words(entity, unique)} like it.",
        body=_created(entity, known, names.constant(name)),
    )


def key_words(entity: Entity, unique: Unique) -> str:
    """`shop and number`, for sentences."""
    return " and ".join(_words(entity, unique))


def _words(entity: Entity, unique: Unique) -> Iterator[str]:
    return (names.words(entity.field(name).name) for name in unique.fields)
