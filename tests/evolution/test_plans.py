"""What is planned for each case, or why it is refused; and that nothing is left to plan after it."""

from pathlib import Path

import pytest

from generator import pipeline
from generator.diagnostics import DiagnosedError

from .builds import build, changed, write
from .cases import ACCEPTED, CASES, Case
from .wording import findings, plan


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_plan_of_an_edit(case: Case, platforms: Path, update):
    """As `plan.txt` has it, or refused as `diagnostics.txt` says."""
    try:
        name, found = "plan.txt", plan(build(case, platforms).migrations)
    except DiagnosedError as error:
        name, found = "diagnostics.txt", findings(error.diagnostics)
    path = case.folder / name
    if update:
        path.write_text(found, encoding="utf-8")
    assert path.exists(), found
    assert found == path.read_text(encoding="utf-8")
    assert [item.name for item in case.folder.glob("*.txt") if item.name in ("plan.txt", "diagnostics.txt")] == [name]


@pytest.mark.parametrize("case", ACCEPTED, ids=lambda case: case.name)
def test_nothing_is_left_to_plan(case: Case, platforms: Path):
    """After the edit, `scaffold check` is content; so it is when the specs are written again."""
    root = build(case, platforms).after
    write(root, case.after)
    assert pipeline.check(root).diagnostics == pipeline.check(root).diagnostics
    outcome = pipeline.generate(root, stubs=False, dry_run=True)
    assert (outcome.migrations, outcome.written.nothing) == ((), True)


@pytest.mark.parametrize("case", ACCEPTED, ids=lambda case: case.name)
def test_the_files_of_a_plan_are_those_that_are_written(case: Case, platforms: Path):
    """Those of other services, too, that the edit of one changes."""
    built = build(case, platforms)
    assert changed(built.planned) == changed(built.written)


def test_every_case_is_an_edit():
    """A case whose files are not found would test nothing."""
    assert CASES
    assert [case.name for case in CASES if case.before == case.after] == ["none/no_edit"]
