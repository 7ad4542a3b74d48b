"""Golden cases: a platform and the whole tree that is generated from it, or the words in which it is refused."""

import shutil
from pathlib import Path

import pytest

from generator.cli.application import run

GOLDEN = Path(__file__).parent / "golden"
EMPTY = GOLDEN / "empty_platform"
"""Its tree is part of every other case's, which says only what it adds or changes."""
CASES = sorted(path for path in GOLDEN.iterdir() if path.is_dir())
INPUTS = ("scaffold.yaml", "specs", "scaffold.lock")
WITH_TESTS = {"empty_platform", "smallest_service"}
"""The cases that show generated tests, too; elsewhere the hashes in scaffold.lock stand for them."""


def tree(root: Path) -> dict[str, str]:
    """Every committed file below `root`, by path."""
    paths = [path for path in sorted(root.rglob("*")) if path.is_file() and ".scaffold" not in path.parts]
    return {path.relative_to(root).as_posix(): path.read_bytes().decode() for path in paths}


def shown(case: Path, made: dict[str, str]) -> dict[str, str]:
    """What of a generated tree is compared text by text."""
    return {path: text for path, text in made.items() if case.name in WITH_TESTS or "tests/generated/" not in path}


def rewrite(case: Path, status: int, added: dict[str, str], said: str) -> None:
    """Makes what was seen the expectation, to be reviewed as a diff."""
    shutil.rmtree(case / "expected", ignore_errors=True)
    (case / "diagnostics.txt").unlink(missing_ok=True)
    for path, text in {"diagnostics.txt": said}.items() if status else added.items():
        file = case / path if status else case / "expected" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_case(case: Path, tmp_path: Path, monkeypatch, capsys, update):
    """No file more, no file less, no byte different; a refusal says exactly this and writes nothing."""
    given = {path: text for path, text in tree(case).items() if path.split("/")[0] in INPUTS}
    for path, text in given.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(text.encode())
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FORCE_COLOR", raising=False)

    status = run(["generate", "--no-stubs"])

    made, said = shown(case, tree(tmp_path)), capsys.readouterr().err
    shared = {} if case == EMPTY else shown(case, tree(EMPTY / "expected"))
    if update:
        rewrite(case, status, dict(made.items() - given.items() - shared.items()), said)
    if (case / "diagnostics.txt").exists():
        assert (status, said) == (1, (case / "diagnostics.txt").read_text(encoding="utf-8"))
        assert made == given
    else:
        assert (status, made) == (0, given | shared | tree(case / "expected"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_case_says_why_it_exists(case: Path):
    """The first line of its first spec, or of scaffold.yaml where there is none, is a comment."""
    first = min(case.glob("specs/*.yaml"), default=case / "scaffold.yaml")
    assert first.read_text(encoding="utf-8").startswith("# ")
