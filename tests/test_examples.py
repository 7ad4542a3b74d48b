"""The committed examples are what the generator makes of their specs, byte for byte."""

import shutil
from pathlib import Path

import pytest

from generator import pipeline
from generator.output.manifest import manifest, read_records

EXAMPLES = sorted(path.parent for path in (Path(__file__).parents[1] / "examples").glob("*/scaffold.yaml"))
BUILT = shutil.ignore_patterns("cache", "__pycache__", "*_pb2*.py", "*_pb2*.pyi", ".*_cache", ".venv")
"""What a checkout has and git does not."""


def tree(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.fixture(params=EXAMPLES, ids=lambda path: path.name)
def example(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of an example's committed files."""
    return shutil.copytree(request.param, tmp_path / "example", ignore=BUILT)


def test_nothing_is_to_be_done(example: Path):
    """Every generated file is committed as the generator of this commit makes it: `make examples` was run."""
    committed = tree(example)

    done = pipeline.generate(example, stubs=False)

    assert done.written.nothing, done.written
    assert {path: text for path, text in tree(example).items() if not path.startswith(".scaffold/cache/")} == committed


def test_the_specs_alone_make_the_same_files(example: Path, tmp_path: Path):
    """No file depends on history, and none is committed that only an earlier generator made."""
    fresh = tmp_path / "fresh"
    shutil.copytree(example / "specs", fresh / "specs")
    shutil.copyfile(example / "scaffold.yaml", fresh / "scaffold.yaml")

    pipeline.generate(fresh, stubs=False)

    made = {path: text for path, text in tree(fresh).items() if not path.startswith(".scaffold/cache/")}
    committed = tree(example)
    assert made == {path: committed.get(path) for path in made}
    assert manifest(read_records(example).values()).keys() <= made.keys()
