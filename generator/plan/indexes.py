"""Indexes: for the list order, each filter, every foreign key, the declared ones; none that another makes useless.

A filter's index ends in the list order, so that a filtered page is read in order and stops after its last row.
Equality on campaign_id and on a filter is LEAKPROOF for every filterable type, so PostgreSQL uses the indexes under
row-level security too.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from generator import names
from generator.ir import ARCHIVED_AT, Entity, Index, IndexUse, Search, View
from generator.ir.filters import MOMENT_OF_CREATION
from generator.plan import finders, index_terms, keys
from generator.plan.schema import ForeignKey, IndexMethod, SchemaIndex, UniqueKey

LIST_ORDER = ("created_at DESC", "id DESC")
"""Newest first; the id makes the order total, which keyset pages need."""


_METHODS = {
    **dict.fromkeys(index_terms.INVERTED, IndexMethod.GIN),
    # Not ivfflat: its lists are those of the rows that it is built over, and a new table has none.
    IndexUse.VECTOR: IndexMethod.HNSW,
}


def indexes(entity: Entity) -> tuple[SchemaIndex, ...]:
    """Every index of the entity's table that is not behind a constraint."""
    chosen: list[SchemaIndex] = []
    taken = [key for key in (keys.primary_key(entity), *keys.unique_keys(entity)) if not key.is_index]
    wanted = [*_list_indexes(entity), *_declared(entity)]
    for index in wanted:
        others = [other for other in wanted if other is not index]
        if not redundant(index, taken, others) and not any(_same(index, other) for other in chosen):
            chosen.append(_distinct(index, chosen))
    chosen.extend(_foreign_key_indexes(entity, [*taken, *(index for index in chosen if index.where is None)]))
    return (*chosen, *(index for index in _search(entity) if not any(_same(index, other) for other in chosen)))


def redundant(index: SchemaIndex, unique: Iterable[UniqueKey], others: Iterable[SchemaIndex]) -> bool:
    """Whether a unique key or a longer index begins with the same columns, and so serves whatever this one does."""
    if index.where is not None or index.method is not IndexMethod.BTREE:
        return False
    if any(_begins(key.columns, index.columns) for key in unique if not key.is_index):
        return True
    return any(
        len(other.columns) > len(index.columns) and _begins(other.columns, index.columns)
        for other in others
        if other.where is None and other.method is IndexMethod.BTREE
    )


def column_of(term: str) -> str:
    """The column of an index term: `created_at DESC` -> `created_at`."""
    return index_terms.begun_by(term) or term.lstrip("(").partition(" ")[0]


def spelled(index: SchemaIndex) -> str:
    """What the index is over, for people: `(status, published_at DESC) where status = 'published'`."""
    terms = ", ".join(term for term in index.columns if term != "campaign_id")
    return f"({terms})" if index.where is None else f"({terms}) where {index.where}"


def label(index: SchemaIndex) -> str:
    """What the spec calls the index: a filter's ends in the list order."""
    if index.columns[-len(LIST_ORDER) :] == LIST_ORDER:
        return f"filter `{index.columns[-len(LIST_ORDER) - 1]}`"
    return "an index"


def _list_indexes(entity: Entity) -> Iterator[SchemaIndex]:
    yield _index(entity, "created_at", keys.within_campaign(entity, *LIST_ORDER))
    if entity.parent_column:
        yield _ordered(entity, entity.parent_column)
    for name in entity.filters:
        yield _ordered(entity, entity.field(name).column)
    for name in entity.ranges:
        column = entity.ranged(name).column
        if column != MOMENT_OF_CREATION:
            yield _index(entity, column, keys.within_campaign(entity, column))
    for aggregate in entity.aggregates:
        columns = tuple(entity.field(name).column for name in aggregate.group_by)
        yield _index(entity, "_".join(columns), keys.within_campaign(entity, *columns))
    for view in entity.views:
        for columns in ((), *((entity.field(name).column,) for name in view.filters)):
            terms = keys.within_campaign(entity, *columns, *view_order(entity, view))
            yield _index(entity, "_".join((*columns, view.name)), terms)
    if entity.expires and entity.expires.after is None:
        yield _index(entity, entity.expires.column, keys.within_campaign(entity, entity.expires.column))


def view_order(entity: Entity, view: View) -> tuple[str, ...]:
    """The terms that a view is ordered by: newest first where it says nothing, and the id makes every order total."""
    if not view.order:
        return LIST_ORDER
    terms = tuple(entity.field(item.field).column + (" DESC" if item.descending else "") for item in view.order)
    return (*terms, "id DESC" if view.order[-1].descending else "id")


