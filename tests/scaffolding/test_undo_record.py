"""The record of an update: none is made where no template moved, and one that cannot be read is none."""

import pytest

from generator.pipeline import undo
from generator.tree import LAST_UPDATE

from .conftest import append, succeed, tree
from .installations import replace

REFUSED = "error: there is no update to take back\n  help: Older ones are in your git history.\n"


@pytest.fixture
def content(acme, scaffold):
    """The platform with a service, generated."""
    succeed(scaffold("new-service", "content", "--yes", cwd=acme))
    succeed(scaffold("generate", "--no-stubs", cwd=acme))
    return acme


def test_what_is_generated_where_no_template_moved_is_no_update(content, scaffold):
    """Else an undo would forget the numbers in the lock, and give them away again."""
    spec = content / "specs/content.yaml"
    replace(spec, "entities:\n", "entities:\n  badge:\n    fields: {aa: text}\n")
    succeed(scaffold("update", "--no-stubs", cwd=content))
    replace(spec, "{aa: text}", "{aa: text, bb: text}")
    succeed(scaffold("generate", "--no-stubs", cwd=content))
    before = tree(content)

    done = scaffold("update", "--undo", cwd=content)

    assert (done.returncode, done.stderr, tree(content)) == (2, REFUSED, before)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        '{"format": FORMAT}',
        '{"format": FORMAT, "title": "x", "finished": true, "conflicts": [], "left": {}, "files": []}',
        '{"format": FORMAT, "title": "x", "finished": true, "conflicts": [], "left": 1, "files": {}}',
        '{"format": FORMAT, "title": "x", "finished": true, "conflicts": 1, "left": {}, "files": {}}',
        '{"format": FORMAT, "title": "x", "finished": true, "conflicts": [], "left": {}, "files": {"a": {"after": 1}}}',
        '{"format": FORMAT, "title": "x", "finished": true, "conflicts": [], "left": {}, "files": {"a": "b"}}',
    ],
)
def test_a_record_that_cannot_be_read_is_none(tmp_path, text):
    """A file of another version, or half of one."""
    written(tmp_path, text)
    assert undo.read(tmp_path) is None


def test_no_command_stumbles_over_such_a_record(content, scaffold):
    """Neither those that look for conflicts, nor the undo."""
    written(content, '{"format": FORMAT}')
    append(content / "specs/content.yaml", "# Looked at anew.\n")
    for command in (("generate", "--no-stubs"), ("check",), ("update", "--no-stubs")):
        succeed(scaffold(*command, cwd=content))
    done = scaffold("update", "--undo", cwd=content)
    assert (done.returncode, done.stderr) == (2, REFUSED)


def written(root, record: str) -> None:
    (root / LAST_UPDATE).parent.mkdir(parents=True)
    (root / LAST_UPDATE).write_text(record.replace("FORMAT", str(undo.FORMAT)))
