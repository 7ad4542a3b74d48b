"""Operations on constraints."""

from generator.frozen import frozen
from generator.plan.schema import Check, ForeignKey, RowCheck, UniqueKey


@frozen
class AddForeignKey:
    """A foreign key; on a new (empty) table it is added validated, on a populated one NOT VALID."""

    table: str
    key: ForeignKey
    table_is_new: bool
    stricter: bool = False
    """Whether code that runs already may write what it forbids."""
    proven: bool = False
    """Whether every partition of the table has it already, validated, and no row is read."""
    led_to: str | None = None
    """The table that a key of this name leads to so far, which goes in the same statement."""


@frozen
class AddCheck:
    """A CHECK added NOT VALID, so that no row is scanned under ACCESS EXCLUSIVE."""

    table: str
    check: Check | RowCheck
    stricter: bool = False
    """Whether code that runs already may write what it forbids."""


@frozen
class ValidateConstraint:
    """The scan of a NOT VALID constraint, under SHARE UPDATE EXCLUSIVE."""

    table: str
    name: str
    parent: str | None = None
    """The parent table, for a foreign key: it is locked ROW SHARE meanwhile."""


@frozen
class DropConstraint:
    """The end of a constraint: a CHECK, a unique key, a foreign key."""

    table: str
    name: str
    parent: str | None = None
    """The parent table, for a foreign key: it is locked like the table itself."""
    was: Check | RowCheck | None = None
    """The rule, where it is one and may come back."""


@frozen
class RenameConstraint:
    """Another name for a constraint, and for the index behind it if it has one."""

    table: str
    name: str
    to: str


@frozen
class AttachUnique:
    """A unique constraint made of the finished unique index of its name."""

    table: str
    key: UniqueKey


@frozen
class AttachPrimaryKey:
    """Another primary key, made of a finished unique index, in the place of the old one and under its name.

    The columns are NOT NULL already. Foreign keys that refer to the old key went before.
    """

    table: str
    key: UniqueKey
    index: str
    """The finished unique index; it takes the key's name."""
