"""One database for two repositories: who applies what, and a service that works on the platform's tables."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from .repositories import BILLING, PINNED, USER, environment, git, published, scaffold, succeed

PLATFORM = ["core.0001.roles", "core.0002.tables", "core.0003.events"]
CATALOG_FILES = ["catalog.0001.create", "catalog.0002.foreign_keys"]
USER_FILES = ["user.0001.create", "user.0002.foreign_keys"]
BILLING_FILES = ["billing.0001.create", "billing.0002.foreign_keys"]
CALLED = """\
invoice 1
ALREADY_EXISTS: number
INVALID_ARGUMENT: payer_id
billing.invoice.created user.account.created
"""
GROUP = "  group:\n    fields: {title: {type: string, max_length: 9}}\n"

pytestmark = pytest.mark.slow


def migrate(folder: Path, url: str, site: Path | None = None) -> list[str]:
    """The ids that `scaffold migrate` applied, sorted."""
    done = scaffold("migrate", "--database-url", url, "--json", cwd=folder, site=site)
    return sorted(item["id"] for item in json.loads(succeed(done))["applied"])


def test_each_repository_applies_its_own(here, database_url):
    """The platform first; what the other has applied is neither applied again nor missed."""
    acme, billing, site = here / "acme", here / "billing", here / "site"
    assert migrate(acme, database_url) == sorted(PLATFORM + CATALOG_FILES + USER_FILES)
    assert migrate(billing, database_url, site) == BILLING_FILES
    assert migrate(acme, database_url) == []
    assert migrate(billing, database_url, site) == []


def test_an_empty_database_gets_the_platform_too(here, database_url):
    """To try things out, nothing is needed but the service's repository; the platform's own finds all done."""
    billing = here / "billing"
    assert migrate(billing, database_url, here / "site") == sorted(
        PLATFORM + CATALOG_FILES + USER_FILES + BILLING_FILES
    )
    assert migrate(here / "acme", database_url) == []


def test_what_the_platform_has_to_bring_is_waited_for(here, database_url):
    """A service whose release comes before that of the platform changes nothing and names what is lacking."""
    acme, billing, site = here / "acme", here / "billing", here / "site"
    migrate(acme, database_url)
    (acme / "specs" / "user.yaml").write_text(USER + GROUP)
    succeed(scaffold("generate", cwd=acme))
    published(acme, "1.5.0", site)
    (billing / "scaffold.yaml").write_text(PINNED.format(version="1.5.0"))
    (billing / "specs" / "billing.yaml").write_text(BILLING.replace("catalog.topic", "user.group"))
    for folder in ("migrations", "scaffold.lock"):
        for path in (billing / folder).rglob("billing*"):
            path.unlink() if path.is_file() else None
    succeed(scaffold("generate", "--overwrite", cwd=billing, site=site))

    refused = scaffold("migrate", "--database-url", database_url, cwd=billing, site=site)
    assert refused.returncode != 0
    assert "the database lacks what its platform has to bring first: user.0003." in refused.stderr
    migrate(acme, database_url)
    assert migrate(billing, database_url, site) == BILLING_FILES


def test_a_release_that_is_ahead_of_the_pin_is_fine(here, database_url):
    """The platform's database may have more than the pinned release knows."""
    acme = here / "acme"
    (acme / "specs" / "user.yaml").write_text(USER + GROUP)
    succeed(scaffold("generate", cwd=acme))
    migrate(acme, database_url)
    assert migrate(here / "billing", database_url, here / "site") == BILLING_FILES


def test_the_service_is_called(here, database_url):
    """Its server answers, tells by field what the database refuses, and logs to the platform's events."""
    migrate(here / "acme", database_url)
    migrate(here / "billing", database_url, here / "site")
    client = Path(__file__).with_name("client.py")
    path = os.pathsep.join((str(here / "billing" / "src"), str(here / "site")))
    command = [sys.executable, str(client), database_url]
    done = subprocess.run(
        command, env=environment(PYTHONPATH=path), capture_output=True, text=True, check=False, cwd=here / "billing"
    )
    assert succeed(done) == CALLED


def test_the_generated_tests_pass(here, database_url):
    """With the platform from its wheel, on a database that they migrate themselves."""
    path = os.pathsep.join((str(here / "billing" / "src"), str(here / "site")))
    (here / "billing" / "pytest.ini").write_text("[pytest]\npythonpath = .\nasyncio_mode = auto\n")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"]
    done = subprocess.run(
        command,
        env=environment(PYTHONPATH=path, DATABASE_URL=database_url),
        capture_output=True,
        text=True,
        check=False,
        cwd=here / "billing",
    )
    assert " passed" in succeed(done)


def test_verify_proves_the_service_on_its_platform(here, database_url):
    """Its migrations are replayed after those of the pinned release."""
    done = scaffold("verify", "--database-url", database_url, cwd=here / "billing", site=here / "site")
    lines = succeed(done).splitlines()
    assert [line.split()[:2] for line in lines if " replay " in line] == [["ok", "replay"]]


def test_a_service_moves_out(here, database_url):
    """Specs, lock, migrations and code move; the database that the old repository has migrated notices nothing."""
    acme, moved, site = here / "acme", here / "moved", here / "site"
    migrate(acme, database_url)
    parts = ("specs/catalog.yaml", "scaffold.lock/catalog.yaml", "migrations/catalog", "src/acme/catalog")
    for part in parts:
        (moved / part).parent.mkdir(parents=True, exist_ok=True)
        (acme / part).rename(moved / part)
    succeed(scaffold("generate", cwd=acme))
    git("add", "-A", cwd=acme)
    published(acme, "2.0.0", site)
    (moved / "scaffold.yaml").write_text(PINNED.format(version="2.0.0"))
    succeed(scaffold("generate", cwd=moved, site=site))
    assert (migrate(acme, database_url), migrate(moved, database_url, site)) == ([], [])
    assert succeed(scaffold("check", cwd=acme)).startswith("All is well")
