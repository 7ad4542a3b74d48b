"""What `models.py` of a service says: its enums, rows, creations and changes."""

from collections.abc import Iterator

from generator import names
from generator.ir import ARCHIVED_AT, Entity, Field, Service
from generator.plan.blueprint import Blueprint
from generator.targets.python import annotations, core_modules, row_checks_view
from generator.targets.python.alternatives_view import AlternativesView, alternatives_checks, alternatives_views
from generator.targets.python.checks_view import checks
from generator.targets.python.money_view import money_checks
from generator.targets.python.naming import EntityNames, entity_names
from generator.targets.python.spelling import docstring, indefinite
from generator.targets.source.imports import import_block
from generator.targets.source.layout import Call, laid_out
from generator.targets.source.literals import text_literal
from generator.targets.source.view import view

INDENT = 4


@view
class EnumView:
    """A StrEnum."""

    name: str
    docstring: str
    members: tuple[str, ...]
    by_value: str
    """Assigns the members by what rows hold."""


@view
class AttributeView:
    """An attribute of a row, with its documentation."""

    declaration: str
    docstring: str


@view
class EntityView:
    """The three classes of an entity."""

    names: EntityNames
    docstring: str
    attributes: tuple[AttributeView, ...]
    """In the order of the columns that statements return: rows are built by position."""
    alternatives: tuple[AlternativesView, ...]
    new: tuple[str, ...]
    new_checks: tuple[str, ...]
    changes: tuple[str, ...]
    change_checks: tuple[str, ...]


@view
class ModelsView:
    """All of `models.py`."""

    spec: str
    title: str
    imports: str
    enums: tuple[EnumView, ...]
    entities: tuple[EntityView, ...]


def models_view(blueprint: Blueprint) -> ModelsView:
    """The view of the service's models."""
    service = blueprint.service
    taken = annotations.columns(service)
    return ModelsView(
        spec=service.path,
        title=f"Rows of the {names.words(service.name)} service, and what creates and changes them.",
        imports=import_block(blueprint.platform.package, _imports(blueprint.platform.package, service, taken)),
        enums=tuple(_enums(service)),
        entities=tuple(_entity(item, taken) for item in service.entities),
    )


def system_columns(entity: Entity) -> tuple[tuple[str, str, str], ...]:
    """Name, type and meaning of the columns before the fields."""
    words = names.words(entity.name)
    campaign = (("campaign_id", "int", "The campaign it belongs to."),) if entity.scoped else ()
    parent = ((entity.parent_column, "int", _parent_text(entity)),) if entity.parent_column else ()
    filed = ("master_id", "int", "Its row in `master`, which its events are filed under.")
    master = (filed,) if entity.has_master else ()
    return (
        ("id", "int", f"The {words}'s key."),
        *campaign,
        *master,
        ("uuid", "UUID", "Its name outside the platform."),
        *parent,
    )


def closing_columns(entity: Entity) -> tuple[tuple[str, str, str], ...]:
    """Name, type and meaning of the columns after the fields."""
    version = (("version", "int", "Counts its changes, for optimistic concurrency."),) if entity.optimistic else ()
    deleted = (
        (("deleted_at", "datetime | None", "When it was deleted; None while it lives."),) if entity.soft_delete else ()
    )
    archived = (
        ((ARCHIVED_AT, "datetime | None", "When it was archived; None where it is not."),) if entity.archive else ()
    )
    return (
        *version,
        *deleted,
        *archived,
        ("created_at", "datetime", "When it was created."),
        ("updated_at", "datetime", "When it was last changed."),
    )


def row_columns(entity: Entity) -> tuple[str, ...]:
    """The columns of a row, in the order of the model's attributes."""
    before, after = system_columns(entity), closing_columns(entity)
    return (*(item[0] for item in before), *(item.column for item in entity.shown), *(item[0] for item in after))


def created_columns(entity: Entity) -> tuple[str, ...]:
    """The columns that a creation sets, in the order of the statements' parameters."""
    parent = (entity.parent_column,) if entity.parent_column else ()
    return (*parent, *(item.column for item in entity.writable))


def _parent_text(entity: Entity) -> str:
    return f"The {names.words(entity.parent.key.entity)} it belongs to." if entity.parent else ""


