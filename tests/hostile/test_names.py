"""A name either is refused with one clear finding, or works everywhere: in tables, protos, Python, statements."""

import subprocess
import sys
from pathlib import Path

import pytest

from generator.database.runner import migrate

from .platforms import generated, texts
from .statements import refused, statements
from .uses import USES, finding, platform

HERE = Path(__file__).parent
MYPY = """\
[mypy]
strict = True
mypy_path = src
explicit_package_bases = True
[mypy-grpc_reflection.*,grpc_health.*,google.rpc.*]
ignore_missing_imports = True
"""
IMPORT_ALL = """
import acme, importlib, pkgutil
for module in pkgutil.walk_packages(acme.__path__, "acme."):
    importlib.import_module(module.name)
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    """The platform of all accepted names, generated."""
    return generated(tmp_path_factory.mktemp("names"), texts(platform()))


def run(root: Path, *command: object, **environment: str) -> tuple[int, str]:
    """The exit code of a command in the platform, and what it printed."""
    done = subprocess.run(
        [str(item) for item in command],
        cwd=root,
        env=environment or None,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def test_what_is_refused_and_why(update):
    """One finding for each refused name, with a hint; what is refused is written down, all else must work."""
    said = [f"{kind} {name}: {found}" for kind in USES for name in USES[kind] if (found := finding(kind, name))]
    expected = HERE / "refused.txt"
    if update:
        expected.write_text("\n".join(said) + "\n", encoding="utf-8")
    assert said == expected.read_text(encoding="utf-8").splitlines()


def test_protos_are_clean(root: Path):
    """The STANDARD and COMMENTS rules of buf hold for every name (protoc has accepted them already)."""
    assert run(root, Path(sys.executable).parent / "buf", "lint") == (0, "")


def test_migrations_apply_and_every_statement_prepares(root: Path, database_url: str):
    """No name is cut, none is taken for a keyword, and each statement finds its tables and columns."""
    migrate(database_url, root)

    assert all(statements(root))
    assert refused(root, database_url) == {}


def test_every_module_can_be_imported(root: Path):
    """No name hides what a module needs while it is imported; a warning is an error."""
    command = (sys.executable, "-W", "error", "-c", IMPORT_ALL)

    assert run(root, *command, PYTHONPATH=str(root / "src")) == (0, "")


def test_types_are_clean(root: Path):
    """No name hides a type or a builtin where generated code uses it, and no text switches mypy --strict off."""
    (root / "mypy.ini").write_text(MYPY)

    status, said = run(root, sys.executable, "-m", "mypy", "--config-file", "mypy.ini", "-p", "acme")
    assert status == 0, said
