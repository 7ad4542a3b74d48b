"""Each file's state follows from three texts: what we wrote, what lies there, what we would write."""

from dataclasses import replace

import pytest

from generator.output.findings import EditedByHandError, drift, patch, refuse, warnings
from generator.output.writer import summary

from .platform_tree import EMPTY, compared, generated, migration, scaffolded, states, tree, write


def codes(diagnostics):
    return [(item.code, item.span.path) for item in diagnostics]


def test_a_file_as_rendered_is_unchanged(tmp_path):
    """Nothing is written where nothing differs."""
    record = write(tmp_path, EMPTY, generated("a.py", "1\n"))
    comparison = compared(tmp_path, record, generated("a.py", "1\n"))
    assert states(comparison) == {"a.py": "unchanged"}
    assert drift(comparison) == ()
    assert summary(comparison).nothing


def test_a_file_as_recorded_that_renders_differently_is_stale(tmp_path):
    """The spec changed and nobody regenerated."""
    record = write(tmp_path, EMPTY, generated("a.py", "1\n"))
    comparison = compared(tmp_path, record, generated("a.py", "2\n"))
    assert codes(drift(comparison)) == [("SG907", "a.py")]
    refuse(comparison, overwrite=False)
    assert summary(comparison).updated == ("a.py",)


def test_a_removed_generated_file_is_missing_and_restored(tmp_path):
    """A generated file comes back."""
    record = write(tmp_path, EMPTY, generated("a.py", "1\n"))
    (tmp_path / "a.py").unlink()
    assert codes(drift(compared(tmp_path, record, generated("a.py", "1\n")))) == [("SG908", "a.py")]
    write(tmp_path, record, generated("a.py", "1\n"))
    assert tree(tmp_path) == {"a.py": "1\n"}


def test_an_edit_by_hand_is_refused_with_the_edit_as_a_diff(tmp_path):
    """The user's lines are shown, where they are, with two ways out."""
    record = write(tmp_path, EMPTY, generated("a.py", "one\ntwo\n"))
    (tmp_path / "a.py").write_text("one\nmine\n")
    comparison = compared(tmp_path, record, generated("a.py", "one\ntwo\n"))
    with pytest.raises(EditedByHandError) as caught:
        refuse(comparison, overwrite=False)
    assert codes(caught.value.diagnostics) == [("SG901", "a.py")]
    assert caught.value.diagnostics[0].span.line == 2
    assert caught.value.patch == (
        "diff --git a/a.py b/a.py\n--- what generate would write\n+++ your file\n@@ -1,2 +1,2 @@\n one\n-two\n+mine\n"
    )


def test_an_edit_that_equals_the_new_render_is_no_edit(tmp_path):
    """Who generates with a tree already generated (a merge, a fresh lock) has nothing to decide."""
    record = write(tmp_path, EMPTY, generated("a.py", "1\n"))
    (tmp_path / "a.py").write_text("2\n")
    assert states(compared(tmp_path, record, generated("a.py", "2\n"))) == {"a.py": "unchanged"}


def test_overwrite_takes_the_generated_text(tmp_path):
    """`--overwrite` is the way out of SG901."""
    record = write(tmp_path, EMPTY, generated("a.py", "1\n"))
    (tmp_path / "a.py").write_text("mine\n")
    refuse(compared(tmp_path, record, generated("a.py", "1\n")), overwrite=True)
    write(tmp_path, record, generated("a.py", "1\n"))
    assert tree(tmp_path) == {"a.py": "1\n"}


def test_a_file_that_was_never_ours_is_not_overwritten(tmp_path):
    """A user's file stands where a new service would write."""
    (tmp_path / "a.py").write_text("mine\n")
    comparison = compared(tmp_path, EMPTY, generated("a.py", "1\n"))
    assert codes(drift(comparison)) == [("SG901", "a.py")]
    with pytest.raises(EditedByHandError):
        refuse(comparison, overwrite=False)


def test_an_edited_migration_is_refused_even_with_overwrite(tmp_path):
    """It may have run somewhere; only the old text is right."""
    record = write(tmp_path, EMPTY, migration("migrations/content/1.sql", "SELECT 1;\n"))
    (tmp_path / "migrations/content/1.sql").write_text("SELECT 2;\n")
    with pytest.raises(EditedByHandError) as caught:
        refuse(compared(tmp_path, record), overwrite=True)
    assert codes(caught.value.diagnostics) == [("SG902", "migrations/content/1.sql")]


def test_a_missing_migration_is_refused(tmp_path):
    """A new database needs all of them."""
    record = write(tmp_path, EMPTY, migration("migrations/content/1.sql", "SELECT 1;\n"))
    (tmp_path / "migrations/content/1.sql").unlink()
    assert codes(drift(compared(tmp_path, record))) == [("SG903", "migrations/content/1.sql")]


def test_a_migration_stays_on_record_when_it_is_not_rendered_again(tmp_path):
    """Later runs render only new migrations."""
    record = write(tmp_path, EMPTY, migration("migrations/content/1.sql", "SELECT 1;\n"))
    record = write(tmp_path, record, migration("migrations/content/2.sql", "SELECT 2;\n"))
    assert [item.id for item in record.migrations] == ["1", "2"]
    assert tree(tmp_path) == {"migrations/content/1.sql": "SELECT 1;\n", "migrations/content/2.sql": "SELECT 2;\n"}


