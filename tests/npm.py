"""npm packages for tests: what a package-lock.json pins, installed once per machine."""

import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest


def run(*command, **options):
    """What the command prints; a failure shows all that it said."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def modules(pinned: Path) -> Path:
    """The `node_modules` of the package.json and package-lock.json in the folder `pinned`."""
    lock = (pinned / "package-lock.json").read_bytes()
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "scaffold-tests"
    installed = cache / f"npm-{hashlib.sha256(lock).hexdigest()[:16]}"
    if not installed.is_dir():
        _install(pinned, installed)
    return installed / "node_modules"


def _install(pinned: Path, folder: Path) -> None:
    """Installs beside `folder` and renames, so that what is there is always whole."""
    if shutil.which("npm") is None:
        pytest.fail("npm is not installed: these tests ask the TypeScript compiler; install Node 20")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as name:
        draft = Path(name, "made")
        draft.mkdir()
        for file in ("package.json", "package-lock.json"):
            shutil.copyfile(pinned / file, draft / file)
        run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", cwd=draft)
        try:
            draft.rename(folder)
        except OSError:
            assert folder.is_dir()  # another process was faster
