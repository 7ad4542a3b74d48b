""".pre-commit-hooks.yaml: the hooks of this repository, as pre-commit installs them in the repositories of others."""

import shutil

import pytest
import yaml

from .conftest import BINARIES, ROOT, Repository, new_platform, run

pytestmark = pytest.mark.slow

SOURCES = (
    ".pre-commit-hooks.yaml",
    "LICENSE",
    "README.md",
    "examples/marketplace",
    "generator",
    "pyproject.toml",
    "schemas",
    "templates",
)
"""What a clone of this repository needs to be installed from."""

PRE_COMMIT = BINARIES / "pre-commit"
LEFT_OUT = shutil.ignore_patterns("__pycache__", "*_pb2*", ".*_cache", ".venv", "cache")


@pytest.fixture(scope="module")
def hooks(tmp_path_factory) -> Repository:
    """A repository with the working tree of this one as its only commit."""
    repository = Repository(root=tmp_path_factory.mktemp("hooks"))
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, repository.root / name, ignore=LEFT_OUT)
        else:
            shutil.copy(ROOT / name, repository.root / name)
    repository.succeed("git", "init", "--quiet", "--initial-branch=main")
    repository.commit("all")
    return repository


@pytest.fixture(scope="module")
def acme(tmp_path_factory, hooks) -> Repository:
    """A platform that asks the hooks; their environment is made once, of what the registry has."""
    cache = tmp_path_factory.mktemp("cache")
    made = new_platform(tmp_path_factory.mktemp("work"), PRE_COMMIT_HOME=str(cache))
    commit = hooks.succeed("git", "rev-parse", "HEAD").strip()
    asked = [{"id": "scaffold-check"}, {"id": "scaffold-generate"}]
    config = {"repos": [{"repo": str(hooks.root), "rev": commit, "hooks": asked}]}
    (made.root / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    made.commit("hooks")
    return made


def test_the_manifest_is_valid(tmp_path):
    """For pre-commit; and every hook works in an environment of its own, on the platform as a whole."""
    path = ROOT / ".pre-commit-hooks.yaml"
    assert run([PRE_COMMIT, "validate-manifest", path], tmp_path).returncode == 0
    manifest = yaml.safe_load(path.read_text())
    assert [item["id"] for item in manifest] == ["scaffold-check", "scaffold-verify", "scaffold-generate"]
    assert {(item["language"], item["pass_filenames"]) for item in manifest} == {("python", False)}


def test_check_passes_and_fails_with_the_specs(acme):
    """A platform in order passes. A mistake is shown with its place and a hint."""
    good = acme.succeed(PRE_COMMIT, "run", "scaffold-check", "--all-files")
    assert good.splitlines()[-1].endswith("Passed"), good
    spec = acme.root / "specs/content.yaml"
    before = spec.read_text()
    spec.write_text(before.replace("required: true", "requierd: true"))
    bad = acme.run(PRE_COMMIT, "run", "scaffold-check", "--all-files")
    spec.write_text(before)
    assert bad.returncode == 1
    assert "error[SG201]: unknown key `requierd`" in bad.stdout
    assert "Did you mean `required`?" in bad.stdout


def test_check_stays_out_of_other_changes(acme):
    """A change of README alone is none of its business."""
    told = acme.succeed(PRE_COMMIT, "run", "scaffold-check", "--files", "README.md")
    assert told.splitlines()[-1].endswith("Skipped"), told


def test_generate_brings_the_code_in_line(acme):
    """And stops the commit, so that what was generated gets into it."""
    spec = acme.root / "specs/content.yaml"
    spec.write_text(spec.read_text().replace("required: true}", "required: true}\n      body: text"))
    command = (PRE_COMMIT, "run", "scaffold-generate", "--files", "specs/content.yaml")
    first = acme.run(*command)
    assert (first.returncode, "files were modified by this hook" in first.stdout) == (1, True), first.stdout
    assert "body: str" in (acme.root / "src/acme/content/models.py").read_text()
    assert acme.succeed(*command).splitlines()[-1].endswith("Passed")
