"""`scaffold generate --watch`, as a process of its own that a person edits beside."""

import os
import queue
import signal
import subprocess
import sys
import threading

import pytest

from .platforms import FIELD, edit_spec

PATIENCE_SECONDS = 120
"""A run takes less than two seconds; only a failure waits as long as this."""


class Watcher:
    """A watcher and what it says, line by line."""

    def __init__(self, root, *options):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "generator.cli.main", "generate", "--watch", *options],
            cwd=root,
            env={key: value for key, value in os.environ.items() if key != "FORCE_COLOR"} | {"NO_COLOR": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.lines = queue.SimpleQueue()
        self.reader = threading.Thread(target=self._read)
        self.reader.start()

    def _read(self):
        for line in self.process.stdout:
            self.lines.put(line)

    def until(self, wanted):
        """Everything that is said up to the line that begins with `wanted`."""
        said = []
        while not said or not said[-1].startswith(wanted):
            said.append(self.lines.get(timeout=PATIENCE_SECONDS))
        return "".join(said)

    def interrupt(self):
        """Ctrl-C, as a terminal sends it: to every process of the group; the exit code."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(timeout=PATIENCE_SECONDS)


@pytest.fixture
def watching(platform):
    """Starts a watcher; none outlives the test."""
    started = []

    def start(*options):
        started.append(Watcher(platform, *options))
        return started[-1]

    yield start
    for watcher in started:
        if watcher.process.poll() is None:
            os.killpg(watcher.process.pid, signal.SIGKILL)
        watcher.process.wait()
        watcher.reader.join()
        watcher.process.stdout.close()


def save(path, text):
    """Saves as editors do: whole, in one step."""
    draft = path.parent.parent / "draft"
    draft.write_text(text)
    draft.replace(path)


def test_every_save_is_a_run(platform, watching):
    """The first one at once; each says what it did; a new spec is seen like an edited one."""
    watcher = watching()
    assert "\nWrote " in watcher.until("Watching")
    edit_spec(platform)
    said = watcher.until("Watching")
    assert "content.0003.add_article_subtitle" in said
    assert "  saved\n" in said
    save(platform / "specs/user.yaml", "service: user\nscope: global\nentities: {account: {fields: {name: text}}}\n")
    assert "user.0001.create" in watcher.until("Watching")


def test_a_broken_spec_is_told_and_survived(platform, watching):
    """With the line and the hint of any run; nothing is written until it is mended."""
    watcher = watching("--no-stubs")
    watcher.until("Watching")
    spec = platform / "specs/content.yaml"
    good = spec.read_text()
    save(spec, good + "      subtitle: {type: strin}\n")
    said = watcher.until("Watching")
    assert "specs/content.yaml:11:24" in said
    assert "Did you mean `string`?" in said
    spec.unlink()
    assert "SG5" in watcher.until("Watching")
    save(spec, good + FIELD)
    assert "content.0003.add_article_subtitle" in watcher.until("Watching")


def test_ctrl_c_ends_it(watching):
    """Cleanly, with the code of an interrupted command."""
    watcher = watching("--no-stubs")
    watcher.until("Watching")
    assert watcher.interrupt() == 130
    assert watcher.until("interrupted") == "\ninterrupted\n"


def test_options_that_make_no_sense_are_refused(scaffold, generated):
    """Giving up edits by hand at every save would lose the next one."""
    for option in ("--overwrite", "--diff", "--json"):
        done = scaffold("generate", "--watch", option, cwd=generated)
        assert (done.returncode, "--watch goes with" in done.stderr) == (2, True)
