"""The law of the way back: what is undone has left nothing, and can be applied again."""

from collections.abc import Mapping

import psycopg

from generator.database.catalog import Entry, catalog
from generator.database.events import Applied, Event, Listener
from generator.database.files import read_files
from generator.database.rollback import rollback
from generator.database.runner import migrate
from generator.output.manifest import read_records

from .builds import Build
from .laws import SMALL, InterruptedRun, StopAtNext

STEPWISE = 180000

Catalogs = dict[str, list[Entry]]
"""What the database was before each of the migrations that can be undone, by their ids."""


def tail(build: Build) -> tuple[str, ...]:
    """The migrations of the edit that can be undone: the last ones, as far as each has a file that does."""
    downs, new = recorded(build), {migration.id for migration in build.migrations}
    found: list[str] = []
    for file in reversed(read_files(build.after)):
        if file.id not in new or file.id not in downs:
            break
        found.append(file.id)
    return tuple(reversed(found))


def recorded(build: Build) -> Mapping[str, str]:
    """What the lock says of the files that undo."""
    every = (item for record in read_records(build.after).values() for item in record.migrations)
    return {item.id: item.down for item in every if item.down}


def watching(url: str, build: Build, seen: Catalogs, listener: Listener) -> Listener:
    """A listener that keeps what the database is before each migration that can be undone, and tells another one."""
    order = [file.id for file in read_files(build.after)]
    undoable = tail(build)
    follows = {order[order.index(id_) - 1]: id_ for id_ in undoable}
    if undoable and undoable[0] == build.migrations[0].id:
        seen[undoable[0]] = catalog(url)

    def tell(event: Event) -> None:
        if isinstance(event, Applied) and event.id in follows:
            seen[follows[event.id]] = catalog(url)
        listener(event)

    return tell


def there_and_back(url: str, build: Build, seen: Catalogs) -> None:
    """Undo all that can be, and apply it again.

    On PostgreSQL 18 one by one, each interrupted at every statement; on 15, to save time, all in one run. No case has a
    value in what its edit adds, so that no guard stands in the way.
    """
    undoable = tail(build)
    if not undoable:
        return
    after, downs = catalog(url), recorded(build)
    with psycopg.connect(url) as connection:
        version = connection.info.server_version
    if version >= STEPWISE:
        for id_ in reversed(undoable):
            _undo(url, build, downs)
            assert _shown(catalog(url)) == _shown(seen[id_]), id_
    else:
        stays = [file.id for file in read_files(build.after)]
        rollback(url, build.after, downs, to=stays[stays.index(undoable[0]) - 1])
        assert _shown(catalog(url)) == _shown(seen[undoable[0]])
    migrate(url, build.after, pace=SMALL)
    assert catalog(url) == after


def _undo(url: str, build: Build, downs: Mapping[str, str]) -> None:
    stop = StopAtNext()
    while True:
        try:
            rollback(url, build.after, downs, on_event=stop)
        except InterruptedRun:
            continue
        return


def _shown(entries: list[Entry]) -> list[Entry]:
    """A constraint that was validated stays so: it holds of the rows all the same."""
    return [
        (*entry[:4], str(entry[4]).removesuffix(" NOT VALID")) if entry[0] == "constraint" else entry
        for entry in entries
    ]
