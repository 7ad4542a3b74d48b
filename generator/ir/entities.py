"""Entities: a table, a message and a repository each, with their keys, indexes, search and events."""

from generator import names
from generator.diagnostics import Span
from generator.frozen import frozen
from generator.ir.aggregates import Aggregate
from generator.ir.caching import Kept
from generator.ir.computed import Computed
from generator.ir.constraints import Index, RowCheck, Search, Unique
from generator.ir.events import Event
from generator.ir.fields import EntityKey, Field, Scope, Target, parent_field
from generator.ir.filters import MOMENT_OF_CREATION, Bound, bounds, moment_of_creation
from generator.ir.lifecycle import Count, Expiry
from generator.ir.mastery import Mastery
from generator.ir.paging import Paging
from generator.ir.partitions import PartitionBy
from generator.ir.relations import OneOf
from generator.ir.rpcs import NO_RPCS, StandardRpcs
from generator.ir.seeds import Seeds
from generator.ir.views import View

SYSTEM_COLUMNS = frozenset(
    "id uuid campaign_id master_id created_at updated_at deleted_at version search_vector".split()
)
"""The columns every table may have."""

ARCHIVED_AT = "archived_at"
"""The column of an entity whose rows can be archived; elsewhere a field may be called so."""


@frozen
class Entity:
    """A table, a message, a repository."""

    key: EntityKey
    plural: str
    description: str
    scope: Scope
    fields: tuple[Field, ...]
    """In spec order; without the system columns. A child's parent is not among them: see `parent`."""
    unique: tuple[Unique, ...] = ()
    checks: tuple[RowCheck, ...] = ()
    natural_key: tuple[str, ...] = ()
    """The unique group by which callers know a row (`key`); no update changes its fields."""
    indexes: tuple[Index, ...] = ()
    filters: tuple[str, ...] = ()
    """Field names; List takes each as an optional equality filter, and each has an index by construction."""
    ranges: tuple[str, ...] = ()
    """Field names, or `created_at`; List takes two ends of a range of each, and each has an index."""
    paging: Paging = Paging.TOKEN
    search: Search | None = None
    shared: bool = False
    """Whether every campaign reads the rows of campaign 0, too."""
    master: Mastery = Mastery.OWN
    """Whose row of `master` its rows have."""
    tenant: bool = False
    """Whether its rows are the campaigns of the platform."""
    soft_delete: bool = False
    archive: bool = False
    """Whether rows can be put away: they stay readable, and lists and searches leave them out."""
    history: bool = False
    """Whether every former state of a row is kept."""
    partition_by: PartitionBy | None = None
    """How the table is parted; None where it is whole."""
    counters: tuple[str, ...] = ()
    """Fields that the database writes: how many rows of another entity refer to the row."""
    counts: tuple[Count, ...] = ()
    """Where its own rows are counted."""
    computed: tuple[Computed, ...] = ()
    """Fields that the database writes: what follows from the others of their row."""
    increments: tuple[str, ...] = ()
    """Numbers that callers can add to."""
    expires: Expiry | None = None
    """When a row ends by itself."""
    optimistic: bool = False
    """Whether a version column guards updates (`concurrency: optimistic`)."""
    idempotent: bool = False
    """Whether a creation may carry a `request_id`, by which a repeated one gets the answer of the first."""
    parent: Target | None = None
    """`belongs_to`: the row cannot exist without its parent, in the same service."""
    one_of: tuple[OneOf, ...] = ()
    """Groups of `ref` and `master` fields of which a row has one."""
    is_relation: bool = False
    """Whether a row is a pair of a many-to-many relation, whose sides are its first unique group."""
    governed: tuple[str, ...] = ()
    """Fields that only transitions may change: they start at their default and are left out of creation and update."""
    events: tuple[Event, ...]
    """Implied ones first (created, updated, deleted[, restored][, archived, unarchived]), then the declared."""
    rpcs: StandardRpcs = NO_RPCS
    """What clients can do beside, or without, what every entity offers."""
    http: str | None = None
    """What the addresses of its RPCs begin with, where they can be called over HTTP: `/v1`."""
    aggregates: tuple[Aggregate, ...] = ()
    kept: Kept | None = None
    """How long answers about its rows are kept; None where they never are."""
    views: tuple[View, ...] = ()
    seeds: Seeds | None = None
    """Rows that every database has."""
    parent_backfill: str | None = None
    """The parent's id for rows that exist when the entity gets one: an expression over its columns."""
    default_campaign: int | None = None
    """The campaign that rows are put into when the entity's scope becomes that of a campaign."""
    renamed_from: str | None = None
    """The name it had; of no meaning once the lock records the new one."""
    removed: tuple[str, ...] = ()
    """Fields that are gone, and not renamed."""
    deprecated: str | None = None
    """Why clients should leave it (empty if no reason is given); None if they need not."""
    wire_name: str | None = None
    """The name that clients know it by, if it was renamed since; None where that is its own."""
    wire_plural: str | None = None
    """The same of its plural."""
    wire_parent: str | None = None
    """The same of the column that holds the parent's id."""
    span: Span

    @property
    def name(self) -> str:
        """The name in the spec: `article`."""
        return self.key.entity

    @property
    def wire(self) -> str:
        """The name on the wire."""
        return self.wire_name or self.name

    @property
    def wire_many(self) -> str:
        """The plural on the wire."""
        return self.wire_plural or self.plural

    @property
    def owns_master(self) -> bool:
        """Whether each of its rows has a row of `master` of its own."""
        return self.master is Mastery.OWN

    @property
    def has_master(self) -> bool:
        """Whether its rows have a row of `master` at all: their own, or that of their parent."""
        return self.master is not Mastery.NONE

    @property
    def scoped(self) -> bool:
        """Whether its rows belong to a campaign."""
        return self.scope is Scope.CAMPAIGN

    @property
    def table(self) -> str:
        """The table's name: `service_content_article`."""
        return self.key.table

    @property
    def history_table(self) -> str:
        """The name of the table that keeps its former states."""
        return names.shortened(f"{self.table}_history")

    @property
    def parent_column(self) -> str | None:
        """The column that holds the parent's id: `article_id`."""
        return f"{self.parent.key.entity}_id" if self.parent else None

    def field(self, name: str) -> Field:
        """The field called `name`; raises KeyError if there is none (lowering has checked every mention).

        A unique group or an index may name the parent: it is a reference like those that are declared.
        """
        for item in self.fields:
            if item.name == name:
                return item
        if self.parent is not None and self.parent.key.entity == name:
            return parent_field(self.parent, self.span)
        raise KeyError(name)

    def columns(self, unique: Unique) -> tuple[str, ...]:
        """The columns of one of its uniques."""
        return tuple(self.field(name).column for name in unique.fields)

    def unique_of(self, fields: tuple[str, ...]) -> Unique:
        """The unique group of these fields; raises KeyError if there is none (lowering has checked every mention)."""
        for item in self.unique:
            if item.fields == fields:
                return item
        raise KeyError(fields)

    def offers(self, verb: str) -> bool:
        """Whether clients have one of the standard verbs: `delete`."""
        return verb not in self.rpcs.omitted

    @property
    def upsertable(self) -> tuple[Unique, ...]:
        """The uniques by which a creation can find the row to change: all their values are given by every creation."""
        given = {item.name for item in self.writable if item.required}
        given |= {self.parent.key.entity} if self.parent else set()
        return tuple(item for item in self.of_all_rows if given.issuperset(item.fields))

    @property
    def bounds(self) -> tuple[Bound, ...]:
        """The ends of the ranges that a list may be narrowed by."""
        return tuple(bound for name in self.ranges for bound in bounds(self.ranged(name)))

    def ranged(self, name: str) -> Field:
        """The field or the system column of a range."""
        return moment_of_creation(self.span) if name == MOMENT_OF_CREATION else self.field(name)

    @property
    def narrowing(self) -> tuple[Field, ...]:
        """The parameters by which a list may be narrowed: fields that rows have equal, then ends of ranges."""
        return (*map(self.field, self.filters), *(bound.field for bound in self.bounds))

    @property
    def of_all_rows(self) -> tuple[Unique, ...]:
        """The uniques that bind every live row."""
        return tuple(item for item in self.unique if item.where is None)

    @property
    def lookups(self) -> tuple[Unique, ...]:
        """The uniques by which one row can be found: not those of some rows only.

        Row-level security keeps whatever is not LEAKPROOF from an index, as `lower` and digests are not: a campaign's
        rows are found by exact values only.
        """
        return tuple(item for item in self.of_all_rows if item.is_exact or not self.scoped)

    def group(self, field: str) -> OneOf | None:
        """The group of which the field is one; None if it stands alone."""
        return next((item for item in self.one_of if field in item.fields), None)

    def chosen(self, group: OneOf) -> Field:
        """The field of the group that a first row can have: the first that does not refer to the entity itself."""
        fields = [self.field(name) for name in group.fields]
        return next((item for item in fields if item.target and item.target.key != self.key), fields[0])

    @property
    def left_empty(self) -> frozenset[str]:
        """The fields that a row which has all it can still leaves empty, because it has another of their group."""
        return frozenset(name for group in self.one_of for name in group.fields if name != self.chosen(group).name)

    @property
    def references(self) -> tuple[Target, ...]:
        """What its rows refer to: the parent, and the targets of its `ref` fields."""
        found = (self.parent, *(item.target for item in self.fields if item.type.name != "master"))
        return tuple(target for target in found if target is not None)

    @property
    def pairs(self) -> tuple[tuple[Field, Field], ...]:
        """Amount and currency of each optional field of money: a row has both, or none."""
        halves = [item for item in self.fields if item.half_of and item.nullable]
        return tuple(zip(halves[::2], halves[1::2], strict=True))

    @property
    def parted(self) -> tuple[Field, ...]:
        """The documents in which each service has a part of its own."""
        return tuple(item for item in self.fields if item.parts)

    @property
    def shown(self) -> tuple[Field, ...]:
        """The fields that a row is read with: all but the hidden ones."""
        return tuple(item for item in self.fields if not item.type.hidden)

    @property
    def hidden(self) -> tuple[Field, ...]:
        """The fields that are read by a method of their own."""
        return tuple(item for item in self.fields if item.type.hidden)

    @property
    def writable(self) -> tuple[Field, ...]:
        """The fields a creation or an update may set."""
        return tuple(item for item in self.fields if item.name not in self.governed)

    @property
    def changeable(self) -> tuple[Field, ...]:
        """The fields an update may set."""
        return tuple(item for item in self.writable if item.name not in self.natural_key)

    @property
    def known_by(self) -> tuple[str, ...]:
        """The fields by which a row can be deleted: its natural key, or the two sides of a relation; none otherwise."""
        return self.natural_key or (self.unique[0].fields if self.is_relation else ())

    @property
    def key_fields(self) -> tuple[Field, ...]:
        """The fields of the natural key; none where it has none."""
        return tuple(map(self.field, self.natural_key))

    @property
    def key_columns(self) -> tuple[str, ...]:
        """The columns of the natural key."""
        return tuple(item.column for item in self.key_fields)
