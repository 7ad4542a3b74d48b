"""A migrated database per test, and sessions in it as the roles that services use."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
import pytest

from generator.database.embedded import Server, create_database, drop_database
from generator.database.runner import migrate

from . import sample

NUMBERS = itertools.count(1)
GLOBAL = 0

LAB = """
INSERT INTO campaign (id, slug, name) VALUES (7, 'seven', 'Seven'), (8, 'eight', 'Eight');
INSERT INTO master (campaign_id, id, type) VALUES (0, 1, 'user.account'), (7, 2, 'lab.item'), (8, 3, 'lab.item');
INSERT INTO service_user_account (master_id, email, display_name) VALUES (1, 'a@example.org', 'Ada');
"""


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

    @contextmanager
    def owner(self) -> "Iterator[psycopg.Connection]":
        """A session as migrations have it, outside any transaction."""
        options = "-c role=acme_owner -c search_path=public -c row_security=off"
        with psycopg.connect(self.url, options=options, autocommit=True) as connection:
            yield connection

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


@pytest.fixture(scope="session", params=["18", "15"])
def each_server(request) -> Iterator[Server]:
    """The embedded PostgreSQL 18, and the 15 of Debian."""
    if request.param == "18":
        yield request.getfixturevalue("embedded_server")
        return
    # Not at the top: pytest rewrites the assertions of that module, unless it has been imported before.
    from tests.evolution.servers import postgresql_15

    with postgresql_15() as running:
        yield running


@pytest.fixture(scope="session")
def each_template(each_server, tmp_path_factory):
    """The name of a database with the sample's migrations on that server, to be copied."""
    name = "sql_each_template"
    create_database(each_server.url, name)
    migrate(each_server.url_for(name), sample.write(tmp_path_factory.mktemp("sample")))
    yield name
    drop_database(each_server.url, name)


@pytest.fixture(scope="session")
def lab(each_server, each_template):
    """A migrated database on either version, with two campaigns; a test makes tables of its own and drops them."""
    create_database(each_server.url, "sql_lab", template=each_template)
    made = Database(each_server.url_for("sql_lab"))
    with psycopg.connect(made.url) as connection:
        connection.execute(LAB)
    yield made
    drop_database(each_server.url, "sql_lab")


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
