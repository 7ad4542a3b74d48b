"""A populated platform that edits are tried on: every case begins with a copy of the same database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg

from generator.database.embedded import Server, create_database, drop_database
from generator.database.runner import migrate
from generator.ir import Platform
from generator.plan import history
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

    def converged(self, name: str, *steps: Mapping[str, str] | Sequence[str], before: str = "") -> str:
        """The URL of a populated database after `steps`; it equals a fresh one.

        A step is an edit, a set of specs: after it, the same specs plan nothing. Or it drops retired objects of the
        content service, by their names. `before` changes the rows first.
        """
        root, records, specs = self.folder / name, recorded(platform()), dict[str, str]()
        create_database(self.server.url, name, template="populated")
        with psycopg.connect(self.server.url_for(name)) as connection:
            connection.execute(before.encode())
        _write(root, platform(), plans(platform(), {}), core=True)
        for step in steps:
            if isinstance(step, Mapping):
                specs = dict(step)
                records = _edited(root, specs, records)
            else:
                records = _contracted(root, specs, records, step)
        migrate(self.server.url_for(name), root)
        assert catalog(self.server.url_for(name)) == self._fresh(f"{name}_fresh", platform(**specs), records)
        return self.server.url_for(name)

    def _fresh(self, name: str, whole: Platform, records: Mapping[str, Record]) -> list[tuple[object, ...]]:
        root = self.folder / name
        create_database(self.server.url, name, template="core")
        write(root, whole, fresh(records), core=True)
        migrate(self.server.url_for(name), root)
        found = catalog(self.server.url_for(name))
        drop_database(self.server.url, name)
        return found


def _edited(root: Path, specs: Mapping[str, str], records: dict[str, Record]) -> dict[str, Record]:
    """The records after an edit, without wire numbers: those have laws and tests of their own."""
    whole = platform(**specs)
    records = {name: replace(record, wire={}) for name, record in records.items()}
    _write(root, whole, plans(whole, records), core=False)
    after = recorded(whole, records)
    assert [item.migrations for item in plans(whole, after).values()] == [()] * len(after)
    return after


def _contracted(
    root: Path, specs: Mapping[str, str], records: dict[str, Record], objects: Sequence[str]
) -> dict[str, Record]:
    before = records["content"]
    made = contract(before, objects, state(before))
    assert made.refused == ()
    write(root, platform(**specs), {"content": (made.record.tables, made.migrations)}, core=False)
    migrations = before.migrations
    for item in made.migrations:
        migrations = (*migrations, history.recorded(migrations, item.id, item.summary))
    return records | {"content": replace(made.record, migrations=migrations)}


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
