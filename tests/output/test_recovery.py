"""What a killed command left is finished or undone by the next one, from wherever it stopped."""

import json
from dataclasses import replace

import pytest

from generator.diagnostics import EnvironmentProblem
from generator.output import journal, transaction
from generator.output.transaction import Delete, Write

from .another_user import as_another_user
from .platform_tree import recovered, sha256

STEPS = (
    Write(path="a/new.py", content=b"1\n", seen=None),
    Write(path="b.py", content=b"2\n", seen=sha256("before\n")),
    Delete(path="c/old.py", seen=sha256("gone\n")),
)


def staged(root):
    """The journal of a command that was killed when it had staged its files."""
    (root / transaction.JOURNAL).mkdir(parents=True)
    return transaction._decided(root, [transaction.stage(root, *item) for item in enumerate(STEPS)])


@pytest.mark.parametrize("survived", range(4))
def test_a_committed_journal_is_rolled_forward_from_every_step(tmp_path, survived):
    """However many steps were done before the kill, repeating all of them gives the new tree."""
    (tmp_path / "c").mkdir()
    (tmp_path / "c/old.py").write_text("gone\n")
    (tmp_path / "b.py").write_text("before\n")
    stage = tmp_path / transaction.JOURNAL
    decided = staged(tmp_path)
    journal.commit(tmp_path, decided)
    transaction._forward(tmp_path, stage, replace(decided, steps=decided.steps[:survived]))
    assert transaction.pending(tmp_path)
    assert recovered(tmp_path) == {"a/new.py": "1\n", "b.py": "2\n"}
    assert not (tmp_path / "c").exists()


@pytest.mark.parametrize("survived", range(4))
def test_a_journal_that_was_turned_back_is_rolled_back_from_every_step(tmp_path, survived):
    """A kill in the middle of an undo is undone by the next command."""
    (tmp_path / "c").mkdir()
    (tmp_path / "c/old.py").write_text("gone\n")
    (tmp_path / "b.py").write_text("before\n")
    stage = tmp_path / transaction.JOURNAL
    decided = staged(tmp_path)
    transaction._forward(tmp_path, stage, decided)
    back = replace(decided, direction=journal.BACK)
    journal.commit(tmp_path, back)
    transaction._back(tmp_path, stage, replace(back, steps=back.steps[:survived], folders=()))
    assert recovered(tmp_path) == {"b.py": "before\n", "c/old.py": "gone\n"}
    assert not (tmp_path / "a").exists()


def test_a_step_that_was_never_done_is_not_undone(tmp_path):
    """What lies there by now, somebody else put there."""
    (tmp_path / "c").mkdir()
    (tmp_path / "c/old.py").write_text("gone\n")
    (tmp_path / "b.py").write_text("before\n")
    decided = staged(tmp_path)
    journal.commit(tmp_path, replace(decided, direction=journal.BACK))
    (tmp_path / "a").mkdir()
    (tmp_path / "a/new.py").write_text("mine\n")
    assert recovered(tmp_path) == {"a/new.py": "mine\n", "b.py": "before\n", "c/old.py": "gone\n"}


@pytest.mark.parametrize(
    "text",
    [
        json.dumps({"format": journal.FORMAT + 1, "moves": []}),
        json.dumps({"direction": "forward", "steps": [{"number": 0, "file": "a.py"}], "folders": []}),
        "[]",
        "not JSON",
    ],
)
def test_a_journal_of_another_version_is_left_to_that_version(tmp_path, text):
    """Nobody else knows what its steps mean; the message says what to do, and the journal stays."""
    note = tmp_path / journal.NOTE
    note.parent.mkdir(parents=True)
    note.write_text(text)
    with pytest.raises(EnvironmentProblem) as caught:
        transaction.recover(tmp_path)
    assert str(caught.value) == (
        "`.scaffold/journal/journal.json` is an unfinished write of another version of scaffold"
    )
    assert caught.value.hint == "Run any command with the version of scaffold that wrote it: it finishes the write."
    assert note.read_text() == text


def test_a_journal_that_cannot_be_removed_is_the_machines_fault(tmp_path):
    """The last step of all: an EnvironmentProblem like every other refusal of the file system."""
    script = """
        (root / journal.JOURNAL).mkdir(parents=True)
        journal.commit(root, Journal(direction="forward", steps=(), folders=()))
        (root / journal.JOURNAL).chmod(0o555)
        try:
            transaction.recover(root)
        except EnvironmentProblem as problem:
            print(problem, problem.hint, sep="; ")
        (root / journal.JOURNAL).chmod(0o755)
        print(transaction.recover(root), transaction.pending(root))
    """
    assert as_another_user(script) == (
        "cannot remove `.scaffold/journal/journal.json`: Permission denied; All files are in place. "
        "Make it removable, then run any scaffold command: it removes it.\nTrue False\n"
    )


def test_an_undo_that_the_file_system_refuses_is_the_machines_fault(tmp_path):
    """Also when a later command tries it; the one after that succeeds."""
    script = """
        (root / "a").mkdir()
        (root / "a/b.py").write_text("new")
        (root / journal.JOURNAL).mkdir(parents=True)
        step = journal.Step(number=0, path="a/b.py", writes=True, existed=False, durable=False)
        journal.commit(root, Journal(direction="back", steps=(step,), folders=()))
        (root / "a").chmod(0o555)
        try:
            transaction.recover(root)
        except EnvironmentProblem as problem:
            print(str(problem).replace(str(root), "ROOT"))
        (root / "a").chmod(0o755)
        print(transaction.recover(root), (root / "a/b.py").exists())
    """
    assert as_another_user(script) == (
        "cannot undo an unfinished write: [Errno 13] Permission denied: 'ROOT/a/b.py'\nTrue False\n"
    )
