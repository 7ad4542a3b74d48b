"""What an entity's rows are held to and found by: unique groups, checks between fields, indexes, search."""

from enum import StrEnum

from generator.diagnostics import Span
from generator.frozen import frozen
from generator.ir.expressions import Condition, fields_of
from generator.ir.fields import Field


@frozen
class Unique:
    """Columns whose values no two live rows share (within a campaign, for a campaign-scoped entity)."""

    fields: tuple[str, ...]
    """Field names of the spec."""
    where: str | None = None
    """A predicate over the entity's columns: rows of which it is not true may have the same values."""
    case_insensitive: bool = False
    """Whether texts that differ in the case of their letters are the same."""
    hashed: bool = False
    """Whether texts are compared by their digest, because they may be longer than an index entry."""
    nulls_same: bool = False
    """Whether two rows without a value have the same one."""
    span: Span

    @property
    def is_exact(self) -> bool:
        """Whether its index is over the columns as they are."""
        return not (self.case_insensitive or self.hashed)


@frozen
class RowCheck:
    """What must not be false of any row."""

    name: str
    """`ends_after_start`; the constraint is called `<table>_<name>_check`."""
    condition: Condition
    message: str
    """What is wrong with the fields of a row that breaks it: `must satisfy starts_at < ends_at`."""
    span: Span

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields that it is about."""
        return fields_of(self.condition)


@frozen
class IndexColumn:
    """One column of a declared index."""

    field: str
    path: tuple[str, ...] = ()
    """The keys that lead into a json field to the text that is indexed; empty for the field itself."""
    descending: bool = False


class IndexUse(StrEnum):
    """What else than equality and order an index serves."""

    GIN = "gin"
    """What a json, a map or a list contains."""
    TRIGRAM = "trigram"
    """Parts of texts, and texts that are alike."""
    PREFIX = "prefix"
    """How texts begin, whatever the collation of the database."""
    VECTOR = "vector"
    """Which vectors are near to one."""


class Metric(StrEnum):
    """How far two vectors are from each other."""

    COSINE = "cosine"
    """By the angle between them."""
    L2 = "l2"
    """By the straight line."""
    INNER = "inner"
    """By their inner product: the greater, the nearer."""


@frozen
class Index:
    """An index the spec declares; `campaign_id` is put in front of it for campaign-scoped entities."""

    columns: tuple[IndexColumn, ...]
    using: IndexUse | None = None
    mixed: bool = False
    """Whether the platform's servers have btree_gin, by which a GIN index of the entity begins with the campaign."""
    metric: Metric = Metric.COSINE
    """Of an index of vectors."""
    where: str | None = None
    """A predicate printed back from PostgreSQL's own parse tree, over the entity's columns."""
    span: Span


@frozen
class SearchField:
    """A field that full-text search reads, with its weight A (most) to D."""

    field: str
    weight: str


@frozen
class LanguageByRow:
    """A field that tells in which language a row is written."""

    field: str
    configurations: tuple[tuple[str, str], ...]
    """Its values, each with a text search configuration; without those whose rows are read as all others are."""


@frozen
class Search:
    """Full-text search over an entity."""

    fields: tuple[SearchField, ...]
    language: str = "simple"
    """A text search configuration of PostgreSQL; where each row has its own, of those whose language is not known."""
    by_row: LanguageByRow | None = None
    filtered: bool = False
    """Whether a search may be narrowed by the entity's filters."""
    highlight: bool = False
    """Whether a search answers with the passages that it found."""
    suggest: tuple[str, ...] = ()
    """Fields whose beginnings are looked for."""
    fuzzy: tuple[str, ...] = ()
    """Fields that are compared with a query whose words are found nowhere."""
    mixed_index: bool = False
    """Whether the platform's servers have btree_gin, by which one GIN index serves numbers and texts."""
