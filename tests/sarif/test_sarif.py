"""SARIF is what its schema says: the TypeScript compiler checks a real log against the types that are made from it."""

from pathlib import Path

import pytest

from generator import reporting, rules
from generator.diagnostics import Diagnostic
from generator.frontend.load import load
from tests.npm import modules, run

HERE = Path(__file__).parent
SPEC = """\
service: content
entities:
  article: {fields: {published: timestamp, price: double}}
"""


@pytest.fixture(scope="module")
def log() -> str:
    """Two findings of rules in a spec, and one without a place or a hint."""
    found = rules.check(load({"scaffold.yaml": "platform: acme\n", "specs/content.yaml": SPEC}))
    assert len(found) == 2
    return reporting.sarif((*found, Diagnostic(code="SG901", message="edited by hand")))


def compiled(text: str, folder: Path) -> str:
    """What the compiler says of `text` as a log."""
    installed = modules(HERE)
    (folder / "log.ts").write_text(f'import type {{ Log }} from "sarif";\nexport const log: Log = {text};\n')
    (folder / "node_modules").symlink_to(installed)
    options = ("--strict", "--noEmit", "--module", "nodenext", "--types", "sarif", "log.ts")
    return run("node", installed / "typescript/bin/tsc", *options, cwd=folder)


def test_a_log_has_the_shape_of_its_schema(log: str, tmp_path: Path):
    """Every key is one of SARIF 2.1.0, and every value of its type."""
    assert compiled(log, tmp_path) == ""


def test_the_compiler_would_say_so(log: str, tmp_path: Path):
    """A level that SARIF does not know is refused: the test above can fail."""
    with pytest.raises(AssertionError, match="Type '\"fatal\"' is not assignable"):
        compiled(log.replace('"level": "error"', '"level": "fatal"'), tmp_path)
