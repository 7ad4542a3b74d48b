"""What is in the tables, before and after an edit."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import psycopg
from psycopg import sql

from generator.plan.records import Record
from generator.plan.schema import Table

DERIVED = {"search_vector"}
"""Columns that are computed from others and may be computed anew."""

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A table before and after; they may have different names."""

    old: Table
    new: Table
    changed: frozenset[str] = frozenset()
    """Columns that may hold other values after the edit."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Those that both have, derived ones left out."""
        kept = {column.name for column in self.new.columns} - DERIVED - self.changed
        return tuple(column.name for column in self.old.columns if column.name in kept)

    @property
    def filled(self) -> frozenset[str]:
        """Columns that could be null and cannot any more: nulls have become values."""
        required = {column.name for column in self.new.columns if not column.nullable}
        return frozenset(column.name for column in self.old.columns if column.nullable and column.name in required)


def pairs(
    old: Mapping[str, Record], new: Mapping[str, Record], changed: frozenset[str] = frozenset()
) -> tuple[Pair, ...]:
    """Every table that was there before and is not dropped, with what has become of it.

    `changed` names columns whose values may change, `table.column` by the names of before.
    """
    after = {name: table for record in new.values() for table in record.tables for name in _names(table)}
    before = [table for record in old.values() for table in record.tables]
    return tuple(
        Pair(
            old=table,
            new=after[table.name],
            changed=frozenset(name for item in changed for owner, name in [item.split(".")] if owner == table.name),
        )
        for table in before
        if table.name in after
    )


def _names(table: Table) -> Iterator[str]:
    yield table.name
    yield from table.former_names


def read(url: str, table: str, columns: tuple[str, ...]) -> tuple[Row, ...]:
    """All rows, as the Python values of psycopg, ordered by id."""
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    order = sql.SQL(", ").join(sql.Identifier(name) for name in ("id", "campaign_id") if name in columns)
    query = sql.SQL("SELECT {} FROM {} ORDER BY {}").format(names, sql.Identifier(table), order)
    with psycopg.connect(url) as connection:
        return tuple(dict(zip(columns, row, strict=True)) for row in connection.execute(query))


def contents(url: str, tables: tuple[Pair, ...], *, edited: bool) -> Mapping[str, tuple[Row, ...]]:
    """The rows of all tables, `master` among them, by the name that the table had before the edit."""
    rows = {pair.old.name: read(url, pair.new.name if edited else pair.old.name, pair.columns) for pair in tables}
    return rows | {"master": read(url, "master", ("id", "uuid"))}


def kept(
    before: Mapping[str, tuple[Row, ...]],
    after: Mapping[str, tuple[Row, ...]],
    tables: tuple[Pair, ...],
    *,
    grows: bool,
) -> Mapping[str, tuple[Row, ...]]:
    """What `after` should be, given `before`: the same, but that a null may have become a value where it had to.

    Where the spec seeds a table, rows may have come, whose ids are the highest; if anything `grows`, in `master` too.
    """
    filled = {"master": frozenset[str]()} | {pair.old.name: pair.filled for pair in tables}
    growing = {pair.old.name for pair in tables if pair.new.seeds} | ({"master"} if grows else set())
    return {name: _kept(rows, after[name], filled[name], grows=name in growing) for name, rows in before.items()}


def _kept(rows: tuple[Row, ...], now: tuple[Row, ...], columns: frozenset[str], *, grows: bool) -> tuple[Row, ...]:
    new = now[len(rows) :] if grows else ()
    return (*(_filled(*pair, columns) for pair in zip(rows, now[: len(now) - len(new)], strict=True)), *new)


def _filled(row: Row, now: Row, columns: frozenset[str]) -> Row:
    return {name: now[name] if value is None and name in columns else value for name, value in row.items()}
