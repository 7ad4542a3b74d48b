"""What files say beside the texts in them: syntax trees in which every text is the same."""

import ast
import io
import json
import tokenize
from pathlib import Path
from typing import Any

from pglast.parser import parse_sql_json
from yoyo.migrations import read_sql_migration

_PLACES = ("location", "_start", "_end", "stmt_len")
"""How the names of what says where a node stands in its file end."""


def sql(path: Path) -> object:
    """A migration: PostgreSQL's parse tree with `?` for literals and the texts of comments, and yoyo's directives."""
    directives, _, statements = read_sql_migration(str(path))
    return directives, len(statements), _masked(json.loads(parse_sql_json(path.read_text(encoding="utf-8"))))


def _masked(node: Any) -> Any:
    match node:
        case {"A_Const": {"sval": _}}:
            return "?"
        case dict():
            return {
                key: "?" if key == "comment" else _masked(item)
                for key, item in node.items()
                if not key.endswith(_PLACES)
            }
        case list():
            return [_masked(item) for item in node]
        case _:
            return node


def python(path: Path) -> object:
    """A module: its tree with `?` for texts, but not in a module of SQL, where a text is code; its comments."""
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and path.name != "statements.py":
            node.value = "?"
        elif isinstance(body := getattr(node, "body", None), list):
            node.body = [item for item in body if not _is_text(item)]
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return ast.dump(tree), [item.string for item in tokens if item.type == tokenize.COMMENT]


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
