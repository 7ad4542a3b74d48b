"""Operations on whole tables."""

from generator.frozen import frozen
from generator.plan.schema import Table
from generator.plan.searching import Finder


@frozen
class CreateTable:
    """A new table with its indexes, triggers, policies and grants; inline foreign keys would lock the parents."""

    table: Table


@frozen
class RenameTable:
    """A new name for a table and for all it owns, with a view of the old name for the code that still runs.

    Both values describe the whole table; they differ in names only. Sequences, constraints, indexes, triggers,
    functions, policy and, on PostgreSQL 18, the NOT NULL constraints are renamed pairwise, in one transaction.
    """

    before: Table
    after: Table


@frozen
class DropCompatibilityView:
    """The end of a former name of a table."""

    table: str
    view: str
    finders: tuple[Finder, ...] = ()
    """The table's, of which there is one of that name each."""


@frozen
class RenewCompatibilityViews:
    """The views of a table's former names made anew, after its columns changed: a view keeps those it was made with.

    A column that a view shows can neither change its type nor be dropped: DropCompatibilityView comes before that.
    """

    table: Table
    """As it is by now."""


@frozen
class RenewRoutines:
    """The functions of a table and the triggers that call them, as this version of scaffold writes them."""

    table: Table
    """As it is by now."""


@frozen
class DropTable:
    """The end of a retired table; its foreign keys went before, so no parent is locked."""

    table: Table


@frozen
class Isolate:
    """Row-level security of a table that becomes scoped: the policy first, or ENABLE would hide every row."""

    table: str
    policy: str


@frozen
class Release:
    """The end of row-level security on a table that becomes global: DISABLE first, then the policy goes."""

    table: str
    policy: str


@frozen
class SetSharing:
    """Other policies for a table whose rows of campaign 0 are everybody's to read, or no longer; in one transaction."""

    table: str
    policy: str
    is_shared: bool


@frozen
class SetPrivileges:
    """What the services may do with the rows of a table, after soft_delete was switched."""

    table: str
    may_delete: bool
