"""The views of indexes, plain and unique."""

from generator.frozen import frozen
from generator.plan.schema import IndexMethod, SchemaIndex, UniqueKey
from generator.targets.sql.quoting import expression, identifier, identifiers


@frozen
class IndexView:
    """CREATE INDEX."""

    name: str
    definition: str
    """What follows the name: `ON table (columns)`."""
    unique: bool


def index_view(table: str, index: SchemaIndex, *, only: bool = False) -> IndexView:
    """The view of a plain index; `only` of the table itself, without its partitions."""
    method = "" if index.method is IndexMethod.BTREE else f" USING {index.method.value}"
    return IndexView(
        name=identifier(index.name),
        definition=f"ON {_named(table, only=only)}{method} ({', '.join(index.columns)}){_where(index.where)}",
        unique=False,
    )


def unique_index_view(table: str, key: UniqueKey, *, only: bool = False) -> IndexView:
    """The view of a unique index; `only` of the table itself, without its partitions."""
    terms = expression(", ".join(key.terms)) if key.terms else identifiers(key.columns)
    nulls = " NULLS NOT DISTINCT" if key.nulls_same else ""
    return IndexView(
        name=identifier(key.name),
        definition=f"ON {_named(table, only=only)} ({terms}){nulls}{_where(key.where)}",
        unique=True,
    )


def _named(table: str, *, only: bool) -> str:
    return f"ONLY {identifier(table)}" if only else identifier(table)


def _where(predicate: str | None) -> str:
    return f" WHERE {expression(predicate)}" if predicate else ""