def test_an_untouched_orphan_is_deleted_with_its_empty_folder(tmp_path):
    """What the specs no longer ask for goes."""
    record = write(tmp_path, EMPTY, generated("a/b/c.py", "1\n"), generated("a/d.py", "1\n"))
    assert codes(drift(compared(tmp_path, record, generated("a/d.py", "1\n")))) == [("SG909", "a/b/c.py")]
    write(tmp_path, record, generated("a/d.py", "1\n"))
    assert tree(tmp_path) == {"a/d.py": "1\n"}
    assert not (tmp_path / "a/b").exists()


def test_an_edited_orphan_is_kept_with_a_warning(tmp_path):
    """A hand edit is never deleted."""
    record = write(tmp_path, EMPTY, generated("a.py", "1\n"))
    (tmp_path / "a.py").write_text("mine\n")
    comparison = compared(tmp_path, record)
    refuse(comparison, overwrite=False)
    assert codes(warnings(comparison)) == [("SG904", "a.py")]
    write(tmp_path, record)
    assert tree(tmp_path) == {"a.py": "mine\n"}


def test_a_file_that_is_not_on_record_is_never_deleted(tmp_path):
    """Only our own lock names orphans; a look-alike beside them stays."""
    (tmp_path / "stranger.py").write_text("# Code generated by scaffold; DO NOT EDIT.\n")
    write(tmp_path, EMPTY, generated("a.py", "1\n"))
    assert tree(tmp_path) == {"a.py": "1\n", "stranger.py": "# Code generated by scaffold; DO NOT EDIT.\n"}


def test_a_scaffolded_file_is_written_when_missing_and_then_left_alone(tmp_path):
    """It is the user's from the second run on."""
    record = write(tmp_path, EMPTY, scaffolded("service.py", "start\n"))
    (tmp_path / "service.py").write_text("mine\n")
    record = write(tmp_path, record, scaffolded("service.py", "a newer start\n"))
    assert tree(tmp_path) == {"service.py": "mine\n"}
    assert states(compared(tmp_path, record, scaffolded("service.py", "x"))) == {"service.py": "unchanged"}


def test_a_scaffolded_file_is_not_an_orphan(tmp_path):
    """Removing a service leaves the user's own files."""
    record = write(tmp_path, EMPTY, scaffolded("service.py", "start\n"))
    assert compared(tmp_path, record).files == ()


def test_a_directory_in_the_way_is_named(tmp_path):
    """The message says what it is."""
    (tmp_path / "a.py").mkdir()
    found = drift(compared(tmp_path, EMPTY, generated("a.py", "1\n")))
    assert [(item.code, item.message) for item in found] == [
        ("SG906", "cannot write `a.py`: `a.py` is a directory"),
    ]


def test_a_symbolic_link_out_of_the_platform_is_not_followed(tmp_path):
    """A checkout cannot make us write elsewhere."""
    outside = tmp_path / "outside"
    outside.mkdir()
    root = tmp_path / "root"
    root.mkdir()
    (root / "src").symlink_to(outside)
    found = drift(compared(root, EMPTY, generated("src/a/b.py", "1\n")))
    assert [item.message for item in found] == [
        "cannot write `src/a/b.py`: `src` is a symbolic link out of the platform",
    ]
    assert list(outside.iterdir()) == []


def test_a_linked_file_is_not_replaced(tmp_path):
    """A link in the place of a generated file is somebody's decision."""
    (tmp_path / "other.py").write_text("x")
    (tmp_path / "a.py").symlink_to("other.py")
    found = drift(compared(tmp_path, EMPTY, generated("a.py", "1\n")))
    assert [item.message for item in found] == ["cannot write `a.py`: `a.py` is a symbolic link"]


def test_a_recorded_path_out_of_the_platform_is_ignored(tmp_path):
    """A forged lock cannot make us read or delete elsewhere."""
    victim = tmp_path / "victim.py"
    root = tmp_path / "root"
    root.mkdir()
    record = write(root, EMPTY, generated("a.py", "1\n"))
    victim.write_text("1\n")
    forged = replace(record, files={"../victim.py": record.files["a.py"]})
    assert compared(root, forged).files == ()


def test_the_patch_is_what_git_applies(tmp_path):
    """`generate --diff` prints a patch that turns the old tree into the new one."""
    import subprocess

    record = write(tmp_path, EMPTY, generated("same", "0\n"), generated("old", "1\n"), generated("edit", "a\nb"))
    wanted = (generated("same", "0\n"), generated("new/file", "n\n"), generated("edit", "a\nc\n"))
    text = patch(compared(tmp_path, record, *wanted))
    subprocess.run(["git", "apply", "-"], cwd=tmp_path, input=text.encode(), check=True)
    assert tree(tmp_path) == {"same": "0\n", "new/file": "n\n", "edit": "a\nc\n"}
