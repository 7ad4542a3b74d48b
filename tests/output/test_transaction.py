"""Whatever happens to a write, the tree is the old one or the new one."""

import os
import random
import signal
import subprocess
import sys
import textwrap
import time

import pytest

from generator.diagnostics import DiagnosedError, EnvironmentProblem
from generator.output import transaction
from generator.output.transaction import Delete, Write

from .another_user import as_another_user
from .platform_tree import recovered, sha256, tree

FILES = 150

OLD = {f"src/{number % 7}/file{number}.py": f"old {number}\n" * 50 for number in range(FILES)}
NEW = {f"src/{number % 7}/file{number}.py": f"new {number}\n" * 50 for number in range(20, FILES)} | {
    f"fresh/{number}/file.sql": f"new {number}\n" for number in range(30)
}

CHILD = textwrap.dedent(
    """
    import hashlib, os, signal, sys
    from pathlib import Path
    os.sched_getaffinity = lambda process: {0, 1}  # two processes stage the files, whatever the machine has
    sys.path.insert(0, sys.argv[2])
    from generator.output import transaction
    from generator.output.transaction import Delete, Write

    root = Path(sys.argv[1])
    new = {f"src/{n % 7}/file{n}.py": f"new {n}\\n" * 50 for n in range(20, 150)}
    new |= {f"fresh/{n}/file.sql": f"new {n}\\n" for n in range(30)}

    def seen(path):
        return hashlib.sha256((root / path).read_bytes()).hexdigest() if (root / path).exists() else None

    changes = [
        Write(path=path, content=text.encode(), seen=seen(path), durable=path.endswith(".sql"))
        for path, text in new.items()
    ]
    changes += [Delete(path=path, seen=seen(path)) for path in (f"src/{n % 7}/file{n}.py" for n in range(20))]
    transaction.FEWEST_FILES = 8

    here, event, left = os.getpid(), sys.argv[3], int(sys.argv[4])

    def die(seen, _arguments):
        global left
        if seen == event and os.getpid() == here:
            left -= 1
            if left == 0:
                os.kill(here, signal.SIGKILL)

    with transaction.exclusive(root):
        print("ready", flush=True)
        sys.addaudithook(die)
        transaction.apply(root, tuple(changes))
    """
)


def plant(root):
    for path, text in OLD.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)


def start(root, event="", number=0):
    """A process that has begun to write; it kills itself before the system call of that number that makes `event`."""
    package = os.fspath(transaction.__file__).rsplit("/generator/", 1)[0]
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(root), package, event, str(number)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == b"ready\n"
    return child


@pytest.mark.parametrize(
    ("event", "number", "found", "unfinished"),
    [
        pytest.param("os.mkdir", 1, OLD, False, id="before the stage is made"),
        pytest.param("os.link", 2, OLD, False, id="while old files are kept"),
        pytest.param("os.rename", 1, OLD, False, id="before the commit"),
        pytest.param("os.mkdir", 2, NEW, True, id="before the first folder"),
        pytest.param("os.rename", 2, NEW, True, id="before the first file"),
        pytest.param("os.rename", 90, NEW, True, id="among the files"),
        pytest.param("os.rmdir", 1, NEW, True, id="after the first deletion"),
        pytest.param("os.remove", 21, NEW, True, id="before the end is noted"),
        pytest.param("shutil.rmtree", 2, NEW, False, id="before the stage is removed"),
    ],
)
def test_a_kill_on_either_side_of_the_commit_leaves_the_tree_of_that_side(tmp_path, event, number, found, unfinished):
    """SIGKILL before a system call that is known: the old tree until the commit, the new one from there on."""
    plant(tmp_path)
    with start(tmp_path, event, number) as child:
        assert child.wait() == -signal.SIGKILL
    assert (transaction.pending(tmp_path), recovered(tmp_path)) == (unfinished, found)
    assert not (tmp_path / transaction.JOURNAL).exists()


def test_a_kill_at_any_moment_leaves_the_old_tree_or_the_new_one(tmp_path):
    """SIGKILL at random points while two processes stage 180 files or one renames them: no mixture after recovery."""
    plant(tmp_path / "whole")
    began = time.monotonic()
    with start(tmp_path / "whole") as child:
        assert child.wait() == 0
    whole = time.monotonic() - began
    moments = random.Random(7)
    for attempt in range(20):
        root = tmp_path / str(attempt)
        plant(root)
        with start(root) as child:
            time.sleep(moments.random() * whole)
            child.send_signal(signal.SIGKILL)
        unfinished = transaction.pending(root)
        found = recovered(root)
        assert found in (OLD, NEW), f"attempt {attempt} left a mixture"
        assert found == NEW or not unfinished, f"attempt {attempt} was committed and forgotten"
        assert not (root / transaction.JOURNAL).exists()


def test_a_step_that_fails_undoes_the_others(tmp_path):
    """A file where a folder should be, seen too late: the first file's old text is back, the message names the path."""
    (tmp_path / "a.py").write_text("before\n")
    (tmp_path / "b.py").mkdir()
    (tmp_path / "b.py/occupied").write_text("x")
    changes = (
        Write(path="a.py", content=b"after\n", seen=sha256("before\n")),
        Write(path="b.py/occupied/c.py", content=b"1\n", seen=None),
    )
    with pytest.raises(EnvironmentProblem) as caught:
        transaction.apply(tmp_path, changes)
    assert "b.py/occupied" in str(caught.value)
    assert tree(tmp_path) == {"a.py": "before\n", "b.py/occupied": "x"}
    assert not transaction.pending(tmp_path)


