"""A migrated database per test, and sessions in it as the roles that services use."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
import pytest

from generator.database.embedded import create_database, drop_database
from generator.database.runner import migrate

from . import sample

NUMBERS = itertools.count(1)
GLOBAL = 0


@dataclass(frozen=True, slots=True)
class Database:
    """A migrated database."""

    url: str

    @contextmanager
    def session(self, campaign: int | None, role: str = "acme_rw") -> "Iterator[Session]":
        """One transaction of a campaign (None: that sets no campaign), committed at the end."""
        with psycopg.connect(self.url, options=f"-c role={role}") as connection:
            if campaign is not None:
                connection.execute("SELECT set_config('app.campaign_id', %s, true)", (str(campaign),))
            yield Session(connection)

    def refused(self, campaign: int | None, statement: str, *, role: str = "acme_rw") -> str:
        """The SQLSTATE with which the statement fails, or `none`."""
        try:
            with self.session(campaign, role) as work:
                work.run(statement)
        except psycopg.Error as error:
            return str(error.sqlstate)
        return "none"

    def campaign(self, slug: str) -> int:
        with self.session(GLOBAL) as work:
            return int(work.one("INSERT INTO campaign (slug, name) VALUES (%s, %s) RETURNING id", slug, slug))


@dataclass(frozen=True, slots=True)
class Session:
    """A transaction."""

    connection: psycopg.Connection

    def run(self, statement: str, *arguments: object) -> psycopg.Cursor:
        return self.connection.execute(statement, arguments or None)

    def rows(self, query: str, *arguments: object) -> list[tuple]:
        return self.run(query, *arguments).fetchall()

    def one(self, query: str, *arguments: object) -> object:
        (row,) = self.rows(query, *arguments)
        return row[0]

    def master(self, campaign: int) -> int:
        query = "INSERT INTO master (campaign_id, type) VALUES (%s, 'a.b') RETURNING id"
        return int(self.one(query, campaign))

    def account(self, email: str = "ada@example.org") -> int:
        return int(
            self.one(
                "INSERT INTO service_user_account (master_id, email, display_name) VALUES (%s, %s, 'Ada') RETURNING id",
                self.master(GLOBAL),
                email,
            )
        )

    def article(self, campaign: int, author: int, slug: str = "first", title: str = "First", body: str = "") -> int:
        return int(
            self.one(
                "INSERT INTO service_content_article (campaign_id, master_id, author_id, slug, title, body)"
                " VALUES (%s, %s, %s, %s, %s, %s) RETURNING id",
                campaign,
                self.master(campaign),
                author,
                slug,
                title,
                body,
            )
        )

    def event(self, campaign: int, retention: str = "standard") -> None:
        self.run(
            "INSERT INTO service_event (campaign_id, master_id, service, event_type, retention)"
            " VALUES (%s, 1, 'content', 'content.article.created', %s)",
            campaign,
            retention,
        )


@pytest.fixture(scope="session")
def migrated(embedded_server, tmp_path_factory):
    """The name of a database with the sample's migrations, to be copied."""
    name = "sql_template"
    create_database(embedded_server.url, name)
    migrate(embedded_server.url_for(name), sample.write(tmp_path_factory.mktemp("sample")))
    return name


@pytest.fixture
def database(embedded_server, migrated):
    name = f"sql_{next(NUMBERS)}"
    create_database(embedded_server.url, name, template=migrated)
    yield Database(embedded_server.url_for(name))
    drop_database(embedded_server.url, name)


@pytest.fixture
def campaigns(database):
    """Two campaigns with an article each, by the same author: (campaign, article), (campaign, article)."""
    made = []
    for slug in ("spring", "autumn"):
        campaign = database.campaign(slug)
        with database.session(campaign) as work:
            author = work.account(f"{slug}@example.org")
            made.append((campaign, work.article(campaign, author)))
    return made
