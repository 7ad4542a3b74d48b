"""A platform squashes its migrations; the services of another repository go on, and may squash theirs."""

from pathlib import Path

import pytest

from .repositories import PINNED, USER, commit, published, scaffold, succeed
from .test_database import BILLING_FILES, migrate

SQUASHED = ["user.0004.baseline", "user.0005.baseline_foreign_keys"]
SQUASHED_BILLING = ["billing.0003.baseline", "billing.0004.baseline_foreign_keys"]

pytestmark = pytest.mark.slow


def squash(here: Path) -> None:
    """The platform gets a migration, squashes and is released; the other repository pins that release."""
    acme, billing = here / "acme", here / "billing"
    (acme / "specs/user.yaml").write_text(USER.replace("    unique", "      alias: text\n    unique"))
    succeed(scaffold("generate", cwd=acme))
    commit(acme, "An alias.")
    succeed(scaffold("baseline", "--no-verify", cwd=acme))
    commit(acme, "A baseline.")
    published(acme, "1.5.0", here / "site")
    (billing / "scaffold.yaml").write_text(PINNED.format(version="1.5.0"))
    succeed(scaffold("generate", cwd=billing, site=here / "site"))
    commit(billing, "The new release.")


def test_what_depends_on_replaced_files_runs_after_the_baseline(here, database_url):
    """In a new database, from the service's repository."""
    squash(here)

    applied = migrate(here / "billing", database_url, here / "site")

    assert set(applied) >= {*SQUASHED, *BILLING_FILES}


def test_a_database_of_before_needs_nothing_from_the_service(here, database_url):
    """It has all that was replaced or waits for the platform's own repository; its service is as up to date as ever."""
    acme, billing, site = here / "acme", here / "billing", here / "site"
    migrate(acme, database_url)
    migrate(billing, database_url, site)

    squash(here)

    assert migrate(billing, database_url, site) == []


def test_the_service_is_squashed_after_its_platform(here, database_url):
    """Its first files name a file that is gone, so they are replaced, too; proven with the platform's migrations."""
    billing, site = here / "billing", here / "site"
    squash(here)

    succeed(scaffold("baseline", cwd=billing, site=site))

    assert sorted(path.stem for path in (billing / "migrations/billing").glob("*.sql")) == SQUASHED_BILLING
    assert set(migrate(billing, database_url, site)) >= {*SQUASHED, *SQUASHED_BILLING}
    succeed(scaffold("check", cwd=billing, site=site))
