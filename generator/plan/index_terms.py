"""The terms of declared indexes: what stands between their parentheses, and the names that are made of it."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from generator.ir import Entity, Index, IndexColumn, IndexUse, Metric

INVERTED: Final = frozenset({IndexUse.GIN, IndexUse.TRIGRAM})
"""The uses whose access method is GIN, which knows no order."""

TRIGRAMS: Final = "gin_trgm_ops"
"""The operator class of pg_trgm."""

_DISTANCES: Final = {Metric.COSINE: "cosine", Metric.L2: "l2", Metric.INNER: "ip"}
"""What the operator classes of pgvector call the distances."""

_PATH: Final = re.compile(r"\(\((\w+) #>> '\{(.*)\}'::text\[\]\)\)")
"""A place in a json as PostgreSQL prints it back: an expression has its own parentheses within those of a term."""

_BEGINNING: Final = re.compile(r"lower\(\((\w+)\)::text\) COLLATE \"C\"")
"""A text by which suggestions are ordered, as PostgreSQL prints it back."""


def beginning(column: str) -> str:
    """The term by which the beginnings of a VARCHAR are found, in either case and the same order everywhere."""
    return f'lower(({column})::text) COLLATE "C"'


def begun_by(term: str) -> str | None:
    """The column of such a term; None if it is another."""
    found = _BEGINNING.fullmatch(term)
    return found[1] if found else None


def terms(entity: Entity, index: Index) -> tuple[str, ...]:
    """The finished terms of the index, without the campaign."""
    *first, last = index.columns
    return (*(_term(entity, item, _class(entity, index, item)) for item in first), _last(entity, index, last))


def words(spelled: Iterable[str]) -> str:
    """What a name says of the terms: `status_published_at`, `metadata_seo_title`."""
    return "_".join(map(_words, spelled))


def label(words: str, using: IndexUse | None, *, partial: bool) -> str:
    """What a name says of the index: `title_trigram`, `status_partial`."""
    return words + (f"_{using}" if using else "") + ("_partial" if partial else "")


def labels(words: str) -> Iterator[str]:
    """All labels that declared indexes with these words may have."""
    return (label(words, using, partial=partial) for using in (None, *IndexUse) for partial in (False, True))


def _term(entity: Entity, item: IndexColumn, operators: str) -> str:
    column = entity.field(item.field).column
    if item.path:
        column = f"(({column} #>> '{{{','.join(map(_key, item.path))}}}'::text[]))"
    return column + operators + (" DESC" if item.descending else "")


def _last(entity: Entity, index: Index, item: IndexColumn) -> str:
    """Of a prefix index only the last term is looked for by its beginning; those before it are given whole."""
    operators = " text_pattern_ops" if index.using is IndexUse.PREFIX else _class(entity, index, item)
    return _term(entity, item, operators)


def _class(entity: Entity, index: Index, item: IndexColumn) -> str:
    match index.using:
        case IndexUse.TRIGRAM:
            return f" {TRIGRAMS}"
        case IndexUse.VECTOR:
            return f" vector_{_DISTANCES[index.metric]}_ops"
        case IndexUse.GIN if entity.field(item.field).sql_type == "JSONB":
            # Hashes of whole paths: a third of the size of the default class, and all that `@>` needs.
            return " jsonb_path_ops"
        case _:
            return ""


def _key(key: str) -> str:
    """An element of an array literal: all keys are plain words, but the word NULL would be none."""
    return f'"{key}"' if key.lower() == "null" else key


def _words(term: str) -> str:
    found = _PATH.match(term)
    if found is None:
        return begun_by(term) or term.partition(" ")[0]
    return "_".join((found[1], *found[2].replace('"', "").split(","))).lower()
