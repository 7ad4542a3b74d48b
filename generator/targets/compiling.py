"""What Jinja makes of a template, in fewer steps: a service is rendered from thousands of small pieces.

Jinja writes Python that yields each piece of text and each value by itself, and looks attributes up by a function of
the environment. Here the same program is compiled with neighbouring pieces as one text, with attributes looked up by
Python, and with what is included handed on as it is. What does not look as expected stays as Jinja wrote it.
"""

import ast
from collections.abc import Iterable, Iterator
from itertools import groupby
from types import CodeType
from typing import Any, Final, TypeVar

Made = TypeVar("Made", bound=ast.AST)

_STATEMENTS: Final = ("body", "orelse", "finalbody")
"""The lists of statements that a node may have."""


def compiled(source: str, filename: str) -> CodeType:
    """The code of the Python `source` that Jinja wrote for a template; lines in tracebacks are those of `source`."""
    code: CodeType = compile(_Fewer().visit(ast.parse(source)), filename, "exec")
    return code


class _Fewer(ast.NodeTransformer):
    """Rewrites a template's program, innermost first."""

    def generic_visit(self, node: ast.AST) -> ast.AST:
        """Joins the yields in each list of statements."""
        super().generic_visit(node)
        for name in _STATEMENTS:
            if isinstance(statements := getattr(node, name, None), list):
                setattr(node, name, list(_joined(statements)))
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """`environment.getattr(value, 'name')` is `value.name`, as in an environment whose `getattr` is Python's."""
        self.generic_visit(node)
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="environment"), attr="getattr"),
                args=[value, ast.Constant(value=str(name))],
            ):
                return _placed(ast.Attribute(value=value, attr=name, ctx=ast.Load()), node)
            case _:
                return node

    def visit_Try(self, node: ast.Try) -> ast.AST:
        """To yield each piece of an included template, and to close it after all, is to yield from it."""
        self.generic_visit(node)
        match node:
            case ast.Try(
                body=[ast.For(iter=ast.Name(id="gen"), body=[ast.Expr(value=ast.Yield(value=ast.Name(id="event")))])],
                handlers=[],
            ):
                included = _placed(ast.YieldFrom(value=_placed(ast.Name(id="gen", ctx=ast.Load()), node)), node)
                return _placed(ast.Expr(value=included), node)
            case _:
                return node


def _joined(statements: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements, with yields that follow each other as one."""
    for yields, group in groupby(statements, _is_yield):
        if not yields:
            yield from group
            continue
        pieces = [_piece(statement) for statement in group]
        first = pieces[0]
        text = first if len(pieces) == 1 and isinstance(first, ast.Constant) else _placed(ast.JoinedStr(pieces), first)
        yield _placed(ast.Expr(value=_placed(ast.Yield(value=text), first)), first)


def _is_yield(statement: ast.stmt) -> bool:
    match statement:
        case ast.Expr(value=ast.Yield(value=ast.Constant(value=str()) | ast.Call(func=ast.Name(id="str"), args=[_]))):
            return True
        case _:
            return False


def _piece(statement: Any) -> ast.expr:
    """The text that a statement yields, as a part of an f-string."""
    value: ast.expr = statement.value.value
    if isinstance(value, ast.Call):
        return _placed(ast.FormattedValue(value=value.args[0], conversion=ord("s")), value)
    return value


def _placed(made: Made, node: ast.AST) -> Made:
    """What takes the place of a node, in its line."""
    return ast.copy_location(made, node)
