"""Operations on indexes."""

from generator.frozen import frozen
from generator.plan.schema import SchemaIndex, UniqueKey


@frozen
class CreateIndex:
    """An index on an existing table, built CONCURRENTLY outside any transaction."""

    table: str
    index: SchemaIndex


@frozen
class CreateUniqueIndex:
    """The index of a unique key on an existing table, built CONCURRENTLY; a partial key is nothing but its index."""

    table: str
    key: UniqueKey
    stricter: bool = False
    """Whether code that runs already may write what it forbids."""


@frozen
class RenameIndex:
    """Another name for an index, so that its successor can be built under the old one while this one still serves."""

    table: str
    name: str
    to: str


@frozen
class DropIndex:
    """The end of an index that no constraint stands on, CONCURRENTLY."""

    table: str
    name: str
