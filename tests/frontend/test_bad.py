"""What an author sees: every folder of `bad/` is a platform with mistakes, and exactly what is printed for it."""

from pathlib import Path

import pytest

from generator import reporting
from generator.diagnostics import DiagnosedError
from generator.frontend.load import load

CASES = sorted(path for path in (Path(__file__).parent / "bad").iterdir() if path.is_dir())


def texts_of(case: Path) -> dict[str, str]:
    """The case as a platform: scaffold.yaml, and every other file as the spec of the service it is named after."""
    texts = {"scaffold.yaml": "platform: acme\n"}
    for path in sorted(case.glob("*.yaml")):
        name = path.name if path.name == "scaffold.yaml" else f"specs/{path.name}"
        texts[name] = path.read_bytes().decode()
    return texts


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_bad_specs_print_exactly_this(case: Path, *, update: bool) -> None:
    """All mistakes of a stage are printed at once, each with its place and what to do; nothing else is."""
    texts = texts_of(case)
    with pytest.raises(DiagnosedError) as caught:
        load(texts)
    actual = reporting.full(caught.value.diagnostics, texts)
    expected = case / "diagnostics.txt"
    if update:
        expected.write_text(actual)
    assert actual == expected.read_text()


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_every_case_says_why_it_exists(case: Path) -> None:
    """The first line of a case's first file is a comment."""
    first = min(case.glob("*.yaml"))
    assert first.read_text().startswith("# ")
