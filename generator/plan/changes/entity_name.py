"""An entity that has another name: its table, and all that is called after it, in one short transaction."""

from collections.abc import Iterable, Iterator

from generator import names
from generator.frozen import replace
from generator.ir import Entity
from generator.plan import index_terms
from generator.plan.derived import trigger_name
from generator.plan.indexes import column_of
from generator.plan.keys import MASTER_TABLE
from generator.plan.literals import quoted
from generator.plan.operations import Backfill, RenameTable
from generator.plan.partitioning import called
from generator.plan.schema import (
    Check,
    Column,
    ColumnSync,
    ForeignKey,
    RowCheck,
    SchemaIndex,
    Table,
    TenantTrigger,
    UniqueKey,
)
from generator.plan.searching import Finder, FinderKind, SearchVector
from generator.plan.steps import Stage, Step

_VECTOR = "search_vector"
"""Of no use to code that knows the former name: it searches by a function."""


def renamed(before: Table, entity: Entity) -> Table:
    """The table under the entity's name; a view of the old one shows old code what it knows."""
    call = _Calling(before, entity.table)
    shown = before.former_columns or tuple(column.name for column in before.columns if column.name != _VECTOR)
    return replace(
        before,
        name=entity.table,
        entity=entity.name,
        columns=tuple(call.column(item) for item in before.columns),
        primary_key=call.unique(before.primary_key),
        uniques=tuple(map(call.unique, before.uniques)),
        checks=tuple(map(call.check, before.checks)),
        row_checks=tuple(map(call.row_check, before.row_checks)),
        foreign_keys=tuple(map(call.foreign_key, before.foreign_keys)),
        indexes=tuple(map(call.index, before.indexes)),
        search=call.search(before.search) if before.search else None,
        finders=tuple(map(call.finder, before.finders)),
        updated_at_trigger=call.name(before.updated_at_trigger, ("updated_at",)),
        policy=call.name(before.policy, ("campaign",)) if before.policy else None,
        tenant=call.tenant(before.tenant, entity) if before.tenant else None,
        syncs=tuple(map(call.sync, before.syncs)),
        partitioning=called(before.partitioning, entity.table) if before.partitioning else None,
        derivation=replace(before.derivation, name=trigger_name(entity.table)) if before.derivation else None,
        former_names=(*before.former_names, before.name),
        former_columns=shown,
    )


def steps(before: Table, after: Table, service: str) -> tuple[Step, ...]:
    """The new name for the table; and for its rows in `master`, if there are any, once old code is gone."""
    rename = Step(
        stage=Stage.RENAME,
        table=before.name,
        entity=before.entity,
        subjects=(after.entity,),
        operations=(RenameTable(before=before, after=after),),
    )
    if all(column.name != "master_id" for column in before.columns):
        return (rename,)
    fill = Backfill(
        table=MASTER_TABLE,
        key=("campaign_id", "id"),
        values=(("type", quoted(f"{service}.{after.entity}")),),
        where=f"type = {quoted(f'{service}.{before.entity}')}",
    )
    sweep = Step(stage=Stage.SWEEP, table=MASTER_TABLE, entity=after.entity, subjects=("type",), operations=(fill,))
    return rename, sweep


class _Calling:
    """Names of what a table owns: the table's in front, then a label; too long, a hash stands for the rest."""

    def __init__(self, before: Table, after: str) -> None:
        self._before = before.name
        self._after = after

    def name(self, name: str, labels: Iterable[str]) -> str:
        """The new name of something; `labels` are those that it can have where its name was cut."""
        if len(name.encode()) < names.MAXIMUM_BYTES and name.startswith(f"{self._before}_"):
            return names.shortened(self._after + name.removeprefix(self._before))
        for label in labels:
            if names.shortened(f"{self._before}_{label}") == name:
                return names.shortened(f"{self._after}_{label}")
        return names.shortened(f"{self._after}_{name[-8:]}")

    def column(self, item: Column) -> Column:
        identity = self.name(item.identity, (f"{item.name}_seq",)) if item.identity else None
        return replace(item, identity=identity)

    def unique(self, key: UniqueKey) -> UniqueKey:
        columns = "_".join(name for name in key.columns if name != "campaign_id")
        return replace(key, name=self.name(key.name, (f"{columns}_key", "pkey")))

    def check(self, check: Check) -> Check:
        return replace(check, name=self.name(check.name, (f"{check.column}_{check.kind}_check",)))

    def row_check(self, check: RowCheck) -> RowCheck:
        return replace(check, name=self.name(check.name, ()))

    def foreign_key(self, key: ForeignKey) -> ForeignKey:
        parent = self._after if key.parent == self._before else key.parent
        return replace(key, name=self.name(key.name, (f"{key.columns[-1]}_fkey",)), parent=parent)

    def index(self, index: SchemaIndex) -> SchemaIndex:
        return replace(index, name=self.name(index.name, _index_labels(index)))

    def search(self, search: SearchVector) -> SearchVector:
        function = search.search_function
        return replace(
            search,
            trigger_function=self.name(search.trigger_function, (_VECTOR,)),
            trigger=self.name(search.trigger, (_VECTOR,)),
            change_trigger=self.name(search.change_trigger, (f"{_VECTOR}_change",)),
            search_function=self.name(function, ("search",)) if function else "",
        )

    def finder(self, finder: Finder) -> Finder:
        return replace(finder, function=self.name(finder.function, (finder.kind,)))

    def tenant(self, trigger: TenantTrigger, entity: Entity) -> TenantTrigger:
        return TenantTrigger(function=self.name(trigger.function, ("tenant",)), master_type=str(entity.key))

    def sync(self, sync: ColumnSync) -> ColumnSync:
        labels = (f"{sync.new}", f"{sync.old}")
        rest = next((item for item in labels if names.shortened(f"copy_{self._before}_{item}") == sync.name), sync.new)
        return replace(sync, name=names.shortened(f"copy_{self._after}_{rest}"))


def _index_labels(index: SchemaIndex) -> Iterator[str]:
    """The labels that an index over these terms may have: see `generator.plan.indexes`."""
    terms = [term for term in index.columns if term != "campaign_id"]
    words = index_terms.words(terms)
    yield from (f"{label}_idx" for label in index_terms.labels(words))
    yield from (f"{column_of(terms[0])}_created_at_idx", f"{column_of(terms[-1])}_fkey_idx")
    yield from (f"{column_of(terms[0])}_{kind}_idx" for kind in FinderKind)