def test_a_full_disk_changes_nothing(tmp_path):
    """The new bytes are staged before the first file is touched; a file size limit stands in for the full disk."""
    script = textwrap.dedent(
        """
        import hashlib, resource, signal, sys
        from pathlib import Path
        from generator.diagnostics import EnvironmentProblem
        from generator.output import transaction
        from generator.output.transaction import Write
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
        root = Path(sys.argv[1])
        seen = hashlib.sha256(b"before").hexdigest()
        changes = (Write(path="a", content=b"small", seen=seen), Write(path="b", content=b"x" * 50_000, seen=None))
        try:
            transaction.apply(root, changes)
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
        (root / "free.py").write_text("before")
        (root / "closed").mkdir()
        (root / "closed").chmod(0o555)
        try:
            transaction.apply(
                root,
                (
                    Write(path="free.py", content=b"1", seen=hashlib.sha256(b"before").hexdigest()),
                    Write(path="closed/b.py", content=b"2", seen=None),
                ),
            )
        except EnvironmentProblem as problem:
            print(problem, problem.hint, sep="; ")
        print((root / "free.py").read_text(), sorted(os.listdir(root)))
        """
    )
    assert as_another_user(script) == (
        "no permission to write in `closed`; Make it writable (`chmod u+w closed`), then run the command again. "
        "Nothing was written.\nbefore ['.scaffold', 'closed', 'free.py']\n"
    )


def test_a_file_keeps_its_mode(tmp_path):
    """A rewrite does not take away what the user allowed."""
    (tmp_path / "run.sh").write_text("old")
    (tmp_path / "run.sh").chmod(0o755)
    transaction.apply(tmp_path, (Write(path="run.sh", content=b"new", seen=sha256("old")),))
    assert (tmp_path / "run.sh").stat().st_mode & 0o777 == 0o755


@pytest.mark.parametrize(
    "meanwhile",
    [
        pytest.param(lambda root: (root / "b.py").write_text("mine\n"), id="saved"),
        pytest.param(lambda root: (root / "b.py").unlink(), id="removed"),
        pytest.param(lambda root: ((root / "b.py").unlink(), (root / "b.py").mkdir()), id="a folder now"),
        pytest.param(
            lambda root: ((root / "b.py").rename(root / "d.py"), (root / "b.py").symlink_to("d.py")), id="a link now"
        ),
    ],
)
def test_a_file_that_changed_since_it_was_compared_stops_everything(tmp_path, meanwhile):
    """Rendering takes seconds; what somebody saves in them is not overwritten, and no other file is written."""
    (tmp_path / "b.py").write_text("before\n")
    changes = (
        Write(path="a.py", content=b"1\n", seen=None),
        Write(path="b.py", content=b"2\n", seen=sha256("before\n")),
    )
    meanwhile(tmp_path)
    before = tree(tmp_path)
    with pytest.raises(DiagnosedError) as caught:
        transaction.apply(tmp_path, changes)
    assert str(caught.value) == "SG901: `b.py` was changed while scaffold ran"
    assert tree(tmp_path) == before
    assert not (tmp_path / transaction.JOURNAL).exists()


def test_files_that_changed_since_a_deletion_or_a_creation_was_decided_stop_everything(tmp_path):
    """A deletion loses as much as a write, and so does a write over a file that was not there; all are named."""
    (tmp_path / "old.py").write_text("mine\n")
    (tmp_path / "new.py").write_text("mine\n")
    changes = (Delete(path="old.py", seen=sha256("ours\n")), Write(path="new.py", content=b"1\n", seen=None))
    with pytest.raises(DiagnosedError) as caught:
        transaction.apply(tmp_path, changes)
    assert [item.span.path for item in caught.value.diagnostics] == ["old.py", "new.py"]
    assert tree(tmp_path) == {"new.py": "mine\n", "old.py": "mine\n"}


def test_what_is_staged_and_not_carried_out_is_gone(tmp_path):
    """A refusal after the first file was staged, or Ctrl-C: nothing is left, and nothing was written."""
    (tmp_path / "a.py").write_text("before\n")

    def refused(failure):
        with transaction.staging(tmp_path):
            transaction.stage(tmp_path, 7, Write(path="a.py", content="after\n", seen=sha256("before\n")))
            assert (tmp_path / transaction.JOURNAL / "7.new").read_text() == "after\n"
            raise failure

    for failure in (DiagnosedError(()), KeyboardInterrupt()):
        with pytest.raises(type(failure)):
            refused(failure)
        assert tree(tmp_path) == {"a.py": "before\n"}
        assert not (tmp_path / transaction.JOURNAL).exists()


def test_what_is_staged_twice_is_what_was_staged_last(tmp_path):
    """A process was killed while it staged, and another one does its work again; the old file is still the old one."""
    (tmp_path / "a.py").write_text("before\n")
    with transaction.staging(tmp_path):
        for text in ("half", "after\n"):
            staged = transaction.stage(tmp_path, 0, Write(path="a.py", content=text, seen=sha256("before\n")))
        assert (tmp_path / transaction.JOURNAL / "0.old").read_text() == "before\n"
        transaction.carry_out(tmp_path, [staged])
    assert tree(tmp_path) == {"a.py": "after\n"}


def test_a_file_that_appears_in_a_folder_that_was_not_there_stops_everything(tmp_path):
    """The folder was missing when the write was decided; what somebody has put there since is theirs."""
    with transaction.staging(tmp_path):
        staged = [transaction.stage(tmp_path, 0, Write(path="new/a.py", content="ours\n", seen=None))]
        (tmp_path / "new").mkdir()
        (tmp_path / "new/a.py").write_text("mine\n")
        with pytest.raises(DiagnosedError):
            transaction.carry_out(tmp_path, staged)
    assert tree(tmp_path) == {"new/a.py": "mine\n"}
