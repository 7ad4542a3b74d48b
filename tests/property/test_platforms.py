"""Whatever valid platform is described: the same bytes twice, and all of it works."""

import itertools
from pathlib import Path

import pytest
from hypothesis import given

from generator import pipeline
from generator.database.embedded import Server, create_database, drop_database
from generator.database.runner import migrate
from tests.hostile.platforms import generated, texts, write
from tests.hostile.statements import refused, statements

from .platforms import Specs
from .profiles import examples
from .relations import related_platform

NUMBERS = itertools.count(1)


def tree(root: Path) -> dict[str, bytes]:
    """Every committed file."""
    kept = (path for path in root.rglob("*") if path.is_file() and "_pb2" not in path.name)
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in kept
        if not {".scaffold", "__pycache__"} & {*path.relative_to(root).parts}
    }


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """A new folder each time it is called: hypothesis runs many examples in one test."""
    return lambda: tmp_path_factory.mktemp("platform")


@given(specs=related_platform())
@examples(15)
def test_a_random_platform(specs: Specs, folders, embedded_server: Server):
    """It is the same twice; its protos compile, its Python parses, it is clean, it migrates, its statements prepare."""
    root, twin = generated(folders(), texts(specs)), write(folders(), texts(specs))
    pipeline.generate(twin, stubs=False)

    assert tree(twin) == tree(root)
    assert pipeline.generate(root).written.nothing
    assert [item for item in pipeline.check(root).diagnostics if item.code.startswith("SG9")] == []
    for path in root.rglob("*.py"):
        compile(path.read_text(encoding="utf-8"), path, "exec")
    name = f"random_{next(NUMBERS)}"
    create_database(embedded_server.url, name)
    migrate(embedded_server.url_for(name), root)
    assert all(statements(root))
    assert refused(root, embedded_server.url_for(name)) == {}
    drop_database(embedded_server.url, name)
