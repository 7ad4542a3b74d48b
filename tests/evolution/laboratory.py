"""Databases in the states that the laws are tried on: copies of templates, which is the cheapest way to get one."""

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from generator.database.embedded import Server, create_database, drop_database
from generator.database.runner import migrate
from generator.tree import digest

from .builds import Build, build
from .cases import Case

NUMBERS = itertools.count(1)
CAMPAIGNS = "INSERT INTO campaign (id, slug, name) VALUES (7, 'seven', 'Seven'), (8, 'eight', 'Eight');"


@dataclass(slots=True, kw_only=True)
class Laboratory:
    """One server, and what has been made on it so far."""

    server: Server
    folder: Path
    _templates: dict[str, str] = field(default_factory=dict)

    def build(self, case: Case) -> Build:
        """The case generated."""
        return build(case, self.folder)

    @contextmanager
    def populated(self, case: Case) -> Iterator[str]:
        """The URL of a database as the case begins: the schema before the edit, and the rows."""
        core = self._core(self.build(case).before)
        with self._copy(self._template(case.name, lambda url: self._populate(url, case), core)) as url:
            yield url

    @contextmanager
    def fresh(self, case: Case) -> Iterator[str]:
        """The URL of an empty database with the schema after the edit, made at once."""
        with self._copy(self._core(self.build(case).fresh)) as url:
            migrate(url, self.build(case).fresh)
            yield url

    def _populate(self, url: str, case: Case) -> None:
        migrate(url, self.build(case).before)
        with psycopg.connect(url) as connection:
            connection.execute(CAMPAIGNS.encode() + case.text("rows.sql").encode())

    def _core(self, root: Path) -> str:
        """A template with the core tables; most platforms have the same."""
        files = sorted((root / "migrations/core").glob("*.sql"))
        core = root.parent / f"core-{root.name}"
        for file in files:
            copy = core / "migrations/core" / file.name
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(file.read_bytes())
        return self._template(digest(b"".join(file.read_bytes() for file in files)), lambda url: migrate(url, core))

    def _template(self, key: str, fill: Callable[[str], object], parent: str | None = None) -> str:
        if key not in self._templates:
            name = f"template_{next(NUMBERS)}"
            create_database(self.server.url, name, template=parent)
            fill(self.server.url_for(name))
            self._templates[key] = name
        return self._templates[key]

    @contextmanager
    def _copy(self, template: str) -> Iterator[str]:
        name = f"case_{next(NUMBERS)}"
        create_database(self.server.url, name, template=template)
        try:
            yield self.server.url_for(name)
        finally:
            drop_database(self.server.url, name)
