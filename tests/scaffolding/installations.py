"""Two scaffolds to install with a real installer: this one, and a newer one whose templates have two versions more."""

import fcntl
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
PLATFORM = "templates/copier/platform"
SERVICE = "templates/copier/service"
PLATFORM_NEWS = """\
# What changed

## 0.3.0

- CONTRIBUTING.md says whom to ask first.

## 0.2.0

- The heading of README.md says what this is.
- `.dockerignore` is gone.

## 0.1.0

- The first version.
"""
SERVICE_NEWS = """\
## 0.3.0

- The page says whom to ask.

## 0.2.0

- Every service has a page of its own: `docs/<service>.md`.
"""


@contextmanager
def once(folder: Path, what: str) -> Iterator[bool]:
    """Whether the block is the first to make something in `folder`, among all test processes; the others wait."""
    made = folder / f"{what}.made"
    with (folder / f"{what}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield not made.exists()
        made.touch()


def build_wheel(source: Path, folder: Path) -> Path:
    """A wheel of the tree at `source`, by the build backend that makes the released ones."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=source,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return built


def install(wheel: Path, folder: Path) -> Path:
    """The `bin` folder of an environment with the wheel; what it depends on comes from this one, by a .pth file."""
    uv = Path(sys.executable).parent / "uv"
    if not (folder / "bin").exists():
        venv.create(folder, with_pip=not uv.exists(), symlinks=True)
        (packages,) = (folder / "lib").glob("python*/site-packages")
        (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    python = str(folder / "bin/python")
    installer = [str(uv), "pip", "install", "--python", python] if uv.exists() else [python, "-m", "pip", "install"]
    command = [*installer, "--quiet", "--no-deps", "--reinstall" if uv.exists() else "--force-reinstall", str(wheel)]
    subprocess.run(command, check=True, capture_output=True)
    return folder / "bin"


def without_network() -> list[str]:
    """What a command is prefixed with to run where no packet can leave, or nothing where that is not allowed."""
    isolate = ["unshare", "--net", "--map-root-user"]
    found = shutil.which("unshare") and subprocess.run([*isolate, "true"], capture_output=True, check=False)
    return isolate if found and found.returncode == 0 else []


def newer_tree(folder: Path) -> Path:
    """A copy of this repository as of a later release, 0.3.0."""
    for name in ("generator", "templates", "schemas", "examples/marketplace"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", ".scaffold"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder / name)
    for name in ("pyproject.toml", "generator/__init__.py"):
        replace(folder / name, re.compile(r'^(_*version_* = )"[\d.]+"', re.MULTILINE), r'\1"0.3.0"')
    schema = folder / "schemas/service.schema.json"
    schema.write_text(f"{schema.read_text()}\n")
    _newer_platform(folder / PLATFORM)
    _newer_service(folder / SERVICE)
    return folder


def _newer_platform(template: Path) -> None:
    """0.2.0 changes lines, adds, drops and renames files, and asks one thing more; 0.3.0 adds a line."""
    files = template / "0.2.0/template"
    shutil.copytree(template / "0.1.0", template / "0.2.0")
    replace(files / "README.md.jinja", "# {{ platform }}\n", "# {{ platform }}: services\n")
    replace(
        files / "pyproject.toml.jinja", 'requires-python = ">={{ python }}"', 'requires-python = ">={{ python }},<4"'
    )
    replace(files / "scaffold.yaml.jinja", "\nretention:\n", "\n# In days.\nretention:\n")
    (files / "CONTRIBUTING.md.jinja").write_text("# How to work on {{ platform }}\n\nAsk {{ contact }}.\n")
    (files / ".dockerignore.jinja").unlink()
    (files / ".editorconfig.jinja").rename(files / ".editorconfig-checker.jinja")
    replace(template / "0.2.0/copier.yml", re.compile(r"\Z"), "contact:\n  type: str\n  default: the owners\n")
    shutil.copytree(template / "0.2.0", template / "0.3.0")
    replace(template / "0.3.0/template/CONTRIBUTING.md.jinja", "Ask {{ contact }}.\n", "Ask {{ contact }} first.\n")
    (template / "CHANGELOG.md").write_text(PLATFORM_NEWS)


def _newer_service(template: Path) -> None:
    """0.2.0 adds a page, 0.3.0 changes it; both change the example spec, which must reach nobody who has one."""
    shutil.copytree(template / "0.1.0", template / "0.2.0")
    page = template / "0.2.0/template/docs/{{ service }}.md.jinja"
    page.parent.mkdir()
    page.write_text("# {{ service }}\n\nWhat it is for.\n\nWhom to ask.\n")
    example = template / "0.2.0/template/specs/{{ service }}.yaml.jinja"
    example.write_text(example.read_text() + "# More.\n")
    shutil.copytree(template / "0.2.0", template / "0.3.0")
    replace(template / "0.3.0/template/docs/{{ service }}.md.jinja", "Whom to ask.", "Whom to ask: its owners.")
    (template / "CHANGELOG.md").write_text(SERVICE_NEWS)


def replace(file: Path, old: str | re.Pattern[str], new: str) -> None:
    """Replaces the one place where `old` stands."""
    text = file.read_text()
    pattern = re.compile(re.escape(old)) if isinstance(old, str) else old
    changed, number = pattern.subn(new if not isinstance(old, str) else lambda _: new, text)
    assert number == 1, f"{old} stands {number} times in {file}"
    file.write_text(changed)


def shared_folder(tmp_path_factory) -> Path:
    """A folder of this test run, the same in all its processes."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "installations"
    folder.mkdir(exist_ok=True)
    return folder
