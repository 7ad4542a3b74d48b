"""Where the linter squawk is wrong about a migration, and why: it sees one file and knows no data and no plan."""

from collections.abc import Iterable, Iterator, Mapping

from generator.frozen import frozen
from generator.plan import operations as ops
from generator.plan.blueprint import Migration
from generator.plan.kept import RowCount
from generator.plan.operations import Operation


@frozen
class Excuse:
    """Rules of squawk that do not fit a file, and why."""

    reason: str
    rules: str


EMPTY = "The new tables are empty: there is nothing to scan."
REBUILT = "IF NOT EXISTS would keep the INVALID index that an interrupted build leaves; it is dropped first."
REPEATED = "An interrupted run may have made some of the constraints: they are made again."
LOOSENED = "Nothing that runs relies on the rule that goes: the code of the new spec is written without it."
PROVEN = "A CHECK that is validated already proves it, so that no row is read; then it goes."
REPLACED = "What takes its place comes in the same transaction, or is there already."
ATTACHED = "Nothing is built: the partitions have the index already, and the table takes theirs."
PARTED = "The table of the old name is its first partition now, with every row where it lies."
UNITED = "Every partition has the key already, validated: no row is read."
TAKEN_OFF = "It comes back in the same transaction, before anybody looks."
SAME_BYTES = "The new type has the same bytes on disk: neither table nor index is written anew."
RENAMED = "What still runs finds the old name: a view or a column that is kept equal has it, or nobody asks by name."
UNDONE = "What it takes back is what the migration made: no code that runs is written for it any more."
PIECEWISE = "Each statement is a transaction of its own: nobody waits for the scan."
CONTRACTED = "No code of the platform uses it any more: that is what the phase contract waits for."

ALWAYS: Mapping[type[Operation], tuple[str, tuple[str, ...]]] = {
    ops.AddPartitions: (TAKEN_OFF, ("require-concurrent-partition-detach", "ban-drop-constraint")),
    ops.AttachIndex: (ATTACHED, ("require-concurrent-index-creation",)),
    ops.AttachPrimaryKey: (REPLACED, ("ban-drop-constraint",)),
    ops.ChangeType: (SAME_BYTES, ("changing-column-type",)),
    ops.CreateIndex: (REBUILT, ("prefer-robust-stmts",)),
    ops.CreateUniqueIndex: (REBUILT, ("prefer-robust-stmts",)),
    ops.DropColumn: (CONTRACTED, ("ban-drop-column",)),
    ops.DropCompatibilityView: (CONTRACTED, ("ban-drop-view", "ban-drop-function")),
    ops.DropConstraint: (LOOSENED, ("ban-drop-constraint",)),
    ops.DropHistory: (CONTRACTED, ("ban-drop-table",)),
    ops.DropNotNull: (LOOSENED, ("ban-drop-not-null",)),
    ops.DropFinder: (CONTRACTED, ("ban-drop-function",)),
    ops.DropPartitionedIndex: (CONTRACTED, ("require-concurrent-index-deletion",)),
    ops.DropSearch: (CONTRACTED, ("ban-drop-function",)),
    ops.DropTable: (CONTRACTED, ("ban-drop-table",)),
    ops.PartitionTable: (PARTED, ("renaming-table", "renaming-object", "ban-drop-constraint", "ban-alter-identity")),
    ops.RenameColumn: (RENAMED, ("renaming-column",)),
    ops.RenameIndex: (RENAMED, ("renaming-object",)),
    ops.RenameTable: (RENAMED, ("renaming-table", "renaming-object")),
    ops.RenewCompatibilityViews: (REPLACED, ("ban-drop-view",)),
    ops.SetNotNull: (PROVEN, ("adding-not-nullable-field", "ban-drop-constraint")),
    ops.StopCascades: (CONTRACTED, ("ban-drop-function",)),
    ops.StopCounting: (CONTRACTED, ("ban-drop-function",)),
    ops.StopDeriving: (CONTRACTED, ("ban-drop-function",)),
    ops.StopHistory: (CONTRACTED, ("ban-drop-function",)),
    ops.StopSync: (CONTRACTED, ("ban-drop-function",)),
}


def excuses(migration: Migration) -> tuple[Excuse, ...]:
    """The excuses of a file, each rule once: squawk reports one that it does not need."""
    found: list[Excuse] = []
    excused: set[str] = set()
    for reason, rules in _grouped(migration):
        new = [rule for rule in dict.fromkeys(rules) if rule not in excused]
        excused.update(new)
        if new:
            found.append(Excuse(reason=reason, rules=", ".join(new)))
    return tuple(found)


def excuses_of_undoing(down: Migration) -> tuple[Excuse, ...]:
    """The same of a file that undoes another, which does everything for one reason."""
    rules = ", ".join(item.rules for item in excuses(down))
    found = (Excuse(reason=UNDONE, rules=rules),) if rules else ()
    kinds = {type(operation) for operation in down.operations}
    # Where something is CONCURRENT, the file says itself that there is no transaction.
    if ops.ValidateConstraint in kinds and kinds.isdisjoint({ops.CreateIndex, ops.CreateUniqueIndex, ops.DropIndex}):
        return (*found, Excuse(reason=PIECEWISE, rules="constraint-missing-not-valid"))
    return found


def _grouped(migration: Migration) -> Iterable[tuple[str, list[str]]]:
    """The rules by reason, in the order in which the operations give rise to them."""
    grouped: dict[str, list[str]] = {}
    for operation in migration.operations:
        for reason, rules in _reasons(operation, transactional=migration.transactional):
            grouped.setdefault(reason, []).extend(rules)
    return grouped.items()


def _reasons(  # noqa: C901 - one branch per reason
    operation: Operation, *, transactional: bool
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Why an operation may do what a rule forbids, and the rules that forbid it."""
    if type(operation) in ALWAYS:
        yield ALWAYS[type(operation)]
    match operation:
        case ops.AddForeignKey(table_is_new=True):
            yield EMPTY, ("adding-foreign-key-constraint", "constraint-missing-not-valid")
        case ops.AddForeignKey(proven=True):
            yield UNITED, ("adding-foreign-key-constraint", "constraint-missing-not-valid")
        case ops.AddForeignKey(led_to=str()) if transactional:
            yield REPLACED, ("ban-drop-constraint",)
        case ops.SetDefault(default=None):
            yield LOOSENED, ("ban-drop-default",)
        case ops.RenameConstraint() if transactional:  # else it is inside a DO block
            yield RENAMED, ("renaming-object",)
        case ops.DropTable(table=table) if table.search or table.finders or table.syncs or table.cascade:
            yield CONTRACTED, ("ban-drop-function",)
        case ops.LogCascades(was=str()) | ops.StartCounting(was=RowCount()):
            yield REPLACED, ("ban-drop-function",)
        case ops.ReplaceSearch(table=table, was=was) if was.search_function and table.search:
            if was.search_function != table.search.search_function:
                yield REPLACED, ("ban-drop-function",)
        case _:
            pass
    if isinstance(operation, ops.AddForeignKey | ops.AddCheck) and not transactional:
        yield REPEATED, ("ban-drop-constraint",)
