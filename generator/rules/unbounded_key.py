"""A text of any length is part of a key.

## What

A `string` field without `max_length` (or with more than 600 characters) is unique, a filter, or in a declared index.

## Why

An entry of a B-tree holds at most 2704 bytes, and a character takes up to four. The first longer value is refused with
an error that names the index and not the field, on the day it arrives. Long keys also make every index deep and slow.

## Instead

Give the field a `max_length` of at most 600. For long texts, keep a digest of the text in a field of its own and make
that unique.
"""

from collections.abc import Iterator
from typing import Final

from generator.diagnostics import Severity
from generator.ir import Entity, Field, IndexUse, Platform
from generator.rules import Finding, Rule

_LONGEST: Final = 600
"""Characters of four bytes that fit PostgreSQL's 2704 bytes, with room for campaign_id and a short second column."""

_INVERTED: Final = frozenset({IndexUse.GIN, IndexUse.TRIGRAM})
"""Their entries are parts and digests of values, however long those are."""


def check(platform: Platform) -> Iterator[Finding]:
    """Finds strings that are in a key and may be longer than a key can be."""
    for entity in platform.entities():
        for field in _keyed(entity):
            if field.type.name == "string" and (field.max_length is None or field.max_length > _LONGEST):
                yield Finding(
                    span=field.span,
                    message=f"`{field.name}` is part of a key and may be longer than an index entry",
                    hint=f"Give it a `max_length` of at most {_LONGEST}.",
                )


def _keyed(entity: Entity) -> Iterator[Field]:
    names = {name for unique in entity.unique if not unique.hashed for name in unique.fields}
    names |= {column.field for index in entity.indexes if index.using not in _INVERTED for column in index.columns}
    names |= set(entity.filters)
    return (field for field in entity.fields if field.name in names)


RULE: Final = Rule(
    code="SG407",
    name="unbounded-key",
    severity=Severity.WARNING,
    practices=("P29",),
    check=check,
    page=__doc__,
)
