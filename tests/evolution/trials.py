"""What is tried of a case on a server."""

from collections.abc import Mapping
from functools import partial

import psycopg
import pytest

from generator.database.errors import MigrationError
from generator.database.runner import migrate
from tests.plan.convergence import catalog

from . import laws, ways_back
from .builds import Build
from .cases import Case
from .laboratory import Laboratory
from .rows import Row, contents, kept, pairs


def at_once(laboratory: Laboratory, case: Case, *, update: bool) -> None:
    """The edit is applied beside old code: nothing is lost, locked beyond what is declared, or rewritten."""
    build = laboratory.build(case)
    tables = pairs(build.old, build.new, case.changed)
    with laboratory.populated(case) as url:
        _refuse_and_mend(url, case, build, update=update)
        rows, storage = contents(url, tables, edited=False), laws.storage(url)
        broken = laws.migrate_beside_old_code(url, build, tables)
        hold(laboratory, case, url, rows)
        if update and (case.folder / "breaks.txt").exists():
            (case.folder / "breaks.txt").write_text(broken, encoding="utf-8")
        assert broken == case.text("breaks.txt")
        assert laws.excess(url, build) == []
        assert laws.rewritten(storage, laws.storage(url)) == []


def interrupted(laboratory: Laboratory, case: Case) -> None:
    """The run is interrupted after every statement, before that is committed or recorded, and resumed.

    So is the way back, as far as there is one.
    """
    build = laboratory.build(case)
    tables = pairs(build.old, build.new, case.changed)
    with laboratory.populated(case) as url:
        _mend(url, case)
        rows = contents(url, tables, edited=False)
        seen: ways_back.Catalogs = {}
        watching = partial(ways_back.watching, url, build, seen)
        assert laws.migrate_with_interruptions(url, build, watching) >= len(build.migrations)
        hold(laboratory, case, url, rows)
        edited = contents(url, tables, edited=True)
        ways_back.there_and_back(url, build, seen)
        assert contents(url, tables, edited=True) == edited


def hold(laboratory: Laboratory, case: Case, url: str, rows: Mapping[str, tuple[Row, ...]]) -> None:
    """The schema is that of a platform which was never different; every row is still there, and right."""
    build = laboratory.build(case)
    tables = pairs(build.old, build.new, case.changed)
    with laboratory.fresh(case) as fresh:
        assert catalog(url) == catalog(fresh)
    after = contents(url, tables, edited=True)
    grows = any(table.seeds or table.tenant for record in build.new.values() for table in record.tables)
    assert after == kept(rows, after, tables, grows=grows)
    assert laws.answers(url, case.text("expect.sql")) == []


def _refuse_and_mend(url: str, case: Case, build: Build, *, update: bool) -> None:
    """Rows that the edit cannot be applied to are named, and nothing is lost by trying."""
    path = case.folder / "failure.txt"
    if not path.exists():
        return
    with pytest.raises(MigrationError) as caught:
        migrate(url, build.after)
    if update:
        path.write_text(f"{caught.value}\n", encoding="utf-8")
    assert f"{caught.value}\n" == path.read_text(encoding="utf-8")
    _mend(url, case)


def _mend(url: str, case: Case) -> None:
    with psycopg.connect(url) as connection:
        connection.execute(case.text("mend.sql").encode() or b"SELECT")
