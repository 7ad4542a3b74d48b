"""Edits by hand meet `generate`: nothing is lost, and the way out is named."""

import pytest

from generator import pipeline
from generator.diagnostics import DiagnosedError

from .platforms import PROTO, codes, edit_spec, tree


def test_an_edit_by_hand_stops_everything(scaffold, generated):
    """Other files that are stale are not written either; the edit is shown; `--overwrite` goes on."""
    edit_spec(generated)
    (generated / "buf.yaml").write_text("mine: true\n")
    before = tree(generated)
    done = scaffold("generate", cwd=generated)
    assert done.returncode == 1
    assert "SG901" in done.stderr
    assert "+mine: true" in done.stderr
    assert "--overwrite" in done.stderr
    assert tree(generated) == before
    assert scaffold("generate", "--overwrite", cwd=generated).returncode == 0
    assert codes(scaffold("check", "--json", cwd=generated)) == []


def test_the_message_about_an_edit_by_hand_shows_the_edit_and_the_ways_out(scaffold, generated):
    """The whole text, because it is the one that everybody meets."""
    (generated / "src/acme/py.typed").write_text("mine\n")
    assert (
        scaffold("generate", cwd=generated).stderr
        == """\
error[SG901]: `src/acme/py.typed` is generated and was edited by hand
 --> src/acme/py.typed:1:1
  = help: There are three ways out:
    - It was a mistake: `scaffold generate --overwrite` takes the generated text.
    - It changes what the service does: move it into the spec or your own `service.py`, then the same command.
    - The file shall be yours from now on: `scaffold adopt src/acme/py.typed`.

Found 1 error. Run `scaffold explain SG901` for more about the first.

diff --git a/src/acme/py.typed b/src/acme/py.typed
--- what generate would write
+++ your file
@@ -0,0 +1 @@
+mine
"""
    )


def test_a_file_saved_while_generate_runs_is_not_overwritten(generated):
    """Between the comparison and the first write; nothing else is written either, and the next run shows the edit."""
    edit_spec(generated)
    before = tree(generated)

    def save(doing):
        if doing == "writing":
            (generated / PROTO).write_text("// mine\n")

    with pytest.raises(DiagnosedError) as caught:
        pipeline.generate(generated, stubs=False, notify=save)
    assert str(caught.value) == f"SG901: `{PROTO}` was changed while scaffold ran"
    assert tree(generated) == before | {PROTO: b"// mine\n"}


def test_an_edited_migration_stops_everything(scaffold, generated):
    """Also with `--overwrite`."""
    path = generated / "migrations/content/content.0001.create.sql"
    path.write_text(path.read_text() + "\n-- mine\n")
    done = scaffold("generate", "--overwrite", cwd=generated)
    assert done.returncode == 1
    assert "SG902" in done.stderr


def test_a_missing_migration_stops_everything(scaffold, generated):
    """It is not rendered again: it may have run somewhere."""
    (generated / "migrations/content/content.0001.create.sql").unlink()
    done = scaffold("generate", cwd=generated)
    assert done.returncode == 1
    assert "SG903" in done.stderr