def _ordered(entity: Entity, column: str) -> SchemaIndex:
    return _index(entity, f"{column}_created_at", keys.within_campaign(entity, column, *LIST_ORDER))


def _declared(entity: Entity) -> Iterator[SchemaIndex]:
    for index in entity.indexes:
        yield declared_index(entity, index)


def declared_index(entity: Entity, index: Index) -> SchemaIndex:
    """The index a spec declares, with campaign_id in front of a scoped entity's columns."""
    terms = index_terms.terms(entity, index)
    method = _METHODS.get(index.using, IndexMethod.BTREE) if index.using else IndexMethod.BTREE
    alone = method is IndexMethod.HNSW or (method is IndexMethod.GIN and not index.mixed)
    return _index(
        entity,
        index_terms.label(index_terms.words(terms), index.using, partial=index.where is not None),
        terms if alone else keys.within_campaign(entity, *terms),
        method=method,
        where=index.where,
    )


def _foreign_key_indexes(entity: Entity, existing: Sequence[SchemaIndex | UniqueKey]) -> Iterator[SchemaIndex]:
    """For the lookup of referring rows when a parent is deleted: by the key's own columns, not by campaign."""
    for key in keys.foreign_keys(entity):
        if not any(_covers(item.columns, key) for item in existing):
            yield _index(entity, f"{key.columns[-1]}_fkey", (*key.columns, *_campaign_after(entity, key)))


def _campaign_after(entity: Entity, key: ForeignKey) -> tuple[str, ...]:
    """The campaign behind a reference to a global row that live rows have alone.

    The index serves deletions of that row, so the reference comes first; and the lookup by it, too, where PostgreSQL
    prefers this index to the unique one, which holds live rows only.
    """
    alone = any(entity.columns(unique) == key.columns for unique in entity.of_all_rows)
    return ("campaign_id",) if entity.scoped and entity.soft_delete and alone else ()


def _covers(terms: Sequence[str], key: ForeignKey) -> bool:
    return tuple(column_of(term) for term in terms[: len(key.columns)]) == key.columns


def _search(entity: Entity) -> Iterator[SchemaIndex]:
    if entity.search:
        within = begins_with_campaign(entity, entity.search)
        columns = ("campaign_id", "search_vector") if within else ("search_vector",)
        yield _index(entity, "search_vector", columns, method=IndexMethod.GIN)
        marks = ("deleted_at",) * entity.soft_delete + (ARCHIVED_AT,) * entity.archive
        where = " AND ".join(f"{column} IS NULL" for column in marks) or None
        for column in finders.suggested(entity):
            terms = keys.within_campaign(entity, index_terms.beginning(column), "id")
            yield _index(entity, f"{column}_suggest", terms, where=where)
        for column in finders.compared(entity):
            term = f"{column} {index_terms.TRIGRAMS}"
            yield _index(
                entity, f"{column}_fuzzy", ("campaign_id", term) if within else (term,), method=IndexMethod.GIN
            )


def begins_with_campaign(entity: Entity, search: Search) -> bool:
    """Whether the index of the search holds the campaign's id beside the vector."""
    return entity.scoped and search.mixed_index


def _index(
    entity: Entity,
    label: str,
    columns: tuple[str, ...],
    *,
    method: IndexMethod = IndexMethod.BTREE,
    where: str | None = None,
) -> SchemaIndex:
    return SchemaIndex(name=names.shortened(f"{entity.table}_{label}_idx"), columns=columns, method=method, where=where)


def _begins(longer: tuple[str, ...], shorter: tuple[str, ...]) -> bool:
    return longer[: len(shorter)] == shorter


def _same(one: SchemaIndex, other: SchemaIndex) -> bool:
    return (one.columns, one.method, one.where) == (other.columns, other.method, other.where)


def _distinct(index: SchemaIndex, chosen: Iterable[SchemaIndex]) -> SchemaIndex:
    """The index under a name of its own: two partial indexes over the same columns differ only in what they say."""
    if all(index.name != other.name for other in chosen):
        return index
    said = f"{', '.join(index.columns)} WHERE {index.where}"
    digest = hashlib.sha256(said.encode()).hexdigest()[:8]
    name = names.shortened(f"{index.name.removesuffix('_idx')}_{digest}_idx")
    return SchemaIndex(name=name, columns=index.columns, method=index.method, where=index.where)
