"""One Python package out of two distributions, set up as docs/manual/multi-repository.md says."""

import os
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from .repositories import CARRIED, environment, scaffold, succeed

MANUAL = Path(__file__).parents[2] / "docs" / "manual" / "multi-repository.md"
PROJECT = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "acme-billing"
version = "0.1.0"
"""
IMPORTS = """
import acme, acme.billing, acme.core, acme.user
for module in (acme, acme.billing, acme.core, acme.user):
    print(module.__file__)
"""

pytestmark = pytest.mark.slow


def settings() -> tuple[str, str]:
    """The TOML that the manual shows: for the platform, and for the service."""
    blocks = [block.partition("\n```")[0] for block in MANUAL.read_text().split("```toml\n")[1:]]
    assert len(blocks) == 2
    return blocks[0], blocks[1]


def run(command: Sequence[str | Path], cwd: Path, **more: str) -> str:
    return succeed(
        subprocess.run(command, cwd=cwd, env=environment(**more), capture_output=True, text=True, check=False)
    )


@pytest.fixture
def billing(here: Path) -> Path:
    """The service's repository with a pyproject.toml."""
    (here / "billing" / "pyproject.toml").write_text(PROJECT + settings()[1])
    return here / "billing"


def test_the_manual_shows_what_the_platform_of_these_tests_says():
    """What the wheel carries is what the manual says that it has to."""
    assert CARRIED.strip() in settings()[0]


def test_mypy_sees_both(billing):
    """The generated service and its tests are typed through the platform's package."""
    assert "Success: no issues found" in run(
        [sys.executable, "-m", "mypy", "--cache-dir", os.devnull], billing, MYPYPATH=str(billing.parent / "site")
    )


def test_generated_code_is_formatted(billing):
    """As in a platform of one repository."""
    line = ["--config", str(billing.parent / "acme" / "pyproject.toml"), "src", "tests"]
    ruff = [sys.executable, "-m", "ruff"]
    run([*ruff, "check", "--no-cache", *line], billing)
    run([*ruff, "format", "--check", "--no-cache", *line], billing)


def test_a_checkout_extends_what_is_installed(billing):
    """In development, `src/` of the service stands beside the installed platform, whichever comes first."""
    parts = (billing / "src", billing.parent / "site")
    wanted = [
        str(path)
        for path in (
            parts[1] / "acme" / "__init__.py",
            parts[0] / "acme" / "billing" / "__init__.py",
            parts[1] / "acme" / "core" / "__init__.py",
            parts[1] / "acme" / "user" / "__init__.py",
        )
    ]
    for order in (parts, parts[::-1]):
        found = run([sys.executable, "-c", IMPORTS], billing, PYTHONPATH=os.pathsep.join(map(str, order)))
        assert found.splitlines() == wanted


def test_the_wheels_share_no_file(billing):
    """Either can be installed over the other and removed again."""
    run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", "dist"], billing)
    (wheel,) = (billing / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    site = billing.parent / "site"
    assert {name.rsplit("/", 1)[0] for name in names} == {"acme/billing", "acme/billing/v1"}
    assert [name for name in names if (site / name).exists()] == []
    assert "acme/billing/v1/billing_pb2_grpc.py" in names


def test_a_second_service_joins(billing):
    """`scaffold new-service` works as in a platform of one repository; each service has its own server."""
    site = billing.parent / "site"
    made = ("dunning", "--entity", "reminder", "--field", "title:string!", "--yes")
    succeed(scaffold("new-service", *made, cwd=billing, site=site))
    assert succeed(scaffold("check", cwd=billing, site=site)).startswith("All is well")
    assert [path.parent.name for path in sorted((billing / "src" / "acme").glob("*/server.py"))] == [
        "billing",
        "dunning",
    ]
