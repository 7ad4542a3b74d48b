"""PostgreSQL extensions: the migrations that install them, and which of them an operation relies on."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, assert_never

from generator.plan.blueprint import Migration
from generator.plan.core import core_migrations
from generator.plan.index_terms import TRIGRAMS
from generator.plan.operations import AddColumn, CreateExtension, CreateIndex, CreateTable, Operation
from generator.plan.schema import Column, IndexMethod, SchemaIndex

_INSTALLS: Final = re.compile(r"core\.\d{4}\.extension_(\w+)")
_TYPES: Final = {"vector": re.compile(r"vector\(")}
"""Column types that are an extension's."""


def extension_migrations(history: Sequence[str], added: Iterable[str]) -> tuple[Migration, ...]:
    """One migration for each of the extensions `added` to a platform that has run those of `history`."""
    return core_migrations(
        history,
        (
            (f"extension_{name}", f"Installs the extension {name}, unless it is there.", CreateExtension(name=name))
            for name in added
        ),
    )


def origins(ids: Iterable[str]) -> Mapping[str, str]:
    """Which of the core's migrations installs what, by what `origin` says of the extension."""
    found = ((id_, _INSTALLS.fullmatch(id_)) for id_ in ids)
    return {origin(match[1]): id_ for id_, match in found if match}


def origin(extension: str) -> str:
    """What an extension is called among the tables, by which their migrations are found: no table has such a name."""
    return f"extension {extension}"


def needed(operations: Iterable[Operation]) -> frozenset[str]:
    """The extensions without which the operations fail."""
    return frozenset(name for operation in operations for name in _needed(operation))


def _needed(operation: Operation) -> Iterator[str]:
    match operation:
        case CreateTable(table=table):
            for column in table.columns:
                yield from _of_column(column)
            for index in table.indexes:
                yield from _of_index(index)
        case AddColumn(column=column):
            yield from _of_column(column)
        case CreateIndex(index=index):
            yield from _of_index(index)
        case _:
            pass  # the others work on what is there


def _of_column(column: Column) -> Iterator[str]:
    yield from (name for name, form in _TYPES.items() if form.match(column.type))


def _of_index(index: SchemaIndex) -> Iterator[str]:
    match index.method:
        case IndexMethod.BTREE:
            pass
        case IndexMethod.GIN:
            if "campaign_id" in index.columns:
                yield "btree_gin"
            if any(term.endswith(f" {TRIGRAMS}") for term in index.columns):
                yield "pg_trgm"
        case IndexMethod.HNSW:
            yield "vector"
        case _:
            assert_never(index.method)
