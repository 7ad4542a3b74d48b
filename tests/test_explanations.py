"""Every code is explained, and every explanation is about a code."""

import ast
import re
from pathlib import Path

from generator import explanations
from generator.explanations import all_explanations, page

PACKAGE = Path(__file__).parents[1] / "generator"
CODE = re.compile(r"SG[0-9]{3}")


def used_codes() -> set[str]:
    """The codes that stand as whole string literals in the source, outside the explanations themselves."""
    return {
        node.value
        for path in PACKAGE.rglob("*.py")
        if "explanations" not in path.parts and path.stem != "explanations"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value)
    }


def test_codes_and_explanations_are_the_same() -> None:
    """`scaffold explain` knows every code that can be printed, and nothing else."""
    explained = set(all_explanations())
    assert (sorted(used_codes() - explained), sorted(explained - used_codes())) == ([], [])


def test_a_code_is_explained_once() -> None:
    """Two that build at the same time may take the same number."""
    codes = [item.code for item in explanations._declared()]
    assert sorted(codes) == sorted(set(codes))


def test_names_are_distinct() -> None:
    """A name stands for one code."""
    names = [item.name for item in all_explanations().values()]
    assert sorted(names) == sorted(set(names))


def test_pages_begin_with_the_code() -> None:
    """A page can be found by its first line, and cites the practices it enforces."""
    explanation = all_explanations()["SG402"]
    text = page(explanation)
    assert text.startswith("# SG402 central-service-per-campaign\n")
    assert text.endswith("\nPractices: P64\n")
