"""No text of a spec becomes SQL, proto or Python: hostile texts make the same files as harmless ones, but for texts."""

import json
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from generator.database.runner import migrate
from generator.diagnostics import DiagnosedError
from generator.frontend.load import load

from . import skeletons
from .platforms import generated, said_everywhere, texts
from .texts import REFUSED, TEXTS

INSERT = """
INSERT INTO service_{name}_article (campaign_id, master_id, code, role_master_id)
VALUES (0, 1, %(text)s, 1) RETURNING title, body, tags
"""
DEFAULTS = """
import importlib, json, pathlib, pkgutil
import acme
for module in pkgutil.walk_packages(acme.__path__, "acme."):
    importlib.import_module(module.name)
for name, text in json.loads(pathlib.Path("texts.json").read_bytes()).items():
    new = importlib.import_module(f"acme.{name}.models").NewArticle(code=text)
    new.validate()
    assert (new.title, new.body, new.tags) == (text, text, [text, "x"]), name
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory) -> Path:
    """A platform with one service for each text."""
    specs = {name: said_everywhere(text) for name, text in TEXTS.items()}
    description = "\n".join(text for text in TEXTS.values() if len(text) < 1000)
    return generated(tmp_path_factory.mktemp("hostile"), texts(specs, description=description))


@pytest.fixture(scope="module")
def plain(tmp_path_factory) -> Path:
    """The same platform with harmless texts."""
    specs = dict.fromkeys(TEXTS, said_everywhere("Plain."))
    return generated(tmp_path_factory.mktemp("plain"), texts(specs, description="Plain."))


def files(root: Path, pattern: str) -> dict[str, Path]:
    return {path.relative_to(root).as_posix(): path for path in sorted(root.rglob(pattern))}


def test_the_same_files_are_made(hostile: Path, plain: Path):
    """No text names a file, and none makes one vanish."""
    assert files(hostile, "*").keys() == files(plain, "*").keys()


@pytest.mark.parametrize(("pattern", "skeleton"), [("*.sql", skeletons.sql), ("*.py", skeletons.python)])
def test_texts_stay_texts(hostile: Path, plain: Path, pattern: str, skeleton):
    """The files say the same but for their literals, docstrings and comments on tables; also to yoyo, ruff and mypy."""
    expected = files(plain, pattern)

    assert expected
    differing = [path for path, file in files(hostile, pattern).items() if skeleton(file) != skeleton(expected[path])]
    assert differing == []


def test_no_text_configures_mypy(hostile: Path):
    """It reads lines that begin like this wherever they are, in docstrings too."""
    found = [path for path, file in files(hostile, "*.py").items() if "\n# mypy:" in file.read_text(encoding="utf-8")]

    assert found == []


def test_texts_declare_nothing_in_protos(hostile: Path, plain: Path):
    """The descriptors, which hold no comments, are the same bytes, and buf has nothing to say."""
    stubs = files(plain, "*_pb2.py")

    assert stubs
    assert [path for path in stubs if (hostile / path).read_bytes() != (plain / path).read_bytes()] == []
    lint = subprocess.run([Path(sys.executable).parent / "buf", "lint"], cwd=hostile, capture_output=True, check=False)
    assert (lint.returncode, lint.stdout) == (0, b"")


def test_texts_arrive_in_the_database(hostile: Path, database_url: str):
    """The migrations apply, and a row has as its default exactly the text, which its own pattern matches."""
    migrate(database_url, hostile)

    with psycopg.connect(database_url) as connection:
        connection.execute("INSERT INTO master (campaign_id, id, type) VALUES (0, 1, 'x')")
        for name, text in TEXTS.items():
            row = connection.execute(INSERT.format(name=name), {"text": text}).fetchone()
            assert row == (text, text, [text, "x"]), name


def test_texts_arrive_in_python(hostile: Path, tmp_path: Path):
    """Every module can be imported without a warning, and a new row has as its default exactly the text."""
    (tmp_path / "texts.json").write_text(json.dumps(TEXTS), encoding="utf-8")
    command = [sys.executable, "-W", "error", "-c", DEFAULTS]

    done = subprocess.run(
        command, cwd=tmp_path, env={"PYTHONPATH": str(hostile / "src")}, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_carried_is_refused(text: str):
    """One finding, at the text."""
    spec = {"description": text, "entities": {"article": {"fields": {"title": "text"}}}}
    with pytest.raises(DiagnosedError) as caught:
        load(texts({"content": spec}))

    assert len(caught.value.diagnostics) == 1
    assert caught.value.diagnostics[0].code in {"SG101", "SG102"}
