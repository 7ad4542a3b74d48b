"""The end of what is retired: planned for what is named, and for the recorded state that it was chosen in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.diagnostics import Diagnostic, Span
from generator.frozen import frozen, replace
from generator.plan import lock_tables, order, refusals
from generator.plan.blueprint import Migration
from generator.plan.indexes import column_of
from generator.plan.kept import Derivation
from generator.plan.operations import (
    Derive,
    DropColumn,
    DropCompatibilityView,
    DropConstraint,
    DropHistory,
    DropIndex,
    DropTable,
    Operation,
    StopDeriving,
    StopSync,
)
from generator.plan.records import Record
from generator.plan.rewriting import mentions
from generator.plan.schema import Table
from generator.plan.spreading import spread
from generator.plan.steps import Stage, Step
from generator.tree import digest, lock_path

_DIGITS = 8
"""Of a state's digest: enough to tell two states of one service apart."""


@frozen
class RetiredObject:
    """Something that no code uses, and that is still there with what it holds."""

    name: str
    """By which it is acknowledged: `content.article.body`, `content.comment`, or a view's own name."""
    table: str
    column: str | None = None
    view: str | None = None
    history: str | None = None

    @property
    def kind(self) -> str:
        """What it is, in one word."""
        kinds = {"column": self.column, "view": self.view, "history": self.history}
        return next((kind for kind, name in kinds.items() if name), "table")


@frozen
class Contraction:
    """What a contraction does to one service; nothing may be written if anything is refused."""

    record: Record
    """After it, without the new migrations, which are known by their rendered bytes only."""
    migrations: tuple[Migration, ...]
    refused: tuple[Diagnostic, ...]
    """SG560 to SG562."""


def state(record: Record) -> str:
    """Names the recorded tables of the service: another state, another name."""
    return digest("\n".join(lock_tables.written(record.tables, record.origins)))[:_DIGITS]


def retired(record: Record) -> tuple[RetiredObject, ...]:
    """All that could be dropped, in recorded order."""
    return tuple(_retired(record))


def _retired(record: Record) -> Iterator[RetiredObject]:
    for table in record.tables:
        entity = f"{record.service}.{table.entity}"
        yield from (RetiredObject(name=view, table=table.name, view=view) for view in table.former_names)
        if table.retired:
            yield RetiredObject(name=entity, table=table.name)
            continue
        if table.history and table.history.stopped:
            yield RetiredObject(name=table.history.name, table=table.name, history=table.history.name)
        for column in table.columns:
            if column.retired:
                yield RetiredObject(name=f"{entity}.{column.name}", table=table.name, column=column.name)


def contract(record: Record, objects: Sequence[str], expected: str, others: Iterable[Record] = ()) -> Contraction:
    """Plans the drops of the retired objects called `objects`.

    `expected` is the `state` that they were chosen in; `others` are the records of the other services, whose foreign
    keys may be in the way.
    """
    known = {item.name: item for item in retired(record)}
    unknown = tuple(refusals.not_retired(name, span(record)) for name in objects if name not in known)
    if expected != state(record):
        return _refused(record, (refusals.other_state(expected, state(record), span(record)),))
    if unknown:
        return _refused(record, unknown)
    chosen = tuple(known[name] for name in known if name in objects)
    shrunk = {table.name: _Shrinking(table, chosen) for table in record.tables}
    kept = tuple(item.after() for item in shrunk.values() if not item.gone)
    hindered = tuple(_hindrances(record, shrunk, others))
    if hindered:
        return _refused(record, hindered)
    steps = [step for item in shrunk.values() for step in item.steps()]
    history = tuple(item.id for item in record.migrations)
    names = {table.name for table in kept}
    return Contraction(
        record=replace(
            record,
            tables=kept,
            origins={name: id_ for name, id_ in record.origins.items() if name in names},
        ),
        migrations=order.migrations(record.service, history, (), spread(steps, kept), {}),
        refused=(),
    )


def _refused(record: Record, findings: tuple[Diagnostic, ...]) -> Contraction:
    return Contraction(record=record, migrations=(), refused=findings)


def span(record: Record) -> Span:
    """The lock of the service: a contraction has no place in a spec."""
    return Span(path=lock_path(record.service), line=1, column=1, end_line=1, end_column=2)


