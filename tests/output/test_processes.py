"""Work that several processes share gives what one would give: results, order, errors."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from generator.output import processes

from .platform_tree import tree


def alone(script: str) -> str:
    """What a process with one thread prints, which may fork: the one that runs the tests may not."""
    code = (
        "import os, sys\nfrom generator.output import processes\nfrom generator.output.processes import shared\n"
        "os.sched_getaffinity = lambda process: range(3)\n" + textwrap.dedent(script)
    )
    root = Path(processes.__file__).parents[2]
    return subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True, timeout=60
    ).stdout


def test_results_come_in_the_order_of_the_items():
    """Whoever did which, and whether or not they can be dealt out evenly."""
    found = alone("""
        for count in range(11):
            print(shared(lambda item: item * 10, range(count), fewest=2))
    """)

    assert found.splitlines() == [str(tuple(item * 10 for item in range(count))) for count in range(11)]


@pytest.mark.parametrize(("items", "expected"), [(3, 1), (4, 2), (5, 2), (6, 3), (100, 3)])
def test_each_process_has_enough_to_do(items, expected):
    """Fewer items than make a process worth its while are done in this one."""
    found = alone(f"""
        import time
        print(len(set(shared(lambda item: time.sleep(0.05) or os.getpid(), range({items}), fewest=2))))
    """)

    assert found == f"{expected}\n"


def test_a_process_with_threads_does_not_fork():
    """A lock that another thread holds would never be released in the child."""
    found = alone("""
        import threading
        end = threading.Event()
        threading.Thread(target=end.wait).start()
        print(set(shared(lambda item: os.getpid(), range(6), fewest=2)) == {os.getpid()})
        end.set()
    """)

    assert found == "True\n"


@pytest.mark.parametrize("wrong", [{0}, {1}, {2}, {4, 2}, {1, 5}, {0, 1, 2, 3, 4, 5}])
def test_an_error_is_raised_as_if_there_were_no_other_process(wrong):
    """That of the first item that fails, with its own type and traceback, wherever it was met."""
    found = alone(f"""
        import traceback

        def work(item):
            if item in {wrong}:
                raise ValueError(item)

        try:
            shared(work, range(6), fewest=2)
        except ValueError as error:
            print(error, [frame.name for frame in traceback.extract_tb(error.__traceback__)][-1])
    """)

    assert found == f"{min(wrong)} work\n"


def test_what_a_killed_process_had_to_do_is_done():
    """Out of memory, say: the run is slower, not wrong."""
    found = alone("""
        import signal, time
        here = os.getpid()

        def work(item):
            if os.getpid() != here:
                os.kill(os.getpid(), signal.SIGKILL)
            time.sleep(0.1)
            return item

        print(shared(work, range(6), fewest=2))
    """)

    assert found == "(0, 1, 2, 3, 4, 5)\n"


def test_results_larger_than_a_pipe_arrive():
    """Nobody waits for somebody who waits."""
    found = alone("print([len(item) for item in shared(lambda item: str(item) * 1_000_000, range(6), fewest=2)])")

    assert found == f"{[1_000_000] * 6}\n"


def test_no_process_outlives_the_call():
    """Neither after results nor after an error."""
    found = alone("""
        def work(item):
            return 1 // item

        for items in (range(1, 7), range(6)):
            try:
                shared(work, items, fewest=2)
            except ZeroDivisionError:
                pass
            try:
                os.waitpid(-1, 0)
            except ChildProcessError:
                print("none")
    """)

    assert found == "none\nnone\n"


def test_a_worker_ends_when_its_parent_is_killed():
    """It holds the platform's lock, for which the next command waits; so it must not wait for its parent."""
    read, write = os.pipe()
    script = textwrap.dedent("""
        import os, signal
        from generator.output.processes import shared
        os.sched_getaffinity = lambda process: range(3)
        here = os.getpid()

        def work(item):
            if os.getpid() == here:
                os.kill(here, signal.SIGKILL)
            return "x" * 1_000_000

        shared(work, range(6), fewest=2)
    """)
    root = Path(processes.__file__).parents[2]
    parent = subprocess.Popen([sys.executable, "-c", script], cwd=root, pass_fds=(write,))
    os.close(write)
    parent.wait(timeout=60)
    with os.fdopen(read, "rb") as pipe:
        assert pipe.read() == b""


def test_an_interruption_after_the_fork_ends_the_worker():
    """At whichever line it comes, only the parent returns: a worker would release the lock, and write on without it."""
    found = alone("""
        import signal
        here = os.getpid()
        lines = 0

        def interrupted(frame, event, _argument):
            global lines
            if os.getpid() != here and frame.f_code.co_filename == processes.__file__:
                lines += event == "line"
                if lines == moment:
                    os.kill(os.getpid(), signal.SIGINT)
            return interrupted

        for moment in range(1, 30):
            lines = 0
            sys.settrace(interrupted)
            try:
                done = shared(lambda item: item, range(4), fewest=2)
            except KeyboardInterrupt:
                done = "interrupted"
            sys.settrace(None)
            print(os.getpid() == here, done, flush=True)
            if os.getpid() != here:
                break
    """)

    assert found.splitlines() == ["True (0, 1, 2, 3)"] * 29


def test_an_interruption_of_the_parent_leaves_no_worker_behind():
    """Ctrl-C right after the fork: the worker is gone, and later ones are heard again."""
    found = alone("""
        import signal, time
        here = os.getpid()
        os.register_at_fork(after_in_parent=lambda: os.kill(here, signal.SIGINT))
        try:
            shared(lambda item: time.sleep(60), range(6), fewest=2)
        except KeyboardInterrupt:
            print("interrupted")
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            print("none")
        print(signal.pthread_sigmask(signal.SIG_BLOCK, ()))
    """)

    assert found == "interrupted\nnone\nset()\n"


def test_work_can_be_interrupted():
    """Signals are held back around the fork only: what the work starts could not be stopped otherwise."""
    found = alone("""
        import signal
        print(set(map(str, shared(lambda item: signal.pthread_sigmask(signal.SIG_BLOCK, ()), range(6), fewest=2))))
    """)

    assert found == "{'set()'}\n"


def test_only_items_of_this_process_are_announced():
    """Two processes would write over each other's progress."""
    found = alone("""
        import time

        def work(item):
            time.sleep(0.05)
            return os.getpid() == here

        here = os.getpid()
        told = []
        done = shared(work, range(7), fewest=2, begun=told.append)
        print(told == [number for number, mine in enumerate(done) if mine], all(done))
    """)

    assert found == "True False\n"


def test_the_tree_does_not_depend_on_the_number_of_processes(tmp_path):
    """Rendered, compared, recorded and staged by one process or by three: the same files, byte for byte."""
    trees = []
    for processes_wanted in (1, 3):
        root = tmp_path / str(processes_wanted)
        (root / "specs").mkdir(parents=True)
        (root / "scaffold.yaml").write_text("platform: acme\n")
        for number in range(12):
            spec = f"service: s{number}\nentities: {{article: {{fields: {{body: text}}}}}}\n"
            (root / f"specs/s{number}.yaml").write_text(spec)
        alone(f"""
            from pathlib import Path
            from generator.output import stamp, transaction
            from generator.pipeline import generate
            os.sched_getaffinity = lambda process: range({processes_wanted})
            stamp.FEWEST_FILES = transaction.FEWEST_FILES = 2
            generate(Path({str(root)!r}), stubs=False)
        """)
        trees.append(tree(root))

    assert trees[0] == trees[1]
    assert len(trees[0]) > 200
