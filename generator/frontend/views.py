"""`views` of a service: rows of an entity with what they refer to, filtered and ordered, each a List RPC."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from generator import names
from generator.catalog import FIELD_TYPES
from generator.frontend import conditions
from generator.frontend.constants import ExpressionError
from generator.frontend.node import Node
from generator.frontend.outline import Lowering, did_you_mean, listed
from generator.frozen import frozen, replace
from generator.ir import Entity, Field, IndexColumn, Platform, Service, View, ViewColumn
from generator.ir.views import Join
from generator.plan.expressions import condition_sql

PAGED: Final = "paged"
"""What a statement calls the rows of the entity itself; the alias of a joined table has more words."""
_UNJOINED: Final = frozenset({"json", "list", "map", "point", "secret", "vector"})


@frozen
class _Stop:
    """Where the way to a value has come to."""

    entity: Entity
    alias: str
    nullable: bool
    """Whether there may be no row."""
    joins: tuple[Join, ...] = ()


def with_views(lowering: Lowering, nodes: Sequence[Node], platform: Platform) -> Platform:
    """The platform with the views of its services; `nodes` are those of the services."""
    declared = {node.text("service"): node for node in nodes if node.get("views")}
    if not declared:
        return platform
    return replace(
        platform,
        services=tuple(
            _with_views(lowering, declared[item.name], item, platform) if item.name in declared else item
            for item in platform.services
        ),
    )


def _with_views(lowering: Lowering, node: Node, service: Service, platform: Platform) -> Service:
    found: dict[str, tuple[View, ...]] = {}
    for item in node.entries("views"):
        named = item.at("from")
        entity = next((entity for entity in service.entities if entity.name == named.string), None)
        if entity is None:
            known = [entity.name for entity in service.entities]
            hint = did_you_mean(named.string, known, otherwise=f"The service has {listed(known)}.")
            lowering.refuse("SG397", f"`{named.string}` is no entity of this service", named.span, hint)
        elif entity.shared or entity.is_relation:
            hint = "Let it be of an entity whose rows belong to one campaign, or to all."
            lowering.refuse("SG397", f"a view cannot be of the rows of `{entity.name}`", named.span, hint)
        else:
            found[entity.name] = (*found.get(entity.name, ()), _Reading(lowering, platform, entity).view(item))
    entities = tuple(replace(item, views=found.get(item.name, ())) for item in service.entities)
    return replace(service, entities=entities)


class _Reading:
    """Reads one view of an entity."""

    def __init__(self, lowering: Lowering, platform: Platform, entity: Entity) -> None:
        self._lowering = lowering
        self._platform = platform
        self._entity = entity
        self._fields: Mapping[str, Field] = {field.name: field for field in entity.fields}

    def view(self, node: Node) -> View:
        """The view, whole even where parts are refused."""
        columns, joins = self._columns(node)
        return View(
            name=node.name,
            description=node.text("description") or f"The {names.words(node.name)}.",
            columns=columns,
            joins=joins,
            where=self._where(node),
            order=tuple(self._order(node)),
            filters=tuple(self._filters(node)),
            span=node.key_span,
        )

    def _columns(self, node: Node) -> tuple[tuple[ViewColumn, ...], tuple[Join, ...]]:
        columns, joins = [self._id(node)], dict[str, Join]()
        for item in node.entries("fields"):
            found = self._column(item)
            if found is None:
                continue
            column, stop = found
            if any(other.name == column.name for other in columns):
                self._refuse(f"`{column.name}` is in the view twice", item, "Remove one of the two.")
                continue
            columns.append(column)
            joins |= {join.alias: join for join in stop.joins}
        return tuple(columns), tuple(joins.values())

    def _id(self, node: Node) -> ViewColumn:
        said = f"Id of the {names.words(self._entity.name)}."
        field = Field(
            name="id", column="id", type=FIELD_TYPES["bigint"], description=said, required=True, span=node.key_span
        )
        return ViewColumn(name="id", value=f"{PAGED}.id", field=field, owner=self._entity.name)

    def _column(self, item: Node) -> tuple[ViewColumn, _Stop] | None:
        *way, last = item.string.split(".")
        stop: _Stop | None = _Stop(entity=self._entity, alias=PAGED, nullable=False)
        for place, name in enumerate(way, 1):
            stop = self._next(stop, name, way[:place], item) if stop else None
        field = self._known(stop.entity, last, item) if stop else None
        if stop is None or field is None:
            return None
        own = stop.entity.key.service == self._entity.key.service
        if _cannot_be_shown(field, own=own, joined=bool(way)):
            kind = "an enum of another service" if field.values else f"of type `{field.type.name}`"
            self._refuse(f"`{item.string}` is {kind}, and cannot be in a view", item, "Read it from the entity itself.")
            return None
        shown = replace(field, required=True, default=None) if not _may_lack(stop, field) else _optional(field)
        column = "_".join((*way, field.column))
        value = f"{stop.alias}.{field.column}"
        owner = stop.entity.name if own else ""
        return ViewColumn(name=column, value=value, field=shown, owner=owner), stop

    def _next(self, stop: _Stop, name: str, way: list[str], item: Node) -> _Stop | None:
        field = self._known(stop.entity, name, item)
        if field is None or field.target is None or field.type.name == "master":
            if field is not None:
                self._refuse(f"`{'.'.join(way)}` refers to no row", item, "Name a field of type `ref`, or the parent.")
            return None
        entity = self._platform.entity(field.target.key)
        alias = names.shortened("_of_".join((*reversed(way), self._entity.name)))
        key = entity.field(field.target.by).column if field.target.by else "id"
        # The parameter, not the column of the row before: of a table in partitions, only one of them is read then.
        campaign = (f"{alias}.campaign_id = $1::bigint",) if entity.scoped else ()
        deleted = (f"{alias}.deleted_at IS NULL",) if entity.soft_delete else ()
        lives = (entity.expires.lives(f"{alias}."),) if entity.expires else ()
        on = (*campaign, f"{alias}.{key} = {stop.alias}.{field.column}", *deleted, *lives)
        return _Stop(
            entity=entity,
            alias=alias,
            nullable=stop.nullable or field.nullable or bool(deleted or lives),
            joins=(*stop.joins, Join(alias=alias, table=entity.table, on=on)),
        )

    def _known(self, entity: Entity, name: str, item: Node) -> Field | None:
        try:
            return entity.field(name)
        except KeyError:
            known = [field.name for field in entity.fields]
            hint = did_you_mean(name, known, otherwise=f"It has {listed(known)}.")
            self._refuse(f"`{entity.name}` has no field `{name}`", item, hint)
            return None

    def _where(self, node: Node) -> str | None:
        said = node.get("where")
        if said is None:
            return None
        try:
            stored = [field for field in self._entity.fields if not field.type.hidden]
            found = condition_sql(conditions.condition(said.string, stored))
        except ExpressionError as error:
            self._refuse(str(error), said, error.hint)
            return None
        if "$?" in found:  # what the forms of a statement put parameters for
            self._refuse("`$?` cannot be in the condition of a view", said, "Compare with another text.")
        return found

    def _order(self, node: Node) -> Iterator[IndexColumn]:
        for item in node.entries("order"):
            name, _, direction = item.string.partition(" ")
            field = self._known(self._entity, name, item)
            if field is None:
                continue
            if not field.type.sortable or field.nullable:
                hint = "Give it a default or make it required: what has no value has no place in an order."
                self._refuse(f"`{name}` cannot order a view", item, hint)
            else:
                yield IndexColumn(field=name, descending=direction.strip() == "desc")

    def _filters(self, node: Node) -> Iterator[str]:
        for item in node.entries("filters"):
            field = self._known(self._entity, item.string, item)
            if field is not None and not field.type.filterable:
                hint = "That works for what `filters` of an entity may name."
                self._refuse(f"`{item.string}` cannot narrow a view", item, hint)
            elif field is not None:
                yield item.string

    def _refuse(self, message: str, node: Node, hint: str | None) -> None:
        self._lowering.refuse("SG397", message, node.span, hint)


def _cannot_be_shown(field: Field, *, own: bool, joined: bool) -> bool:
    """Secrets and typed json never; of another row what has no form for nothing, or a type of another service."""
    if field.type.hidden or field.fields:
        return True
    return joined and (field.type.kind in _UNJOINED or bool(field.values and not own))


def _may_lack(stop: _Stop, field: Field) -> bool:
    return stop.nullable or field.nullable


def _optional(field: Field) -> Field:
    return replace(field, required=False, default=None)
