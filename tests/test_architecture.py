"""The house rules that a machine can hold: layers, sizes, templates without logic, a map that does not rot."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "generator").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates" / "artifacts").rglob("*.jinja"))

LOGIC = (
    nodes.Compare,
    nodes.And,
    nodes.Or,
    nodes.BinExpr,
    nodes.Call,
    nodes.Assign,
    nodes.CondExpr,
    nodes.Test,
    nodes.Macro,
    nodes.Concat,
)
FILTERS = {"indent", "join"}


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_the_pipeline_runs_one_way():
    """import-linter's contracts in pyproject.toml hold."""
    found = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert found.returncode == 0, found.stdout


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_files_and_functions_are_small(path: Path):
    """A file has at most 300 lines and a function at most 40: the file that everybody must edit is the design fault."""
    text = path.read_text(encoding="utf-8")

    assert text.count("\n") <= 300
    long = [
        f"{item.name}: {item.end_lineno - item.lineno + 1}"
        for item in functions(ast.parse(text))
        if item.end_lineno is not None and item.end_lineno - item.lineno >= 40
    ]
    assert long == []


def test_no_module_is_a_drawer():
    """No module is called utils, helpers, common, base or misc: a module is named after what it holds."""
    drawers = {"utils", "util", "helpers", "common", "base", "misc"}

    assert [relative(path) for path in SOURCES if path.stem in drawers] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=relative)
def test_templates_spell_and_do_not_decide(path: Path):
    """A template only names values, loops, tests bare attributes and includes; views decide."""
    tree = Environment(autoescape=True).parse(path.read_text(encoding="utf-8"))

    found = [f"line {node.lineno}: {type(node).__name__}" for kind in LOGIC for node in tree.find_all(kind)]
    found += [
        f"line {node.lineno}: filter {node.name}" for node in tree.find_all(nodes.Filter) if node.name not in FILTERS
    ]
    assert found == []


def test_architecture_names_real_paths():
    """Every path in ARCHITECTURE.md exists, so the text cannot go stale unnoticed."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:generator|templates|schemas|tests|examples|docs|benchmarks)/[\w./-]*)`", text))

    assert named
    assert sorted(path for path in named if not (ROOT / path).exists()) == []
