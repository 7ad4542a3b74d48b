"""Whatever happens to a write, the tree is the old one or the new one."""

import os
import random
import signal
import subprocess
import sys
import textwrap
import time

import pytest

from generator.diagnostics import EnvironmentProblem
from generator.output import transaction
from generator.output.transaction import Delete, Write

from .platform_tree import tree

FILES = 150

OLD = {f"src/{number % 7}/file{number}.py": f"old {number}\n" * 50 for number in range(FILES)}
NEW = {f"src/{number % 7}/file{number}.py": f"new {number}\n" * 50 for number in range(20, FILES)} | {
    f"fresh/{number}/file.sql": f"new {number}\n" for number in range(30)
}

CHILD = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    sys.path.insert(0, sys.argv[2])
    from generator.output import transaction
    from generator.output.transaction import Delete, Write

    root = Path(sys.argv[1])
    new = {f"src/{n % 7}/file{n}.py": f"new {n}\\n" * 50 for n in range(20, 150)}
    new |= {f"fresh/{n}/file.sql": f"new {n}\\n" for n in range(30)}
    changes = [Write(path=path, content=text.encode(), durable=path.endswith(".sql")) for path, text in new.items()]
    changes += [Delete(path=f"src/{n % 7}/file{n}.py") for n in range(20)]
    with transaction.exclusive(root):
        print("ready", flush=True)
        transaction.apply(root, tuple(changes))
    """
)


def plant(root):
    for path, text in OLD.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)


def recovered(root):
    with transaction.exclusive(root):
        transaction.recover(root)
    return tree(root)


def start(root):
    """A process that has begun to write."""
    package = os.fspath(transaction.__file__).rsplit("/generator/", 1)[0]
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(root), package], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert child.stdout is not None
    assert child.stdout.readline() == b"ready\n"
    return child


def test_a_kill_at_any_moment_leaves_the_old_tree_or_the_new_one(tmp_path):
    """SIGKILL at random points of a write of 180 files: after the next command's recovery, no mixture is ever seen."""
    plant(tmp_path / "whole")
    began = time.monotonic()
    with start(tmp_path / "whole") as child:
        child.wait()
    whole = time.monotonic() - began
    moments = random.Random(7)
    seen = set()
    for attempt in range(200):
        root = tmp_path / str(attempt)
        plant(root)
        with start(root) as child:
            time.sleep(moments.random() * whole)
            child.send_signal(signal.SIGKILL)
        unfinished = transaction.pending(root)
        found = recovered(root)
        assert found in (OLD, NEW), f"attempt {attempt} left a mixture"
        assert not (root / transaction.JOURNAL).exists()
        seen.add((found == NEW, unfinished))
        if attempt >= 20 and {(False, False), (True, True)} <= seen:
            return
    raise AssertionError(f"no kill hit both sides of the commit, so nothing is proved: {seen}")


STEPS = [Write(path="a/new.py", content=b"1\n"), Write(path="b.py", content=b"2\n"), Delete(path="c/old.py")]


@pytest.mark.parametrize("survived", range(4))
def test_a_committed_journal_is_rolled_forward_from_every_step(tmp_path, survived):
    """However many steps were done before the kill, repeating all of them gives the new tree."""
    (tmp_path / "c").mkdir()
    (tmp_path / "c/old.py").write_text("gone\n")
    (tmp_path / "b.py").write_text("before\n")
    stage = tmp_path / transaction.JOURNAL
    journal = transaction._staged(tmp_path, stage, tuple(STEPS))
    transaction._commit(stage, journal)
    done = transaction._Journal(direction="forward", steps=journal.steps[:survived], folders=journal.folders)
    transaction._forward(tmp_path, stage, done)
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
    journal = transaction._staged(tmp_path, stage, tuple(STEPS))
    transaction._forward(tmp_path, stage, journal)
    back = transaction._Journal(direction="back", steps=journal.steps, folders=journal.folders)
    transaction._commit(stage, back)
    transaction._back(
        tmp_path, stage, transaction._Journal(direction="back", steps=journal.steps[:survived], folders=())
    )
    assert recovered(tmp_path) == {"b.py": "before\n", "c/old.py": "gone\n"}
    assert not (tmp_path / "a").exists()


