"""Names of any length and hostile texts: the output stays formatted, typed Python that means what the spec says."""

import ast
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from generator.frontend.load import load, read_sources
from generator.plan.blueprint import Blueprint
from generator.plan.tables import tables
from generator.plan.wire import shapes
from generator.targets.python.service_target import render_service
from generator.targets.python.spelling import docstring
from generator.targets.source.literals import text_literal

RUFF = Path(sys.executable).parent / "ruff"

HOSTILE = [
    '"""',
    'ends with a quote"',
    "ends with a backslash\\",
    "\\",
    "'; DROP TABLE master; --",
    "{{ view }} {% raw %}",
    "line\nbreak\r\nand\ttab \x0b\x0c\x1c\x85\u2028",
    '"""\nimport os\n"""',
    "\\N{BULLET} \\x00 \\u0000",
    "snow ☃ and 🎉",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_literals_mean_their_text(text: str):
    """A literal evaluates to the text it was made from."""
    assert ast.literal_eval(text_literal(text)) == text


@pytest.mark.parametrize("text", HOSTILE)
def test_docstrings_stay_strings(text: str):
    """A description is one constant expression, whatever it says."""
    spelled = docstring(text, summary="A thing.", indent=0)
    (statement,) = ast.parse(spelled).body
    assert isinstance(statement, ast.Expr)
    assert isinstance(statement.value, ast.Constant)


def formatted(text: str) -> str:
    command = (RUFF, "format", "--isolated", "--no-cache", "--line-length", "120", "-")
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout


def blueprints(root: Path) -> tuple[Blueprint, ...]:
    platform = load(read_sources(root))
    return tuple(
        Blueprint(
            platform=platform,
            service=service,
            tables=tables(platform, service),
            shapes=shapes(platform, service),
            wire={},
        )
        for service in platform.services
    )


RENAMED = "title slug shelf body mood price sponsor marks cover channel reach label remark badge".split()
"""Names of the case that are no words of the spec language."""


def longer(text: str, length: int) -> str:
    """The spec with longer names for fields and entities."""
    return re.sub(rf"\b({'|'.join(RENAMED)})(?=[:,.\]]|$)", rf"\1{'y' * length}", text, flags=re.MULTILINE)


@pytest.mark.parametrize("length", [1, 6, 11, 16, 21, 26, 31, 36])
def test_formatted_for_names_of_any_length(root: Path, tmp_path: Path, length: int):
    """Short names stay on one line, long ones are broken as the formatter would."""
    for path in (*root.glob("*.yaml"), *root.glob("specs/*.yaml")):
        target = tmp_path / path.relative_to(root)
        target.parent.mkdir(exist_ok=True)
        target.write_text(longer(path.read_text(encoding="utf-8"), length), encoding="utf-8")
    for blueprint in blueprints(tmp_path):
        for artifact in render_service(blueprint):
            assert formatted(artifact.text) == artifact.text, artifact.path


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_descriptions(root: Path, text: str):
    """A description changes docstrings and nothing else."""
    for blueprint in blueprints(root):
        entities = tuple(
            replace(
                entity,
                description=text,
                fields=tuple(replace(field, description=text) for field in entity.fields),
                events=tuple(replace(event, description=text) for event in entity.events),
            )
            for entity in blueprint.service.entities
        )
        hostile = replace(blueprint, service=replace(blueprint.service, description=text, entities=entities))
        for before, after in zip(render_service(blueprint), render_service(hostile), strict=True):
            assert code(after.text) == code(before.text), after.path
            assert formatted(after.text) == after.text, after.path


def code(text: str) -> str:
    """The syntax tree without docstrings."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            node.body = [item for item in node.body if not _is_docstring(item)]
    return ast.dump(tree)


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
