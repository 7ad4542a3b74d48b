"""The statements of a migration file, split and classified by PostgreSQL's own grammar."""

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import TYPE_CHECKING, Any

from generator.database.contested import Contested, contested, qualified
from generator.database.errors import BadMigration
from generator.frozen import frozen
from generator.tree import digest

if TYPE_CHECKING:
    from generator.database.files import MigrationFile

BEGINNING = 80

ENDS_A_TRANSACTION = re.compile(r"\b(?:commit|rollback)\b", re.IGNORECASE)


class Kind(Enum):
    """How a statement of a non-transactional file is run, and what an interrupted run does with it."""

    SESSION = "session"
    """SET and RESET: holds for what follows, so a resumed run repeats it."""
    ORDINARY = "ordinary"
    """In its own transaction together with the record that it is done: exactly once."""
    AUTONOMOUS = "autonomous"
    """Cannot run inside a transaction (VACUUM) or may end its own (CALL, DO with COMMIT): recorded before and after,
    and repeated if it was interrupted."""
    CONCURRENT = "concurrent"
    """The same with CONCURRENTLY: what an interrupted run left is finished or repaired, whichever it needs."""


@frozen
class IndexChange:
    """What an index statement with CONCURRENTLY brings about, so that it can be seen whether it already has."""

    schema: str | None
    name: str
    table: str | None
    """None when the index is dropped."""


@frozen
class Statement:
    """One statement. `ordinal` and `line` count from 1; `text` begins with its first word and has no semicolon."""

    ordinal: int
    line: int
    text: str
    kind: Kind
    index: IndexChange | None = None
    destroys: tuple[str, ...] = ()
    """The tables that go or lose a column, as the statement names them, quoted."""
    contested: Contested = Contested()
    """What readers or writers have to let go first."""

    @property
    def sha256(self) -> str:
        """Tells whether a statement that is done has been edited since."""
        return digest(self.text)

    @property
    def beginning(self) -> str:
        """The statement on one line, cut at `BEGINNING` characters."""
        line = " ".join(self.text.split())
        return line if len(line) <= BEGINNING else f"{line[: BEGINNING - 3]}..."


def read_statements(file: "MigrationFile") -> tuple[Statement, ...]:
    """Split and classify a file.

    Raises:
        BadMigration: it does not parse, or a statement would break the guarantees of the runner.
    """
    from pglast import parse_sql, split
    from pglast.parser import ParseError

    try:
        slices = split(file.text, only_slices=True)
        trees = parse_sql(file.text)
    except ParseError as error:
        message, position = error.args
        raise BadMigration(
            f"{file.shown}:{_line(file.text, position)}: {message}",
            hint="Write plain SQL: psql's backslash commands are not understood.",
        ) from error
    if not trees:
        raise BadMigration(f"{file.shown}: contains no statement", hint="Delete the file if it was never applied.")
    statements = tuple(
        _statement(ordinal, _line(file.text, part.start), file.text[part], tree.stmt)
        for ordinal, (part, tree) in enumerate(zip(slices, trees, strict=True), start=1)
    )
    for statement, tree in zip(statements, trees, strict=True):
        _refuse(file, statement, tree.stmt)
    return statements


def destroyed(statements: Iterable[Statement]) -> tuple[str, ...]:
    """The tables that lose data, each once, in the order in which they do."""
    return tuple(dict.fromkeys(table for statement in statements for table in statement.destroys))


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def _statement(ordinal: int, line: int, text: str, tree: Any) -> Statement:
    return Statement(
        ordinal=ordinal,
        line=line,
        text=text,
        kind=_kind(tree),
        index=_index(tree),
        destroys=tuple(_destroys(tree)),
        contested=contested(tree),
    )


def _destroys(tree: Any) -> Iterator[str]:
    from pglast import ast, enums

    match tree:
        case ast.DropStmt(removeType=enums.ObjectType.OBJECT_TABLE, objects=tables):
            yield from (qualified(name.sval for name in table) for table in tables or ())
        case ast.AlterTableStmt(relation=ast.RangeVar() as table, cmds=commands):
            if any(command.subtype == enums.AlterTableType.AT_DropColumn for command in commands or ()):
                yield qualified(name for name in (table.schemaname, table.relname) if name)
        case ast.TruncateStmt(relations=tables):
            yield from (qualified(name for name in (item.schemaname, item.relname) if name) for item in tables or ())
        case _:
            pass


def _kind(tree: Any) -> Kind:
    from pglast import ast

    match tree:
        case ast.VariableSetStmt():
            return Kind.SESSION
        case ast.DoStmt(args=options):
            bodies = [option.arg.sval for option in options or () if isinstance(option.arg, ast.String)]
            return Kind.AUTONOMOUS if any(ENDS_A_TRANSACTION.search(body or "") for body in bodies) else Kind.ORDINARY
        case ast.VacuumStmt(is_vacuumcmd=True) | ast.CallStmt() | ast.AlterSystemStmt():
            return Kind.AUTONOMOUS
        case ast.CreatedbStmt() | ast.DropdbStmt() | ast.CreateTableSpaceStmt() | ast.DropTableSpaceStmt():
            return Kind.AUTONOMOUS
        case _:
            return Kind.CONCURRENT if _is_concurrent(tree) else Kind.ORDINARY


def _is_concurrent(tree: Any) -> bool:
    """REFRESH MATERIALIZED VIEW CONCURRENTLY is left out on purpose: it is allowed inside a transaction."""
    from pglast import ast

    match tree:
        case ast.IndexStmt(concurrent=True) | ast.DropStmt(concurrent=True):
            return True
        case ast.ReindexStmt(params=options):
            return any(option.defname == "concurrently" for option in options or ())
        case ast.AlterTableStmt(cmds=commands):
            changes = [item.def_ for item in commands or ()]
            return any(isinstance(change, ast.PartitionCmd) and bool(change.concurrent) for change in changes)
        case _:
            return False


def _index(tree: Any) -> IndexChange | None:
    from pglast import ast

    match tree:
        case ast.IndexStmt(concurrent=True, idxname=str(name), relation=ast.RangeVar() as table):
            return IndexChange(schema=table.schemaname, name=name, table=table.relname)
        case ast.DropStmt(concurrent=True, objects=((*qualifiers, name),)):
            schema = qualifiers[-1].sval if qualifiers else None
            return IndexChange(schema=schema, name=name.sval, table=None)
        case _:
            return None


def _refuse(file: "MigrationFile", statement: Statement, tree: Any) -> None:
    from pglast import ast

    reason, hint = "", ""
    match tree:
        case ast.TransactionStmt():
            reason = "a migration may not begin or end transactions itself"
            hint = "Remove it: the runner opens the transactions, so that each commits together with its record."
        case ast.VariableSetStmt(is_local=True) if not file.transactional:
            reason = "SET LOCAL has no effect in a file with `-- transactional: false`"
            hint = "Write SET instead; the runner resets the session after the file."
        case ast.IndexStmt(concurrent=True, idxname=None):
            reason = "an index that is built concurrently must be named"
            hint = "Name it: an interrupted build leaves an invalid index, which can only be repaired by its name."
        case ast.DoStmt() | ast.CallStmt():
            return  # whether its body ends transactions is not known for certain; the server will say
        case _ if file.transactional and statement.kind in (Kind.AUTONOMOUS, Kind.CONCURRENT):
            reason = "this statement cannot run inside a transaction"
            hint = "Move it to a file of its own with the header `-- transactional: false`."
    if reason:
        raise BadMigration(f"{file.shown}:{statement.line}: {reason}: {statement.beginning}", hint=hint)
