"""Runs that are killed, servers that crash, readers that do not let go: the edit still comes to the same end.

These cost seconds each, so they are tried on some cases, which have every kind of statement between them.
"""

import pytest

from . import faults
from .cases import CASES, Case
from .laboratory import Laboratory
from .rows import contents, pairs
from .trials import hold

KILLED = (
    "columns/add_required_with_backfill",
    "references/change_on_delete",
    "indexes/change",
    "uniques/widen",
    "partitions/index_a_parted_table",
    "drops/column_with_reference",
)
CRASHED = (
    "columns/become_required",
    "indexes/change",
    "types/smallint_to_integer",
    "partitions/index_a_parted_table",
    "drops/table",
)
BLOCKED = (
    "columns/become_required",
    "references/add_reference",
    "types/smallint_to_integer",
    "drops/table",
)
VERSIONS = ("laboratory_15", "laboratory_18")


@pytest.fixture(params=VERSIONS)
def laboratory(request: pytest.FixtureRequest) -> Laboratory:
    return request.getfixturevalue(request.param)


@pytest.fixture
def case(request: pytest.FixtureRequest) -> Case:
    return next(case for case in CASES if case.name == request.param)


@pytest.mark.parametrize("case", KILLED, indirect=True)
def test_a_run_that_is_killed_after_every_statement(case: Case, laboratory: Laboratory):
    """`kill -9` leaves nothing that the next run cannot go on from."""
    build = laboratory.build(case)
    with laboratory.populated(case) as url:
        rows = contents(url, pairs(build.old, build.new, case.changed), edited=False)
        assert len(faults.killed_again_and_again(url, build)) >= len(build.migrations)
        hold(laboratory, case, url, rows)


@pytest.mark.parametrize("case", CRASHED, indirect=True)
def test_a_server_that_crashes_after_every_statement(case: Case, laboratory: Laboratory):
    """What was committed is there, what was not is not, and the record says the same."""
    build = laboratory.build(case)
    with laboratory.populated(case) as url:
        rows = contents(url, pairs(build.old, build.new, case.changed), edited=False)
        assert faults.with_crashes(url, build) >= len(build.migrations)
        hold(laboratory, case, url, rows)


@pytest.mark.parametrize("case", BLOCKED, indirect=True)
def test_a_run_behind_a_reader_that_does_not_let_go(case: Case, laboratory: Laboratory):
    """The run gives up instead of queueing everybody behind itself, and goes on when it is called again."""
    build = laboratory.build(case)
    tables = pairs(build.old, build.new, case.changed)
    with laboratory.populated(case) as url:
        rows = contents(url, tables, edited=False)
        assert faults.behind_a_reader(url, build, [pair.old.name for pair in tables]) > 0
        hold(laboratory, case, url, rows)
