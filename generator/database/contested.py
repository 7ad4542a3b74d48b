"""The tables that a statement takes away from readers or writers, as far as its text says.

What keeps nobody from working, such as VALIDATE CONSTRAINT or what is built CONCURRENTLY, is not among them.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from generator.frozen import frozen


@frozen
class Contested:
    """What others have to let go before a statement can begin; names are quoted."""

    tables: tuple[str, ...] = ()
    unbound: tuple[str, ...] = ()
    """The constraints that it takes from those tables: from a foreign key, the table it leads to is locked as well."""
    nobody: bool = False
    """Whether it is sure to keep nobody from working, so that it may wait itself as long as it takes."""


def contested(tree: Any) -> Contested:
    """What the statement of this parse tree needs for itself."""
    return Contested(
        tables=tuple(dict.fromkeys(_name(table) for table in _tables(tree))),
        unbound=tuple(_unbound(tree)),
        nobody=_is_gentle(tree),
    )


def _is_gentle(tree: Any) -> bool:
    from pglast import ast

    match tree:
        case ast.AlterTableStmt(cmds=commands):
            return all(map(_is_weak, commands or ()))
        case ast.VacuumStmt(is_vacuumcmd=is_vacuum):
            return not is_vacuum
        case _:
            return False


def _tables(tree: Any) -> Iterator[Any]:
    """The tables, as the grammar has them: a RangeVar, or the names of one."""
    from pglast import ast

    match tree:
        case ast.AlterTableStmt(relation=table, cmds=commands):
            yield from _altered(table, [command for command in commands or () if not _is_weak(command)])
        case ast.CreateStmt(tableElts=elements):
            for element in elements or ():
                yield from _led_to(element)
        case ast.RenameStmt(relation=ast.RangeVar() as table) | ast.CreateTrigStmt(relation=table):
            yield table
        case ast.CreatePolicyStmt(table=table) | ast.AlterPolicyStmt(table=table):
            yield table
        case ast.IndexStmt(concurrent=False | None, relation=table):
            yield table
        case ast.TruncateStmt(relations=tables):
            yield from tables or ()
        case ast.DropStmt(removeType=kind, objects=objects):
            yield from _dropped(kind, objects or ())
        case _:
            return


def _altered(table: Any, commands: Iterable[Any]) -> Iterator[Any]:
    from pglast import enums

    for command in commands:
        if command.subtype != enums.AlterTableType.AT_AttachPartition:
            yield table
        yield from _led_to(command.def_)


def _dropped(kind: Any, objects: Iterable[Any]) -> Iterator[Any]:
    from pglast.enums import ObjectType

    if kind == ObjectType.OBJECT_TABLE:
        yield from objects
    elif kind in {ObjectType.OBJECT_TRIGGER, ObjectType.OBJECT_POLICY}:
        yield from (names[:-1] for names in objects)


def _is_weak(command: Any) -> bool:
    """Whether readers and writers go on beside it: https://www.postgresql.org/docs/18/sql-altertable.html."""
    from pglast.enums import AlterTableType

    return command.subtype in {
        AlterTableType.AT_ValidateConstraint,
        AlterTableType.AT_SetStatistics,
        AlterTableType.AT_SetOptions,
        AlterTableType.AT_ResetOptions,
        AlterTableType.AT_SetRelOptions,
        AlterTableType.AT_ResetRelOptions,
    }


def _led_to(definition: Any) -> Iterator[Any]:
    """The other table of a foreign key, of a column that has one, or of a partition."""
    from pglast import ast

    match definition:
        case ast.Constraint(pktable=ast.RangeVar() as table):
            yield table
        case ast.ColumnDef(constraints=constraints):
            for constraint in constraints or ():
                yield from _led_to(constraint)
        case ast.PartitionCmd(name=ast.RangeVar() as table):
            yield table
        case _:
            return


def _unbound(tree: Any) -> Iterator[str]:
    from pglast import ast, enums

    match tree:
        case ast.AlterTableStmt(cmds=commands):
            dropped = (item for item in commands or () if item.subtype == enums.AlterTableType.AT_DropConstraint)
            yield from (command.name for command in dropped)
        case _:
            return


def _name(table: Any) -> str:
    from pglast import ast

    if isinstance(table, ast.RangeVar):
        return qualified(name for name in (table.schemaname, table.relname) if name)
    return qualified(name.sval for name in table)


def qualified(names: Iterable[str]) -> str:
    """The name of a table, quoted."""
    return ".".join('"' + name.replace('"', '""') + '"' for name in names)
