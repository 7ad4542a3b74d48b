"""What holds for every platform, whatever its specs say."""

import os
import subprocess
import sys
from pathlib import Path

from generator import pipeline
from generator.database.embedded import Server, create_database, drop_database
from generator.database.runner import migrate
from tests.hostile.platforms import generated, write
from tests.hostile.statements import refused, statements
from tests.targets.types.conftest import CONFIGURATION

from .world import World


def tree(root: Path) -> dict[str, bytes]:
    """Every committed file."""
    kept = (path for path in root.rglob("*") if path.is_file() and "_pb2" not in path.name)
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in kept
        if not {".scaffold", "__pycache__"} & {*path.relative_to(root).parts}
    }


def is_the_same_twice(root: Path, twin: Path, world: World) -> None:
    """The same specs are the same bytes, with stubs that compile; and nothing is left to do."""
    generated(root, world.texts())
    pipeline.generate(write(twin, world.texts()), stubs=False)
    assert tree(twin) == tree(root)
    assert pipeline.generate(root).written.nothing
    assert [item for item in pipeline.check(root).diagnostics if item.code.startswith("SG9")] == []


def parses(root: Path) -> None:
    """All Python is Python."""
    for path in root.rglob("*.py"):
        compile(path.read_text(encoding="utf-8"), path, "exec")


def migrates(root: Path, server: Server, name: str) -> None:
    """The migrations apply to an empty database, and every statement prepares there."""
    create_database(server.url, name)
    migrate(server.url_for(name), root)
    assert all(statements(root))
    assert refused(root, server.url_for(name)) == {}
    drop_database(server.url, name)


def complaints(root: Path, *command: str, **environment: str) -> str:
    """What a Python tool says of the platform where it is not content."""
    (root / "pyproject.toml").write_text(CONFIGURATION, encoding="utf-8")
    found = subprocess.run(
        [sys.executable, "-B", "-m", *command],
        cwd=root,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return found.stdout[-20000:] + found.stderr[-2000:] if found.returncode else ""