def _hindrances(record: Record, shrunk: Mapping[str, "_Shrinking"], others: Iterable[Record]) -> Iterator[Diagnostic]:
    """What would make PostgreSQL refuse a drop: views that show a column, foreign keys to a table."""
    for item in shrunk.values():
        names = [f"{item.table.name}.{column}" for column in sorted(item.columns)]
        for what in [item.table.name] if item.gone else names:
            for view in item.table.former_names:
                if view not in item.views:
                    yield refusals.in_the_way(what, f"the view `{view}`", view, span(record))
    left = [(item.table, key) for item in shrunk.values() if not item.gone for key in item.after().foreign_keys]
    left += [(table, key) for other in others for table in other.tables for key in table.foreign_keys]
    for table, key in left:
        if key.parent in shrunk and shrunk[key.parent].gone:
            name = f"`{key.name}` of `{table.name}`"
            yield refusals.in_the_way(key.parent, f"the foreign key {name}", key.columns[-1], span(record))


class _Shrinking:
    """A table with what of it goes."""

    def __init__(self, table: Table, chosen: Sequence[RetiredObject]) -> None:
        own = [item for item in chosen if item.table == table.name]
        self.table = table
        self.gone = any(item.kind == "table" for item in own)
        self.columns = frozenset(item.column for item in own if item.column)
        self.views = tuple(item.view for item in own if item.view)
        self.forgets = any(item.history for item in own)

    def steps(self) -> Iterator[Step]:
        """In the order of a run: triggers and views, foreign keys, indexes, then what is left."""
        table = self.table
        for view in self.views:
            drop_view = DropCompatibilityView(table=table.name, view=view, finders=table.finders)
            yield self._step(Stage.RETIRE, view, drop_view)
        for sync in () if self.gone else table.syncs:
            if self._touches((sync.old, sync.new)):
                yield self._step(Stage.RETIRE, sync.old, StopSync(table=table.name, sync=sync))
        for key in table.foreign_keys:
            if self.gone or self._touches(key.columns):
                drop = DropConstraint(table=table.name, name=key.name, parent=key.parent)
                yield self._step(Stage.UNLINK, key.columns[-1], drop)
        if self.gone:
            without = replace(table, foreign_keys=())
            yield self._step(Stage.REMOVE, table.name, DropTable(table=without))
        else:
            yield from self._smaller()

    def _smaller(self) -> Iterator[Step]:
        table = self.table.name
        if self.forgets and self.table.history:
            yield self._step(Stage.REMOVE, "history", DropHistory(table=table, history=self.table.history))
        yield from self._computing()
        for name in self._indexes():
            yield self._step(Stage.DISCARD, name.removeprefix(f"{table}_"), DropIndex(table=table, name=name))
        for key in self.table.uniques:
            if not key.is_index and self._touches(key.columns):
                yield self._step(Stage.REMOVE, key.columns[-1], DropConstraint(table=table, name=key.name))
        for column in self.table.columns:
            if column.name in self.columns:
                yield self._step(Stage.REMOVE, column.name, DropColumn(table=table, column=column.name))

    def _computing(self) -> Iterator[Step]:
        """A column is no longer computed when it goes, or when one goes that it is computed of."""
        before, after = self.table.derivation, self._derivation()
        if before is None or before == after:
            return
        table, subject = self.table.name, before.columns[0].column
        if after is None:
            yield self._step(Stage.RETIRE, subject, StopDeriving(table=table, derivation=before))
        else:
            yield self._step(Stage.RETIRE, subject, Derive(table=table, derivation=after, subjects=()))

    def _derivation(self) -> Derivation | None:
        before = self.table.derivation
        left = tuple(
            item for item in (before.columns if before else ()) if not self._touches((item.column, *item.sources))
        )
        return replace(before, columns=left) if before and left else None

    def _indexes(self) -> Iterator[str]:
        for key in self.table.uniques:
            if key.is_index and self._touches(key.columns):
                yield key.name
        for index in self.table.indexes:
            if self._touches(map(column_of, index.columns)) or any(
                mentions(index.where, name) for name in self.columns
            ):
                yield index.name

    def after(self) -> Table:
        """What is left."""
        table = self.table
        return replace(
            table,
            columns=tuple(item for item in table.columns if item.name not in self.columns),
            uniques=tuple(item for item in table.uniques if not self._touches(item.columns)),
            checks=tuple(item for item in table.checks if item.column not in self.columns),
            foreign_keys=tuple(item for item in table.foreign_keys if not self._touches(item.columns)),
            indexes=tuple(item for item in table.indexes if item.name not in set(self._indexes())),
            syncs=tuple(item for item in table.syncs if not self._touches((item.old, item.new))),
            former_names=tuple(name for name in table.former_names if name not in self.views),
            former_columns=() if self.views else table.former_columns,
            history=None if self.forgets else table.history,
            derivation=self._derivation(),
        )

    def _touches(self, columns: Iterable[str]) -> bool:
        return not self.columns.isdisjoint(columns)

    def _step(self, stage: Stage, subject: str, operation: Operation) -> Step:
        table = self.table
        return Step(stage=stage, table=table.name, entity=table.entity, subjects=(subject,), operations=(operation,))
