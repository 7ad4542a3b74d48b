"""Single files of a transaction, on file systems that can do less than most."""

import errno
import os
import shutil

import pytest

from generator.output import files


@pytest.fixture
def no_hard_links(monkeypatch):
    """As on FAT, and on some network file systems: Linux looks first whether the new name is free."""

    def refuse(_source, name):
        if os.path.lexists(name):
            raise FileExistsError(errno.EEXIST, "File exists", name)
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)


@pytest.mark.usefixtures("no_hard_links")
def test_an_old_file_is_copied_where_it_cannot_be_linked(tmp_path):
    """With its mode; and nothing else is left beside the copy."""
    (tmp_path / "run.sh").write_text("old")
    (tmp_path / "run.sh").chmod(0o755)
    (tmp_path / "stage").mkdir()
    copy = tmp_path / "stage/0.old"
    files.keep(tmp_path / "run.sh", copy)
    assert (copy.read_text(), copy.stat().st_mode & 0o777) == ("old", 0o755)
    assert [path.name for path in (tmp_path / "stage").iterdir()] == ["0.old"]


@pytest.mark.usefixtures("no_hard_links")
def test_half_a_copy_is_not_kept(tmp_path, monkeypatch):
    """A worker killed while it copies leaves half; whoever does its work again keeps the whole file."""
    (tmp_path / "a.py").write_text("old " * 1000)

    def killed(_source, target):
        target.write_text("old ")
        raise KeyboardInterrupt

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(shutil, "copy2", killed)
        with pytest.raises(KeyboardInterrupt):
            files.keep(tmp_path / "a.py", tmp_path / "0.old")
    files.keep(tmp_path / "a.py", tmp_path / "0.old")
    assert (tmp_path / "0.old").read_text() == "old " * 1000
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0.old", "a.py"]
