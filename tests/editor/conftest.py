"""The language server of YAML, installed once for each machine, and a platform whose specs it reads."""

import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.scaffolding.schemas import schema_files

from .language_server import LanguageServer

HERE = Path(__file__).parent
PINNED = ("package.json", "package-lock.json")


@pytest.fixture(scope="session")
def installed() -> Path:
    """Where the pinned packages are installed: outside the repository, by the content of the lock file."""
    content = b"".join((HERE / name).read_bytes() for name in PINNED)
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "scaffold-tests"
    folder = caches / f"editor-{hashlib.sha256(content).hexdigest()[:16]}"
    if not folder.is_dir():
        _install(folder)
    return folder


def _install(folder: Path) -> None:
    """Installs beside `folder` and renames, so that what is there is always whole."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.fail("npm is not installed: these tests drive the language server of editors; install Node 20")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as name:
        for pinned in PINNED:
            shutil.copy2(HERE / pinned, name)
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        done = subprocess.run(command, cwd=name, capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.fail(f"`npm ci` failed in tests/editor:\n{done.stdout}{done.stderr}")
        made = Path(name) / "made"
        made.mkdir()
        shutil.move(Path(name) / "node_modules", made)
        try:
            made.rename(folder)
        except OSError:
            # Another process was faster.
            if not folder.is_dir():
                raise


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A platform as far as an editor is concerned: the schemas that are shipped, and a folder for specs."""
    folder = tmp_path_factory.mktemp("platform")
    for path, content in schema_files().items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    (folder / "specs").mkdir()
    return folder


@pytest.fixture(scope="module")
def server(installed: Path, root: Path) -> Iterator[LanguageServer]:
    """The running server."""
    with LanguageServer(installed / "node_modules/.bin/yaml-language-server", root) as running:
        yield running
