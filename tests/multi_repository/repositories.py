"""Two git repositories: the platform `acme`, which publishes wheels, and the service `billing` on top of it."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

CARRIED = """
[tool.hatch.build.targets.wheel.force-include]
"scaffold.yaml" = "acme/core/platform/scaffold.yaml"
"specs" = "acme/core/platform/specs"
"scaffold.lock" = "acme/core/platform/scaffold.lock"
"migrations" = "acme/core/platform/migrations"
"""
USER = """\
service: user
scope: global
description: Who may sign in.

entities:
  account:
    fields:
      email: {type: string, max_length: 200, required: true}
    unique: [[email]]
"""
CATALOG = """\
service: catalog
scope: global
description: What campaigns are about.

entities:
  topic:
    description: A subject.
    fields:
      title: {type: string, max_length: 50, required: true}
"""
BILLING = """\
service: billing
scope: campaign
description: What is owed.

entities:
  invoice:
    fields:
      number: {type: string, max_length: 20, required: true}
      payer: {type: ref, to: user.account, required: true}
      topic: {type: ref, to: catalog.topic}
    unique: [[number]]
"""
PINNED = 'platform: {{package: acme-platform, version: "{version}"}}\n'


def environment(**more: str) -> dict[str, str]:
    """That of this process, without what would change what is said or where."""
    unwanted = {"DATABASE_URL", "GITHUB_ACTIONS", "NO_COLOR", "FORCE_COLOR", "PYTHONPATH", "GIT_DIR"}
    return {key: value for key, value in os.environ.items() if key not in unwanted} | more


def scaffold(*arguments: str, cwd: Path, site: Path | None = None) -> subprocess.CompletedProcess[str]:
    """`scaffold ARGUMENTS` as a user runs it, with the packages in `site` installed."""
    command = [sys.executable, "-m", "generator.cli.main", *arguments]
    path = {"PYTHONPATH": str(site)} if site else {}
    return subprocess.run(command, cwd=cwd, env=environment(**path), capture_output=True, text=True, check=False)


def succeed(done: subprocess.CompletedProcess[str]) -> str:
    """What it printed; it must not have failed."""
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def git(*arguments: str, cwd: Path) -> str:
    """What git prints."""
    identity = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
    done = subprocess.run(
        ["git", *identity, *arguments], cwd=cwd, env=environment(), capture_output=True, text=True, check=False
    )
    return succeed(done)


def commit(folder: Path, message: str) -> None:
    """Commits all there is; the folder becomes a repository with the first."""
    if not (folder / ".git").exists():
        git("init", "-q", "-b", "main", ".", cwd=folder)
    git("add", "-A", cwd=folder)
    git("commit", "-q", "-m", message, cwd=folder)


def platform(folder: Path) -> Path:
    """The platform's own repository, generated, and set up to publish as the manual says."""
    succeed(scaffold("init", str(folder), "--name", "acme", cwd=folder.parent))
    project = folder / "pyproject.toml"
    project.write_text(project.read_text().replace('name = "acme"', 'name = "acme-platform"') + CARRIED)
    (folder / "specs" / "user.yaml").write_text(USER)
    (folder / "specs" / "catalog.yaml").write_text(CATALOG)
    succeed(scaffold("generate", cwd=folder))
    commit(folder, "The platform.")
    return folder


def service(folder: Path, version: str, site: Path) -> Path:
    """The repository of `billing`, generated against what is installed in `site`."""
    (folder / "specs").mkdir(parents=True)
    (folder / "scaffold.yaml").write_text(PINNED.format(version=version))
    (folder / "specs" / "billing.yaml").write_text(BILLING)
    (folder / ".gitignore").write_text(".scaffold/cache/\n*_pb2*\n__pycache__/\n")
    succeed(scaffold("generate", cwd=folder, site=site))
    commit(folder, "Billing.")
    return folder


def published(repository: Path, version: str, site: Path) -> Path:
    """Builds a wheel of `repository` and puts it, an archive, into `site` in the place of what was there."""
    project = repository / "pyproject.toml"
    text = project.read_text()
    former = next(line for line in text.splitlines() if line.startswith("version = "))
    project.write_text(text.replace(former, f'version = "{version}"', 1))
    git("commit", "-q", "--allow-empty", "-a", "-m", f"Release {version}.", cwd=repository)
    shutil.rmtree(site, ignore_errors=True)
    dist = site.with_name(f"{site.name}-dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(dist)]
    succeed(subprocess.run(command, cwd=repository, env=environment(), capture_output=True, text=True, check=False))
    (wheel,) = dist.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    shutil.rmtree(dist)
    return site
