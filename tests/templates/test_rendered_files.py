"""The human-owned files as rendered: what each claims to be, judged by the tool that judges it in the world."""

import json
import re
import tomllib
from pathlib import Path

import pytest
import yaml

from generator.cli.application import COMMANDS
from generator.scaffolding.rendering import platform_files, service_files

from .conftest import BINARIES, ROOT, run

DEFAULTS = {"platform": "acme", "package": "acme"}
OTHERS = {
    "platform": "web_shop",
    "package": "shop",
    "description": 'Sells "things": all of them.',
    "python": "3.13",
    "owners": "@acme/backend @ada",
    "catalog": True,
}
SCHEMAS = {
    ".github/workflows/ci.yml": "github-workflows",
    ".github/dependabot.yml": "dependabot",
    "compose.yaml": "compose-spec",
}
MADE_LATER = {".env", "uv.lock"}
"""What `make` writes, and other files name."""


@pytest.fixture(scope="module", params=[DEFAULTS, OTHERS], ids=["defaults", "others"])
def answers(request):
    return request.param


@pytest.fixture(scope="module")
def rendered(answers, tmp_path_factory) -> Path:
    """A folder with the files of the platform template, and with a service's for its owner to write tests in."""
    folder = tmp_path_factory.mktemp("rendered")
    service = service_files("content", {"package": answers["package"], "scope": "campaign", "starter": True})
    for path, content in {**service, **platform_files(answers)}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def judged(folder: Path, *command: str) -> tuple[int, str]:
    """What a tool of the development dependencies says of files in `folder`."""
    done = run([BINARIES / command[0], *command[1:]], folder)
    return done.returncode, done.stdout.strip()


@pytest.mark.parametrize("path", SCHEMAS)
def test_the_file_follows_its_schema(rendered, path):
    """The one that editors and GitHub use."""
    assert judged(rendered, "check-jsonschema", "--builtin-schema", f"vendor.{SCHEMAS[path]}", path) == (
        0,
        "ok -- validation done",
    )


def test_the_workflow_gives_nothing_away(rendered):
    """No expression in a script, no token left behind, every action named by its commit: zizmor has nothing to say."""
    code, told = judged(rendered, "zizmor", "--offline", "--no-progress", "--persona", "pedantic", ".github")
    assert (code, "No findings to report" in told) == (0, True), told


def test_hadolint_has_nothing_to_say(rendered):
    """Nor about style."""
    assert judged(rendered, "hadolint", "--failure-threshold", "style", "Dockerfile") == (0, "")


def test_the_images_run_as_nobody_in_particular(rendered):
    """Each stage that becomes an image is based on the one that gives root away, by a number, as Kubernetes asks."""
    text = (rendered / "Dockerfile").read_text()
    assert re.findall(r"^FROM (\w+) AS (?:migrations|server)$", text, re.MULTILINE) == ["runtime", "runtime"]
    assert "\nUSER 10001:10001\n" in text.partition("AS runtime\n")[2].partition("FROM ")[0]
    assert "USER root" not in text


def test_the_server_in_the_image_listens_to_other_machines(rendered):
    """On loopback, its default, a published port would reach nobody."""
    lines = (rendered / "Dockerfile").read_text().splitlines()
    assert [line for line in lines if "LISTEN=0.0.0.0:50051" in line and line.startswith("ENV ")] != []
    assert "EXPOSE 50051" in lines
    settings = (ROOT / "templates/artifacts/python/core/settings.py.jinja").read_text()
    assert 'environment.get("LISTEN")' in settings


def test_the_context_of_the_image_holds_what_it_copies(rendered):
    """`.dockerignore` lets in what the Dockerfile copies, and nothing else."""
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", (rendered / "Dockerfile").read_text(), re.MULTILINE)
    wanted = {path.split("/")[0] for line in copied for path in line.split()}
    lines = (rendered / ".dockerignore").read_text().splitlines()
    assert lines[0] == "*"
    assert {line.removeprefix("!") for line in lines if line.startswith("!")} == wanted


