"""The stamp says "nothing to do" only when that is so."""

import json
import os

import pytest

from generator.diagnostics import Diagnostic, Severity, Span
from generator.output import files, stamp, transaction
from generator.tree import digest


def save(root, *outputs, warnings=(), compiled=True):
    wanted = dict.fromkeys(("src/a.py", *outputs), stamp.AS_FOUND)
    stamp.save(root, read={}, outputs=wanted, warnings=warnings, compiled=compiled)


@pytest.fixture
def platform(tmp_path):
    for path, text in {
        "scaffold.yaml": "platform: acme\n",
        "specs/content.yaml": "service: content\n",
        "scaffold.lock/content.yaml": "x: 1\n",
        "src/a.py": "a = 1\n",
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    save(tmp_path)
    return tmp_path


def test_an_untouched_tree_is_trusted(platform):
    """The whole point."""
    found = stamp.valid(platform)
    assert found is not None
    assert found.unchanged == 1
    assert sorted(found.inputs) == ["scaffold.lock/content.yaml", "scaffold.yaml", "specs/content.yaml"]


@pytest.mark.parametrize("path", ["scaffold.yaml", "specs/content.yaml", "scaffold.lock/content.yaml", "src/a.py"])
def test_an_edit_of_any_file_is_seen(platform, path):
    """Inputs and outputs alike."""
    (platform / path).write_text("changed: now\n")
    assert stamp.valid(platform) is None


def test_an_edit_that_keeps_size_and_modification_time_is_seen(platform):
    """The change time cannot be set back, so the content is looked at."""
    before = (platform / "src/a.py").stat()
    (platform / "src/a.py").write_text("a = 2\n")
    os.utime(platform / "src/a.py", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert stamp.valid(platform) is None


def test_a_racy_edit_is_seen(platform):
    """An edit in the same tick of the clock as the stamp leaves equal times; such entries are hashed."""
    path = platform / "src/a.py"
    path.write_text("a = 2\n")
    found = path.stat()
    text = (platform / stamp.STAMP).read_text()
    import json

    data = json.loads(text)
    data["outputs"]["src/a.py"][1:3] = [found.st_mtime_ns, found.st_ctime_ns]
    (platform / stamp.STAMP).write_text(json.dumps(data))
    os.utime(platform / stamp.STAMP, ns=(found.st_mtime_ns, found.st_mtime_ns))
    assert stamp.valid(platform) is None


def test_a_touched_file_with_the_same_bytes_is_trusted_and_noted_again(platform):
    """A fresh checkout costs one round of hashing, not one per command."""
    os.utime(platform / "src/a.py", ns=(1, 1))
    assert stamp.valid(platform) is not None
    found = stamp._parsed((platform / stamp.STAMP).read_bytes())
    assert found.outputs["src/a.py"].modified == 1


@pytest.mark.parametrize("path", ["specs/user.yaml", "scaffold.lock/user.yaml"])
def test_a_new_input_is_seen(platform, path):
    """A second spec is a change although no noted file differs."""
    (platform / path).write_text("service: user\n")
    assert stamp.valid(platform) is None


@pytest.mark.parametrize("path", ["specs/content.yaml", "src/a.py"])
def test_a_removed_file_is_seen(platform, path):
    """A missing output has to be restored, a missing input changes everything."""
    (platform / path).unlink()
    assert stamp.valid(platform) is None


def test_another_generator_is_seen(platform, monkeypatch):
    """A new version renders anew."""
    monkeypatch.setattr("generator.__version__", "99.0.0")
    assert stamp.valid(platform) is None


def test_an_unfinished_write_is_seen(platform):
    """A committed journal has changes that no file shows yet."""
    assert (platform / transaction.JOURNAL / "journal.json") == platform / stamp.UNFINISHED
    (platform / transaction.JOURNAL).mkdir()
    (platform / stamp.UNFINISHED).write_text("{}")
    assert stamp.valid(platform) is None


def test_warnings_are_said_again(platform):
    """A run with nothing to do says what the full run said."""
    span = Span(path="specs/content.yaml", line=1, column=1, end_line=1, end_column=8)
    warning = Diagnostic(code="SG401", severity=Severity.WARNING, message="doubtful", span=span, hint="Look.")
    bare = Diagnostic(code="SG904", severity=Severity.WARNING, message="kept")
    save(platform, warnings=(warning, bare))
    found = stamp.valid(platform)
    assert found is not None
    assert found.warnings == (warning, bare)


def test_a_missing_output_gives_no_stamp(platform):
    """Protos that were not compiled are still to be compiled."""
    (platform / stamp.STAMP).unlink()
    save(platform, "src/a_pb2.py")
    assert stamp.valid(platform) is None


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"identity": 1, "inputs": {"a": 1}, "outputs": {}}', "null"])
def test_a_broken_stamp_is_no_stamp(platform, text):
    """It is a cache: whatever is wrong with it, the command does the work."""
    (platform / stamp.STAMP).write_text(text)
    assert stamp.valid(platform) is None


def test_a_platform_that_cannot_be_written_gets_no_stamp(tmp_path):
    """A file in the place of the folder stands for a read-only checkout."""
    (tmp_path / "scaffold.yaml").write_text("platform: acme\n")
    (tmp_path / ".scaffold").write_text("in the way")
    stamp.save(tmp_path, read={}, outputs={}, warnings=(), compiled=True)
    assert stamp.valid(tmp_path) is None


@pytest.mark.parametrize("edited", ["specs/content.yaml", "src/a.py"])
def test_an_edit_during_the_run_gives_no_stamp(platform, edited):
    """What was saved while the run went on was not seen by it, and must be by the next."""
    (platform / stamp.STAMP).unlink()
    seen = digest((platform / edited).read_bytes())
    (platform / edited).write_text("edited: meanwhile\n")
    read, outputs = ({edited: seen}, {}) if edited.startswith("specs/") else ({}, {edited: seen})
    stamp.save(platform, read=read, outputs=outputs, warnings=(), compiled=True)
    assert stamp.valid(platform) is None


@pytest.mark.parametrize("content", ["edited", "four"])
def test_a_file_is_not_read_again_if_it_is_the_one_that_was_written(platform, content):
    """By inode, size and time: a mark vouches for the content; what was edited since has another, and is read."""
    path = platform / "src/b.py"
    mark = files.write(str(path), b"text")
    noted = "0" * 64  # not the digest of "text": it would be found out if the file were read
    stamp.save(platform, read={}, outputs={"src/b.py": noted}, marks={"src/b.py": mark}, warnings=(), compiled=True)
    saved = json.loads((platform / stamp.STAMP).read_text())
    assert saved["outputs"]["src/b.py"][3] == noted

    (platform / stamp.STAMP).unlink()
    os.utime(path, ns=(0, mark[2] + 1))
    path.write_text(content)
    stamp.save(platform, read={}, outputs={"src/b.py": noted}, marks={"src/b.py": mark}, warnings=(), compiled=True)
    assert not (platform / stamp.STAMP).exists()


@pytest.mark.parametrize(
    ("path", "trusted"),
    [("migrations/foo/foo.0001.x.sql", False), ("migrations/foo/foo.0001.x.rollback.sql", True)],
)
def test_a_stray_migration_is_seen(platform, path, trusted):
    """The runner would run it, unless it is a rollback file."""
    (platform / path).parent.mkdir(parents=True)
    (platform / path).write_text("SELECT 1;\n")
    assert (stamp.valid(platform) is not None) == trusted


def test_a_file_of_the_users_only_has_to_be_there(platform):
    """An edit of `service.py` asks for no new run; its removal does."""
    (platform / "service.py").write_text("mine\n")
    stamp.save(platform, read={}, outputs={"service.py": stamp.ANY_CONTENT}, warnings=(), compiled=True)
    (platform / "service.py").write_text("mine, edited\n")
    assert stamp.valid(platform) is not None
    (platform / "service.py").unlink()
    assert stamp.valid(platform) is None