def test_a_step_that_fails_undoes_the_others(tmp_path):
    """A file where a folder should be, seen too late: the first file's old text is back, the message names the path."""
    (tmp_path / "a.py").write_text("before\n")
    (tmp_path / "b.py").mkdir()
    (tmp_path / "b.py/occupied").write_text("x")
    changes = (Write(path="a.py", content=b"after\n"), Write(path="b.py/occupied/c.py", content=b"1\n"))
    with pytest.raises(EnvironmentProblem) as caught:
        transaction.apply(tmp_path, changes)
    assert "b.py/occupied" in str(caught.value)
    assert tree(tmp_path) == {"a.py": "before\n", "b.py/occupied": "x"}
    assert not transaction.pending(tmp_path)


def test_a_full_disk_changes_nothing(tmp_path):
    """The new bytes are staged before the first file is touched; a file size limit stands in for the full disk."""
    script = textwrap.dedent(
        """
        import resource, signal, sys
        from pathlib import Path
        from generator.diagnostics import EnvironmentProblem
        from generator.output import transaction
        from generator.output.transaction import Write
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
        root = Path(sys.argv[1])
        try:
            transaction.apply(root, (Write(path="a", content=b"small"), Write(path="b", content=b"x" * 50_000)))
        except EnvironmentProblem as problem:
            print(problem)
        """
    )
    (tmp_path / "a").write_text("before")
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=True)
    assert done.stdout == "cannot write `.scaffold/journal`: File too large\n"
    assert tree(tmp_path) == {"a": "before"}
    assert not (tmp_path / transaction.JOURNAL).exists()


def test_a_folder_without_permission_is_named_and_nothing_is_written(tmp_path):
    """Permissions are looked at before anything is touched; root may write everywhere, so another user tries."""
    script = textwrap.dedent(
        """
        import os, sys
        from pathlib import Path
        from generator.diagnostics import EnvironmentProblem
        from generator.output import transaction
        from generator.output.transaction import Write
        root = Path(sys.argv[1])
        if os.getuid() == 0:
            os.chown(root, 65534, 65534)
            os.setuid(65534)
        (root / "free.py").write_text("before")
        (root / "closed").mkdir()
        (root / "closed").chmod(0o555)
        try:
            transaction.apply(root, (Write(path="free.py", content=b"1"), Write(path="closed/b.py", content=b"2")))
        except EnvironmentProblem as problem:
            print(problem, problem.hint, sep="; ")
        print((root / "free.py").read_text(), sorted(os.listdir(root)))
        """
    )
    import tempfile
    from pathlib import Path

    # pytest's own folder is closed to other users.
    with tempfile.TemporaryDirectory() as open_folder:
        Path(open_folder).chmod(0o755)
        root = Path(open_folder) / "platform"
        root.mkdir()
        done = subprocess.run([sys.executable, "-c", script, str(root)], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout == (
        "no permission to write in `closed`; Make it writable (`chmod u+w closed`), then run the command again. "
        "Nothing was written.\nbefore ['closed', 'free.py']\n"
    )


def test_a_file_keeps_its_mode(tmp_path):
    """A rewrite does not take away what the user allowed."""
    (tmp_path / "run.sh").write_text("old")
    (tmp_path / "run.sh").chmod(0o755)
    transaction.apply(tmp_path, (Write(path="run.sh", content=b"new"),))
    assert (tmp_path / "run.sh").stat().st_mode & 0o777 == 0o755


def test_two_commands_do_not_write_at_once(tmp_path):
    """The second waits until the first is done."""
    import threading

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


def test_the_lock_and_the_journal_ignore_themselves_in_git(tmp_path):
    """A platform without our .gitignore still does not commit them."""
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    with transaction.exclusive(tmp_path):
        pass
    status = subprocess.run(["git", "status", "--porcelain"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert status.stdout == ""
