"""Compares the recorded table of an entity with the one its spec asks for: what can be added, and what must be refused.

Comments are not compared. They change with every reworded description, and a migration for each would bury the ones
that matter; the recorded comment stays as it was written, so that a fresh database and a migrated one still have the
same.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.diagnostics import Diagnostic, Span
from generator.ir import SYSTEM_COLUMNS, Entity
from generator.plan import indexes, refusals
from generator.plan.order import Additions
from generator.plan.schema import Column, SearchVector, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What became of one table."""

    table: Table
    """The recorded table with the additions at the end."""
    additions: Additions
    refused: tuple[Diagnostic, ...]


def compare(recorded: Table, desired: Table, entity: Entity) -> Comparison:
    """What turns `recorded` into `desired`, the table that `entity` asks for."""
    delta = _Delta(recorded, desired, entity)
    additions = delta.additions()
    table = replace(
        recorded,
        columns=recorded.columns + additions.columns,
        checks=recorded.checks + additions.checks,
        foreign_keys=recorded.foreign_keys + additions.foreign_keys,
        indexes=recorded.indexes + additions.indexes,
    )
    return Comparison(table=table, additions=additions, refused=tuple(delta.refused()))


class _Delta:
    """The two tables side by side, by name."""

    def __init__(self, recorded: Table, desired: Table, entity: Entity) -> None:
        self._recorded = recorded
        self._desired = desired
        self._entity = entity
        self._spans = {field.column: field.span for field in entity.fields}
        self._before = {column.name: column for column in recorded.columns}
        self._after = {column.name: column for column in desired.columns}
        self._own = SYSTEM_COLUMNS | {entity.parent_column or ""}
        self._added = self._after.keys() - self._before.keys() - self._own
        self._removed = self._before.keys() - self._after.keys() - self._own
        self._retyped = {
            name
            for name, column in self._after.items()
            if name in self._before and self._before[name].type != column.type
        }

    def additions(self) -> Additions:
        """What the recorded table lacks, in the order of the spec."""
        recorded, desired = self._recorded, self._desired
        checks = {item.name for item in recorded.checks}
        known = {item.name for item in recorded.indexes}
        return Additions(
            table=recorded.name,
            entity=recorded.entity,
            columns=tuple(column for column in desired.columns if column.name in self._added),
            checks=tuple(item for item in desired.checks if item.name not in checks and item.column in self._added),
            foreign_keys=tuple(item for item in desired.foreign_keys if item.columns[-1] in self._added),
            indexes=tuple(item for item in desired.indexes if item.name not in known),
        )

    def refused(self) -> Iterator[Diagnostic]:
        """Everything else that differs."""
        entity, span = self._entity, self._entity.span
        if self._recorded.scoped != self._desired.scoped:
            scopes = ("campaign", "global") if self._recorded.scoped else ("global", "campaign")
            yield refusals.scope(entity.name, *scopes, span)
            return  # every key and index follows from the scope
        yield from self._switches(span)
        yield from self._columns(span)
        yield from self._checks()
        yield from self._foreign_keys()
        yield from self._uniques()
        yield from self._indexes()

    def _switches(self, span: Span) -> Iterator[Diagnostic]:
        name = self._entity.name
        if self._differs("deleted_at"):
            yield refusals.soft_delete(name, now="deleted_at" in self._after, span=span)
        if self._differs("version"):
            yield refusals.concurrency(name, now="version" in self._after, span=span)
        if self._entity.parent and self._entity.parent_column not in self._before:
            yield refusals.parent(name, self._entity.parent.key.entity, span)
        if self._recorded.search != self._desired.search:
            yield refusals.search(name, _spelled(self._recorded.search), _spelled(self._desired.search), span)

    def _differs(self, column: str) -> bool:
        return (column in self._before) != (column in self._after)

    def _columns(self, span: Span) -> Iterator[Diagnostic]:
        owner = self._entity.name
        for name, before in self._before.items():
            if name in self._removed:
                twins = tuple(item for item in sorted(self._added) if self._after[item].type == before.type)
                yield refusals.field_removed(owner, name, before.type, span, twins)
        for name, after in self._after.items():
            if name in self._added and not after.nullable and after.default is None:
                yield refusals.field_needs_default(owner, name, self._span(name))
            elif name in self._before and name not in self._own:
                yield from self._column(self._before[name], after)

    def _column(self, before: Column, after: Column) -> Iterator[Diagnostic]:
        owner, span = self._entity.name, self._span(after.name)
        if before.type != after.type:
            yield refusals.field_type(owner, after.name, before.type, after.type, span)
        elif before.default != after.default:
            yield refusals.field_default(owner, after.name, before.default, after.default, span)
        elif before.nullable != after.nullable:
            yield refusals.field_required(owner, after.name, nullable=after.nullable, span=span)

    def _checks(self) -> Iterator[Diagnostic]:
        before = {item.name: item.expression for item in self._recorded.checks}
        after = {item.name: item.expression for item in self._desired.checks}
        columns = {item.name: item.column for item in (*self._recorded.checks, *self._desired.checks)}
        explained = self._removed | self._added | self._retyped
        for name, column in columns.items():
            was, now = before.get(name), after.get(name)
            if was != now and column not in explained:
                yield refusals.field_check(self._entity.name, column, was, now, self._span(column))

    def _foreign_keys(self) -> Iterator[Diagnostic]:
        after = {item.name: item for item in self._desired.foreign_keys}
        for before in self._recorded.foreign_keys:
            now, column = after.get(before.name), before.columns[-1]
            if now is not None and now != before:
                was = f"{before.parent} on delete {before.on_delete}"
                yield refusals.field_reference(
                    self._entity.name, column, was, f"{now.parent} on delete {now.on_delete}", self._span(column)
                )
            elif now is None and column not in self._removed | self._retyped:
                yield refusals.field_reference(self._entity.name, column, before.parent, "none", self._span(column))
        known = {item.name for item in self._recorded.foreign_keys}
        for key in self._desired.foreign_keys:
            column = key.columns[-1]
            if key.name not in known and column in self._before and column not in self._retyped:
                yield refusals.field_reference(self._entity.name, column, "none", key.parent, self._span(column))

    def _uniques(self) -> Iterator[Diagnostic]:
        before = {item.name: item for item in self._recorded.uniques}
        after = {item.name: item for item in self._desired.uniques}
        declared = self._desired.uniques[-len(self._entity.unique) :] if self._entity.unique else ()
        spans = {key.name: item.span for key, item in zip(declared, self._entity.unique, strict=True)}
        for name in dict.fromkeys((*before, *after)):
            was, now = before.get(name), after.get(name)
            key = now or was
            if key is None or (was and (now or self._removed.intersection(was.columns))):
                continue
            columns = ", ".join(column for column in key.columns if column != "campaign_id")
            spelled = columns if was else None
            yield refusals.unique(self._entity.name, columns, spelled, None, spans.get(name, self._entity.span))

    def _indexes(self) -> Iterator[Diagnostic]:
        after = {item.name: item for item in self._desired.indexes}
        uniques = (self._desired.primary_key, *self._desired.uniques)
        keys = {key.columns for key in self._desired.foreign_keys}
        gone = self._removed | {"search_vector"}
        for before in self._recorded.indexes:
            now = after.get(before.name)
            if now == before or gone.intersection(map(indexes.column_of, before.columns)):
                continue
            if now is None and (indexes.redundant(before, uniques, self._desired.indexes) or before.columns in keys):
                continue  # harmless, and another serves in its place
            label = indexes.label(before)
            spelled = None if now is None else indexes.spelled(now)
            yield refusals.index(self._entity.name, label, indexes.spelled(before), spelled, self._entity.span)

    def _span(self, column: str) -> Span:
        return self._spans.get(column, self._entity.span)


def _spelled(search: SearchVector | None) -> str:
    if search is None:
        return "none"
    return f"{{{', '.join(f'{item.column}: {item.weight}' for item in search.columns)}}} in {search.language}"
