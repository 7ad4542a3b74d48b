"""A declared index repeats one that is there anyway.

## What

An index over a single field, without `desc` and without `where`, whose field is a filter, a reference or unique by
itself.

## Why

Filters, references and unique groups have their indexes by construction. A second one serves no query that the first
does not serve, and every write pays for it.

## Instead

Remove the index. Declare indexes for queries of your own: over several fields, or over some rows only.
"""

from collections.abc import Iterator
from typing import Final

from generator.diagnostics import Severity
from generator.ir import Entity, IndexColumn, Platform
from generator.rules import Finding, Rule


def check(platform: Platform) -> Iterator[Finding]:
    """Finds plain single-field indexes of fields that are indexed by construction."""
    for entity in platform.entities():
        indexed = dict(_indexed(entity))
        for index in entity.indexes:
            name = index.columns[0].field
            plain = len(index.columns) == 1 and index.where is None and index.columns[0] == IndexColumn(field=name)
            plain = plain and index.using is None
            if plain and name in indexed:
                yield Finding(
                    span=index.span,
                    message=f"`{name}` is indexed already, because it is {indexed[name]}",
                    hint="Remove this index.",
                )


def _indexed(entity: Entity) -> Iterator[tuple[str, str]]:
    for field in entity.fields:
        if field.target is not None:
            yield field.name, "a reference"
    for unique in (item for item in entity.of_all_rows if item.is_exact):
        yield unique.fields[0], "unique" if len(unique.fields) == 1 else "the first field of a unique group"
    for name in entity.filters:
        yield name, "a filter"
    for name in entity.ranges:
        yield name, "a filter by range"


RULE: Final = Rule(
    code="SG406",
    name="redundant-index",
    severity=Severity.WARNING,
    practices=("P16", "P52"),
    check=check,
    page=__doc__,
)
