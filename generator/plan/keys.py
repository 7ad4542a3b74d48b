"""Primary keys, unique keys and foreign keys: composite with campaign_id wherever rows belong to a campaign."""

from collections.abc import Iterator

from generator import names
from generator.frozen import replace
from generator.ir import Entity, Field, OnDelete, Scope, Target, Unique
from generator.plan.schema import ForeignKey, UniqueKey

MASTER_TABLE = "master"
CAMPAIGN_TABLE = "campaign"

LIVE = "deleted_at IS NULL"
"""The predicate of rows that are not soft-deleted."""


def within_campaign(entity: Entity, *columns: str) -> tuple[str, ...]:
    """The columns, with campaign_id in front if the entity's rows belong to a campaign."""
    return ("campaign_id", *columns) if entity.scoped else columns


def primary_key(entity: Entity) -> UniqueKey:
    """`(campaign_id, id)`, or `(id)` for a global entity."""
    return UniqueKey(name=names.shortened(f"{entity.table}_pkey"), columns=within_campaign(entity, "id"))


def unique_keys(entity: Entity) -> tuple[UniqueKey, ...]:
    """Uuid and, where it is the row's own, master_id; then those of the spec.

    The latter bind live rows only if the entity is soft-deleted.
    """
    return (
        _unique(entity, ("uuid",), None),
        *((_unique(entity, ("master_id",), None),) if entity.owns_master else ()),
        *(declared_key(entity, unique) for unique in entity.unique),
    )


def declared_key(entity: Entity, unique: Unique) -> UniqueKey:
    """The key of one of the spec's uniques."""
    conditions = [*([LIVE] if entity.soft_delete else []), *([f"({unique.where})"] if unique.where else [])]
    key = _unique(entity, entity.columns(unique), " AND ".join(conditions) or None)
    terms = within_campaign(entity, *(term(entity.field(name), unique) for name in unique.fields))
    return replace(key, terms=() if terms == key.columns else terms, nulls_same=unique.nulls_same)


def term(field: Field, unique: Unique, value: str = "") -> str:
    """What stands in the index of a unique for the field; or for the `value` that a row is looked for by."""
    spelled = value or field.column
    if field.values or field.type.cast != "text":
        return spelled
    if unique.case_insensitive:
        return f"lower({spelled})"
    # Of a text's bytes, by functions that are IMMUTABLE as those of an index must be; convert_to() is not.
    return f"sha256(decode(replace({spelled}, '\\', '\\\\'), 'escape'))" if unique.hashed else spelled


def _unique(entity: Entity, columns: tuple[str, ...], where: str | None) -> UniqueKey:
    name = names.shortened(f"{entity.table}_{'_'.join(columns)}_key")
    return UniqueKey(name=name, columns=within_campaign(entity, *columns), where=where)


def foreign_keys(entity: Entity) -> tuple[ForeignKey, ...]:
    """To campaign and master, to the parent, then those of the ref and master fields in spec order.

    A row that shares the master row of its parent has it by the parent's key: both are written once, together.
    """
    return tuple(_foreign_keys(entity))


def _foreign_keys(entity: Entity) -> Iterator[ForeignKey]:
    if entity.scoped:
        yield _foreign_key(entity, "campaign_id", CAMPAIGN_TABLE, composite=False)
    if entity.owns_master:
        yield _foreign_key(entity, "master_id", MASTER_TABLE, composite=entity.scoped)
    if entity.parent and entity.parent_column:
        yield _foreign_key(
            entity,
            entity.parent_column,
            entity.parent.table,
            composite=entity.scoped,
            on_delete=_action(entity.parent, entity.parent_column),
        )
    for field in entity.fields:
        if field.target:
            yield field_foreign_key(entity, field, field.target)


def field_foreign_key(entity: Entity, field: Field, target: Target) -> ForeignKey:
    """The foreign key of a ref or master field.

    To a scoped target it is composite, so that no row can point into another campaign. To a global one it is the id
    alone: the campaigns differ. ON UPDATE is NO ACTION: what rows are referred to by stays while they are.
    """
    parent = MASTER_TABLE if field.type.name == "master" else target.table
    on_delete = _action(target, field.column)
    scoped = target.scope is Scope.CAMPAIGN
    return _foreign_key(entity, field.column, parent, composite=scoped, on_delete=on_delete, referred=target.by or "id")


def _action(target: Target, column: str) -> str:
    match target.on_delete:
        case OnDelete.RESTRICT:
            return "RESTRICT"
        case OnDelete.SET_NULL:
            return f"SET NULL ({column})"
        case OnDelete.CASCADE:
            return "CASCADE"


def _foreign_key(
    entity: Entity, column: str, parent: str, *, composite: bool, on_delete: str = "RESTRICT", referred: str = "id"
) -> ForeignKey:
    return ForeignKey(
        name=names.shortened(f"{entity.table}_{column}_fkey"),
        columns=("campaign_id", column) if composite else (column,),
        parent=parent,
        parent_columns=("campaign_id", referred) if composite else (referred,),
        on_delete=on_delete,
    )
