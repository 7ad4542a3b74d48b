"""A column of another type takes the place of one, and its name.

All that hangs on the column is made a second time for its successor, proven, and in one short transaction the names are
exchanged: that of the old column ends in `_until_` and the number of the edit. What hangs on it goes after old code.
"""

from collections.abc import Iterator

from generator import names
from generator.frozen import replace
from generator.plan.changes.edit import Edit
from generator.plan.changes.successors import goes_late, led_to, sync_of, synced, with_earlier_defaults, with_others
from generator.plan.conversions import Conversion
from generator.plan.index_terms import beginning, begun_by
from generator.plan.indexes import column_of
from generator.plan.operations import (
    AddCheck,
    AttachUnique,
    CreateIndex,
    CreateUniqueIndex,
    DropConstraint,
    DropIndex,
    DropNotNull,
    Operation,
    RenameColumn,
    RenameConstraint,
    RenameIndex,
    SetNotNull,
    StopSync,
    SyncColumns,
    ValidateConstraint,
)
from generator.plan.rewriting import mentions, rewritten
from generator.plan.schema import Check, CheckKind, Column, SchemaIndex, Table
from generator.plan.steps import Stage, Step


def swapped(edit: Edit, before: Column, after: Column, by: Conversion) -> Edit:
    """The edit with a column of the type of `after` in the place of `before`, which stays under another name."""
    if after.nullable and not before.nullable:
        # Now, because the default may be another, or none, long before the names are exchanged.
        edit = edit.then(edit.step(Stage.LOOSEN, after.name, DropNotNull(table=edit.table.name, column=after.name)))
        before = replace(before, nullable=True)
        edit = edit.then(table=edit.with_column(before))
    earlier = tuple(led_to(edit, after.name, after, by))
    edit = with_earlier_defaults(edit, earlier, after.default, Stage.RETIRE if goes_late(after) else Stage.ADD)
    swap = _Swap(edit, before, after)
    added = synced(edit, before, replace(after, name=swap.next), by, swap.until)
    syncs, table = with_others(edit.table.syncs, earlier), edit.table.name
    final = sync_of(table, swap.until, after, by, {item.name for item in syncs})
    settle = edit.step(
        Stage.SETTLE,
        after.name,
        *swap.not_null(),
        StopSync(table=table, sync=added.table.syncs[-1]),
        RenameColumn(table=table, column=after.name, to=swap.until),
        RenameColumn(table=table, column=swap.next, to=after.name),
        *swap.renames(),
        *(() if before.nullable else (DropNotNull(table=table, column=swap.until),)),
        *(SyncColumns(table=table, sync=item) for item in (*earlier, final)),
    )
    made = swap.table(added.live[before.name])
    return added.then(*swap.steps(), settle, *swap.drops(), table=replace(made, syncs=(*syncs, final)))


