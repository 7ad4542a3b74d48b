"""One command writes at a time; the others wait, and nobody is left guessing."""

import subprocess
import sys
import textwrap
import threading
import time

import pytest

from generator.output import exclusion, transaction

HOLDER = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from generator.output import transaction
    with transaction.exclusive(Path(sys.argv[1])):
        print("in", flush=True)
        if sys.stdin.readline() == "fail\\n":
            sys.exit(1)
    """
)


def holder(root):
    """A process that wants the lock, says when it has it, and keeps it until it is told to leave or to fail."""
    return subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_two_commands_do_not_write_at_once(tmp_path):
    """The second waits until the first is done."""
    order = []

    def second():
        with transaction.exclusive(tmp_path):
            order.append("second")

    with transaction.exclusive(tmp_path):
        other = threading.Thread(target=second)
        other.start()
        time.sleep(0.1)
        order.append("first")
    other.join()
    assert order == ["first", "second"]


def test_a_long_wait_is_explained(tmp_path):
    """A command that hangs without a word looks broken."""
    with transaction.exclusive(tmp_path):
        other = holder(tmp_path)
        assert other.stderr.readline() == "waiting for another scaffold command on this platform to finish\n"
    assert other.communicate("leave\n") == ("in\n", "")


def test_a_short_wait_is_not_worth_a_word(tmp_path, capfd):
    """Two commands of a script overlap for a moment."""
    first = holder(tmp_path)
    assert first.stdout.readline() == "in\n"
    threading.Timer(0.2, first.communicate, ["leave\n"]).start()
    with transaction.exclusive(tmp_path):
        pass
    assert capfd.readouterr().err == ""


def test_a_failure_leaves_no_folder_behind(tmp_path):
    """What was made for the lock goes; a platform that was there before keeps everything."""
    root = tmp_path / "shop/acme"
    with pytest.raises(ZeroDivisionError), transaction.exclusive(root):
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []
    with transaction.exclusive(root):
        pass
    with pytest.raises(ZeroDivisionError), transaction.exclusive(root):
        raise ZeroDivisionError
    assert (root / exclusion.LOCK).exists()


def test_a_failure_removes_nothing_that_somebody_put_there(tmp_path):
    """Only empty folders go, so a file of another process keeps its own."""
    root = tmp_path / "shop/acme"
    child = holder(root)
    assert child.stdout.readline() == "in\n"
    (root / "README.md").write_text("mine")
    child.communicate("fail\n")
    assert [path.name for path in root.iterdir()] == ["README.md"]


def test_who_waited_for_a_lock_that_vanished_makes_a_new_one(tmp_path):
    """Otherwise a third command would hold the new file's lock while the second writes under the removed one's."""
    root = tmp_path / "acme"
    first = holder(root)
    assert first.stdout.readline() == "in\n"
    second = holder(root)
    assert second.stderr.readline().startswith("waiting")
    assert first.communicate("fail\n") == ("", "")
    assert second.stdout.readline() == "in\n"
    third = holder(root)
    assert third.stderr.readline().startswith("waiting")
    second.communicate("leave\n")
    assert third.communicate("leave\n") == ("in\n", "")


def test_the_lock_and_the_journal_ignore_themselves_in_git(tmp_path):
    """A platform without our .gitignore still does not commit them."""
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    with transaction.exclusive(tmp_path):
        pass
    status = subprocess.run(["git", "status", "--porcelain"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert status.stdout == ""
