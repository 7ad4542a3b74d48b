"""Conflicts that git left in a platform: a decision is asked for, with an exit code of its own."""

import json

import pytest

CONFLICT = "<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> other\n"


def spoil(path):
    """What `git merge` leaves where both branches changed the last line."""
    *head, last = path.read_text().splitlines(keepends=True)
    path.write_text("".join(head) + CONFLICT.format(ours=last, theirs=f"# theirs\n{last}"))


@pytest.mark.parametrize("name", ["check", "generate"])
@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("specs/content.yaml", "SG111"),
        ("scaffold.yaml", "SG111"),
        ("scaffold.lock/content.yaml", "SG502"),
        ("scaffold.lock/core.yaml", "SG502"),
    ],
)
def test_a_conflict_is_a_decision(scaffold, generated, name, path, code):
    """Exit code 3, for people and as JSON."""
    spoil(generated / path)
    told = scaffold(name, cwd=generated)
    assert (told.returncode, f"error[{code}]" in told.stdout + told.stderr) == (3, True)
    done = scaffold(name, "--json", cwd=generated)
    found = json.loads(done.stdout)["diagnostics"]
    assert (done.returncode, [(item["code"], item["path"]) for item in found]) == (3, [(code, path)])


def test_a_conflict_in_a_lock_names_the_command_for_it(scaffold, generated):
    """Nobody has to know what to keep of a lock."""
    lock = generated / "scaffold.lock/core.yaml"
    spoil(lock)
    (found,) = json.loads(scaffold("check", "--json", cwd=generated).stdout)["diagnostics"]
    assert found["hint"].startswith("Resolve the conflicts of the specs, then run `scaffold rebase`:")


@pytest.mark.parametrize("path", ["specs/content.yaml", "scaffold.yaml", "scaffold.lock/core.yaml"])
def test_doctor_names_the_file(scaffold, generated, path):
    """Exit code 1: nothing is wrong with the machine."""
    spoil(generated / path)
    done = scaffold("doctor", cwd=generated)
    assert (done.returncode, f"MISS merges       {path}\n" in done.stdout) == (1, True)