class _Swap:
    """What hangs on the column, for both of them."""

    def __init__(self, edit: Edit, before: Column, after: Column) -> None:
        self._edit = edit
        self._before = before
        self._after = after
        self.next = _free(edit, names.shortened(f"{after.name}_next"))
        self.until = _free(edit, names.shortened(f"{after.name}_until_{edit.number:04}"))
        column = after.name
        self._old_checks = tuple(item for item in edit.table.checks if item.column == column)
        self._checks = tuple(item for item in edit.desired.checks if item.column == column)
        self._old_uniques = tuple(item for item in edit.table.uniques if column in item.columns)
        self._uniques = tuple(
            item for item in edit.desired.uniques if column in item.columns and self._ready(item.columns)
        )
        self._old_indexes = tuple(item for item in edit.table.indexes if self._hangs(item))
        self._indexes = tuple(item for item in edit.desired.indexes if self._hangs(item) and self._ready(item.columns))

    def _hangs(self, index: SchemaIndex) -> bool:
        name = self._after.name
        return name in map(column_of, index.columns) or mentions(index.where, name)

    def _ready(self, columns: tuple[str, ...]) -> bool:
        """Whether the other columns are there: what is over a new one is built when that is."""
        return self._edit.live.keys() >= set(map(column_of, columns))

    @property
    def _proof(self) -> Check:
        kind = CheckKind.PRESENT
        name = names.shortened(f"{self._edit.table.name}_{self.next}_{kind}_check")
        return Check(name=name, column=self.next, kind=kind, expression=f"{self.next} IS NOT NULL")

    @property
    def _is_required(self) -> bool:
        """A column that becomes required in the same edit is proven later, under its own name."""
        return not self._before.nullable and not self._after.nullable

    def steps(self) -> Iterator[Step]:
        """Everything built and proven for the successor, under names of its own."""
        table, step, subject = self._edit.table.name, self._edit.step, self._after.name
        for check in self._checks:
            item = replace(check, name=_next(check.name), column=self.next, expression=self._for_next(check.expression))
            yield step(Stage.ADD, self.next, AddCheck(table=table, check=item))
            yield step(Stage.VALIDATE, subject, ValidateConstraint(table=table, name=item.name))
        if self._is_required:
            yield step(Stage.CONSTRAIN, subject, AddCheck(table=table, check=self._proof))
            yield step(Stage.VALIDATE, subject, ValidateConstraint(table=table, name=self._proof.name))
        for index in self._indexes:
            terms = tuple(self._term(term) for term in index.columns)
            where = None if index.where is None else self._for_next(index.where)
            made = replace(index, name=_next(index.name), columns=terms, where=where)
            yield step(Stage.INDEX, _label(self._edit, made.name), CreateIndex(table=table, index=made))
        for key in self._uniques:
            columns, terms = (tuple(map(self._for_next, items)) for items in (key.columns, key.terms))
            made_key = replace(key, name=_next(key.name), columns=columns, terms=terms)
            yield step(Stage.INDEX, _label(self._edit, made_key.name), CreateUniqueIndex(table=table, key=made_key))
            if not key.is_index:
                yield step(Stage.SETTLE, subject, AttachUnique(table=table, key=made_key))

    def not_null(self) -> Iterator[Operation]:
        """NOT NULL of the successor, if the column has it and keeps it."""
        if self._is_required:
            yield SetNotNull(table=self._edit.table.name, column=self.next, proof=self._proof.name)

    def renames(self) -> Iterator[Operation]:
        """The names exchanged: the old ones first, for the new ones to be free."""
        table = self._edit.table.name
        for check in self._old_checks:
            yield DropConstraint(table=table, name=check.name)
        for name in (item.name for items in (self._old_uniques, self._old_indexes) for item in items):
            yield RenameIndex(table=table, name=name, to=self._old(name))
        for check in self._checks:
            yield RenameConstraint(table=table, name=_next(check.name), to=check.name)
        for name in (item.name for items in (self._uniques, self._indexes) for item in items):
            yield RenameIndex(table=table, name=_next(name), to=name)

    def drops(self) -> Iterator[Step]:
        """The end of what hung on the old column, when the code is gone that relies on it."""
        table, step, subject = self._edit.table.name, self._edit.step, self._after.name
        for key in self._old_uniques:
            if not key.is_index:
                yield step(Stage.RETIRE, subject, DropConstraint(table=table, name=self._old(key.name)))
        partial = (key.name for key in self._old_uniques if key.is_index)
        for name in (*partial, *(index.name for index in self._old_indexes)):
            yield step(Stage.DISCARD, _label(self._edit, name), DropIndex(table=table, name=self._old(name)))

    def table(self, before: Column) -> Table:
        """The table afterwards; `before` is the old column with its default as it became."""
        table = self._edit.table
        old = replace(before, name=self.until, nullable=True, retired=True)
        new = replace(self._after, nullable=not self._is_required)
        return replace(
            table,
            columns=(*(old if column.name == before.name else column for column in table.columns), new),
            checks=(*(item for item in table.checks if item not in self._old_checks), *self._checks),
            uniques=(*(item for item in table.uniques if item not in self._old_uniques), *self._uniques),
            indexes=(*(item for item in table.indexes if item not in self._old_indexes), *self._indexes),
            former_columns=tuple(
                f"{self.until} AS {item}" if item == self._after.name else item for item in table.former_columns
            ),
        )

    def _old(self, name: str) -> str:
        return names.shortened(f"{name}_until_{self._edit.number:04}")

    def _for_next(self, expression: str) -> str:
        return rewritten(expression, self._after.name, self.next)

    def _term(self, term: str) -> str:
        return _with_column(term, self._after.name, self.next)


def _with_column(term: str, column: str, by: str) -> str:
    if begun_by(term) == column:
        return beginning(by)
    return term.replace(column, by, 1) if column_of(term) == column else term


def _free(edit: Edit, name: str) -> str:
    """The name, or the next that no column has."""
    taken = {column.name for table in (edit.table, edit.desired) for column in table.columns}
    return name if name not in taken else _free(edit, names.shortened(f"{name}_next"))


def _next(name: str) -> str:
    return names.shortened(f"{name}_next")


def _label(edit: Edit, name: str) -> str:
    return name.removeprefix(f"{edit.table.name}_")