def test_the_server_waits_for_the_migrations(rendered):
    """The migrations wait for the database, run once, and the server begins when they are done."""
    services = yaml.safe_load((rendered / "compose.yaml").read_text())["services"]
    assert list(services) == ["database", "redis", "migrations", "server"]
    assert services["migrations"]["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert services["server"]["depends_on"]["migrations"] == {"condition": "service_completed_successfully"}
    assert "restart" not in services["migrations"]
    stages = re.findall(r"^FROM \S+ AS (\w+)$", (rendered / "Dockerfile").read_text(), re.MULTILINE)
    assert {services[name]["build"]["target"] for name in ("migrations", "server")} <= set(stages)


def test_no_password_is_in_a_file(rendered):
    """Credentials come from the environment (P37)."""
    services = yaml.safe_load((rendered / "compose.yaml").read_text())["services"]
    secrets = [
        value
        for service in services.values()
        for name, value in service.get("environment", {}).items()
        if "PASSWORD" in name
    ]
    assert len(secrets) == 3
    assert all(value.startswith("${POSTGRES_PASSWORD:?") for value in secrets)
    ignored = (rendered / ".gitignore").read_text().splitlines()
    assert ".env" in ignored


def test_every_yaml_toml_and_json_file_can_be_read(rendered):
    """Whatever the answers hold, quotes and colons too."""
    readers = {".yml": yaml.safe_load, ".yaml": yaml.safe_load, ".toml": tomllib.loads, ".json": json.loads}
    read = [
        path.relative_to(rendered).as_posix()
        for path in rendered.rglob("*")
        if path.suffix in readers and isinstance(readers[path.suffix](path.read_text()), dict)
    ]
    assert len(read) == len([path for path in rendered.rglob("*") if path.suffix in readers])
    assert {"pyproject.toml", ".squawk.toml", ".devcontainer/devcontainer.json"} <= set(read)


def test_the_python_is_tidy(rendered):
    """By the rules that the platform itself sets."""
    assert judged(rendered, "ruff", "check", "--no-cache") == (0, "All checks passed!")
    code, told = judged(rendered, "ruff", "format", "--no-cache", "--check")
    assert (code, "already formatted" in told) == (0, True), told


def test_the_layout_is_what_editorconfig_says(rendered):
    """One line end at the end of each file, no space at the end of a line, no tab outside of the Makefile."""
    for path in rendered.rglob("*"):
        text = path.read_text() if path.is_file() else ""
        if text:
            assert re.search(r"[^\n]\n\Z", text), path
            assert not re.search(r"[ \t]$", text, re.MULTILINE), path
            assert "\t" not in text or path.name == "Makefile", path


def test_owners_are_asked(answers, rendered):
    """Where there are any; the catalog knows them by the name of their team."""
    lines = (rendered / ".github/CODEOWNERS").read_text().splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    given = answers.get("owners", "")
    assert rules == ([f"{path} {given}" for path in ("*", "/migrations/", "/scaffold.lock/")] if given else [])
    assert (rendered / "catalog-info.yaml").exists() == bool(given)
    if given:
        entity = yaml.safe_load((rendered / "catalog-info.yaml").read_text())
        assert (entity["metadata"]["name"], entity["spec"]["owner"]) == ("web-shop", "backend")


def test_every_command_that_is_named_exists(rendered):
    """Of scaffold, and the targets of the Makefile: in README, in the rules for assistants, in CI."""
    makefile = (rendered / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    named_targets, named_commands = set(), set()
    for name in ("README.md", "AGENTS.md", "Makefile", "compose.yaml", "Dockerfile", ".github/workflows/ci.yml"):
        text = (rendered / name).read_text()
        named_commands |= set(re.findall(r"(?:[`/]|run: )scaffold\"?,? \"?([a-z][a-z-]+)", text))
        for line in re.findall(r"(?:`|run: )make ([a-z ]+)", text):
            named_targets |= set(line.split())
    assert named_targets - targets == set()
    assert named_commands - set(COMMANDS) == set()
    assert {"check", "generate", "migrate", "new-service"} <= named_commands
    assert {"setup", "check", "test", "run", "up"} <= named_targets


def test_every_file_that_is_named_exists(rendered):
    """A path of the platform's own that one file mentions is in the tree, or made by a command."""
    for name in ("Makefile", "Dockerfile", ".devcontainer/devcontainer.json", ".github/workflows/ci.yml"):
        text = (rendered / name).read_text()
        for path in re.findall(r"(?<![\w/.-])((?:tools|docs|\.scaffold)/[\w./-]+\.\w+)", text):
            assert (rendered / path).exists() or path in MADE_LATER, f"{name}: {path}"


@pytest.mark.parametrize("service", ["auction", "content", "auction_house_for_antiques"])
def test_the_test_to_begin_with_is_tidy_whatever_the_name(tmp_path, service):
    """Its imports are in order before and after `core`, its lines short enough."""
    pyproject = platform_files(DEFAULTS)["pyproject.toml"]
    made = service_files(service, {"package": "acme", "scope": "campaign", "starter": True})
    for path, content in {**made, "pyproject.toml": pyproject}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    assert judged(tmp_path, "ruff", "check", "--no-cache") == (0, "All checks passed!")
    assert judged(tmp_path, "ruff", "format", "--no-cache", "--check") == (0, "1 file already formatted")