def _entity(entity: Entity, taken: frozenset[str]) -> EntityView:
    known = entity_names(entity)
    return EntityView(
        names=known,
        docstring=docstring(entity.description, summary=f"{known.a_words.capitalize()}.", indent=INDENT),
        attributes=tuple(_attributes(entity, taken)),
        new=tuple(_new(entity, taken)),
        alternatives=alternatives_views(entity, taken),
        new_checks=(
            *checks(entity.writable),
            *alternatives_checks(entity),
            *money_checks(entity.pairs),
            *row_checks_view.new_checks(entity, taken),
        ),
        changes=tuple(_change(item, entity.name, taken) for item in entity.changeable),
        change_checks=checks(entity.changeable) + row_checks_view.change_checks(entity, taken),
    )


def _attributes(entity: Entity, taken: frozenset[str]) -> Iterator[AttributeView]:
    for name, type_, text in system_columns(entity):
        yield _attribute(name, annotations.unhidden(type_, taken), text)
    for field in entity.shown:
        yield _attribute(field.column, annotations.nullable_annotation(field, entity.name, taken), field.description)
    for name, type_, text in closing_columns(entity):
        yield _attribute(name, annotations.unhidden(type_, taken), text)


def _attribute(name: str, type_: str, description: str) -> AttributeView:
    summary = f"The {names.words(name)}."
    return AttributeView(
        declaration=f"{name}: {type_}",
        docstring=docstring(description, summary=summary, indent=INDENT),
    )


def _new(entity: Entity, taken: frozenset[str]) -> Iterator[str]:
    if entity.parent_column:
        yield f"{entity.parent_column}: {annotations.unhidden('int', taken)}"
    for field in sorted(entity.writable, key=lambda item: not item.required):
        yield _new_field(field, entity.name, taken)


def _new_field(field: Field, owner: str, taken: frozenset[str]) -> str:
    declaration = f"{field.column}: {annotations.nullable_annotation(field, owner, taken)}"
    if field.type.hidden:
        value = "" if field.required else "default=None, "
        return f"{declaration} = {annotations.unhidden('field', taken)}({value}repr=False)"
    if field.required:
        return declaration
    value = annotations.default(field, owner, taken)
    if field.element is not None:
        empty = {"[]": "list", "{}": "dict"}.get(value)
        factory = annotations.unhidden(empty, taken) if empty else f"lambda: {value}"
        return f"{declaration} = {annotations.unhidden('field', taken)}(default_factory={factory})"
    return f"{declaration} = {value}"


def _change(field: Field, owner: str, taken: frozenset[str]) -> str:
    nullable = " | None" if field.nullable else ""
    declaration = f"{field.column}: {annotations.annotation(field, owner, taken)} | Unset{nullable}"
    if field.type.hidden:
        return f"{declaration} = {annotations.unhidden('field', taken)}(default=UNSET, repr=False)"
    return f"{declaration} = UNSET"


def _enums(service: Service) -> Iterator[EnumView]:
    for entity in service.entities:
        for field in entity.fields:
            if field.values:
                yield _enum(entity.name, field)


def _enum(owner: str, field: Field) -> EnumView:
    owned = f"{names.words(field.name)} of {indefinite(names.words(owner))}"
    return EnumView(
        name=annotations.enum_name(owner, field),
        docstring=docstring(f"The {owned}.", summary=f"The {owned}.", indent=INDENT),
        members=tuple(f"{names.constant(value)} = {text_literal(value)}" for value in field.values),
        by_value=laid_out(
            Call("Members", (annotations.enum_name(owner, field), *annotations.former_members(owner, field))),
            indent=0,
            prefix=f"{annotations.enum_members(owner, field)}: Final = ",
        ),
    )


def _imports(package: str, service: Service, taken: frozenset[str]) -> Iterator[tuple[str, str]]:
    yield annotations.imported("dataclasses", "dataclass", taken)
    yield annotations.imported("datetime", "datetime", taken)
    yield "uuid", "UUID"
    yield f"{package}.core.unset", "UNSET"
    yield f"{package}.core.unset", "Unset"
    yield f"{package}.core.validation", "Violations"
    for entity in service.entities:
        for field in entity.fields:
            yield from annotations.default_imports(field, taken)
        yield from core_modules.imported(package, entity.writable, checks(entity.writable))
        yield from row_checks_view.imports(entity, taken)
        if entity.one_of:
            yield from annotations.builtin_imports("property str", taken)
        if any(field.values for field in entity.fields):
            yield from (("enum", "StrEnum"), ("typing", "Final"), (f"{package}.core.members", "Members"))
        if any(field.element is not None or field.type.hidden for field in entity.writable):
            yield annotations.imported("dataclasses", "field", taken)
    yield from annotations.builtin_imports("int", taken)
