"""Edits under way while others read and write: nobody fails, and nothing is locked that is not declared."""

import pytest

from generator.database.runner import migrate

from .cases import CASES, Case
from .laboratory import Laboratory
from .laws import SMALL
from .rows import contents, pairs
from .traffic import traffic, undeclared_while_waiting
from .trials import hold

BUSY = ("columns/become_required", "columns/rename", "search/add", "types/smallint_to_integer", "uniques/add")
CONCURRENT = ("indexes/add_partial", "uniques/add", "indexes/remove")


@pytest.fixture(params=("laboratory_15", "laboratory_18"))
def laboratory(request: pytest.FixtureRequest) -> Laboratory:
    return request.getfixturevalue(request.param)


@pytest.fixture
def case(request: pytest.FixtureRequest) -> Case:
    return next(case for case in CASES if case.name == request.param)


@pytest.mark.parametrize("case", BUSY, indirect=True)
def test_an_edit_under_traffic(case: Case, laboratory: Laboratory):
    """Two sessions of old code read, write and insert all the time; each statement of theirs succeeds."""
    build = laboratory.build(case)
    tables = pairs(build.old, build.new, case.changed)
    with laboratory.populated(case) as url:
        rows = contents(url, tables, edited=False)
        with traffic(url, build, tables) as seen:
            migrate(url, build.after, pace=SMALL)
        assert (seen.complaints, seen.rounds > 0) == ([], True)
        hold(laboratory, case, url, rows)


@pytest.mark.parametrize("case", CONCURRENT, indirect=True)
def test_a_concurrent_statement_locks_no_more_than_is_declared(case: Case, laboratory: Laboratory):
    """Its locks cannot be read at its end, when they are gone; so a writer keeps it waiting while it has them."""
    build = laboratory.build(case)
    with laboratory.populated(case) as url:
        assert undeclared_while_waiting(url, build, "service_content_article") == []
