"""A populated platform that edits are tried on: every case begins with a copy of the same database."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg

from generator.database.embedded import Server, create_database, drop_database
from generator.database.runner import migrate
from generator.ir import Platform
from generator.plan.contraction import contract, state
from generator.plan.diff import ServicePlan
from generator.plan.records import Record
from tests.plan.convergence import Step, catalog, fresh, write
from tests.plan.platforms import plans, platform, recorded

ROWS = """
INSERT INTO campaign (id, slug, name) VALUES (7, 'seven', 'Seven'), (8, 'eight', 'Eight');
INSERT INTO master (campaign_id, id, type)
SELECT campaign, id, 'any'
FROM (VALUES (0, 1), (0, 2), (7, 3), (7, 4), (7, 5), (8, 6), (7, 7), (7, 8)) AS rows (campaign, id);
INSERT INTO service_user_account (master_id, email, born_on)
VALUES (1, 'a@example.org', '1999-12-31'), (2, 'b@x', NULL);
INSERT INTO service_content_article
    (campaign_id, master_id, title, slug, body, status, price, tags, published_at, author_id, reviewer_id)
VALUES
    (7, 3, 'First', 'first', 'Some words', 'published', 12.50, '{a,b}', '2024-02-29', 1, 2),
    (7, 4, 'second', 'second', NULL, 'draft', NULL, '{}', NULL, 1, NULL),
    (7, 5, '', 'third', 'it''s $$ -- \\ x', 'draft', 0, '{}', NULL, 2, NULL),
    (8, 6, 'First', 'first', NULL, 'draft', NULL, '{}', NULL, 1, NULL);
INSERT INTO service_content_comment (campaign_id, master_id, article_id, body, likes)
VALUES (7, 7, 1, 'Well said', 3), (7, 8, 1, '', 0);
"""


@dataclass(frozen=True, slots=True)
class Laboratory:
    """A server with two databases to copy: one with the core only, one with the platform and rows in it."""

    server: Server
    folder: Path

    def converged(self, name: str, *steps: Mapping[str, str], contracted: Sequence[str] = ()) -> str:
        """The URL of a populated database after the edits `steps`, each a set of specs; it equals a fresh one.

        Also: after each edit the same specs plan nothing. In the end the retired objects `contracted` of the content
        service are dropped.
        """
        root, records = self.folder / name, recorded(platform())
        create_database(self.server.url, name, template="populated")
        _write(root, platform(), plans(platform(), {}), core=True)
        for specs in steps:
            whole = platform(**specs)
            made = plans(whole, records)
            _write(root, whole, made, core=False)
            records = recorded(whole, records)
            assert [item.migrations for item in plans(whole, records).values()] == [(), ()]
        if contracted:
            made_less = contract(records["content"], contracted, state(records["content"]))
            assert made_less.refused == ()
            records["content"] = made_less.record
            dropping = {"content": (made_less.record.tables, made_less.migrations)}
            write(root, platform(**steps[-1]), dropping, core=False)
        migrate(self.server.url_for(name), root)
        assert catalog(self.server.url_for(name)) == self._fresh(f"{name}_fresh", platform(**steps[-1]), records)
        return self.server.url_for(name)

    def _fresh(self, name: str, whole: Platform, records: Mapping[str, Record]) -> list[tuple[object, ...]]:
        root = self.folder / name
        create_database(self.server.url, name, template="core")
        write(root, whole, fresh(records), core=True)
        migrate(self.server.url_for(name), root)
        found = catalog(self.server.url_for(name))
        drop_database(self.server.url, name)
        return found


def _write(root: Path, whole: Platform, made: Mapping[str, ServicePlan], *, core: bool) -> None:
    step: Step = {name: (plan.tables, plan.migrations) for name, plan in made.items()}
    write(root, whole, step, core=core)


def laboratory(server: Server, folder: Path) -> Laboratory:
    """The two databases on the server."""
    whole = platform()
    for name in ("core", "populated"):
        create_database(server.url, name)
        services = plans(whole, {}) if name == "populated" else {}
        _write(folder / name, whole, services, core=True)
        migrate(server.url_for(name), folder / name)
    with psycopg.connect(server.url_for("populated")) as connection:
        connection.execute(ROWS)
    return Laboratory(server, folder)


def rows(url: str, query: str) -> Sequence[tuple[object, ...]]:
    """What the query finds."""
    with psycopg.connect(url) as connection:
        return connection.execute(query).fetchall()


def dropped(made: Laboratory) -> Iterator[None]:
    """Nothing is left of the two databases afterwards."""
    yield
    for name in ("core", "populated"):
        drop_database(made.server.url, name)
