"""Every case on PostgreSQL 18. A file for each version, so that they run side by side."""

import pytest

from . import trials
from .cases import ACCEPTED, Case
from .laboratory import Laboratory

CASES = [case for case in ACCEPTED if case.runs_on("18")]
every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


@every_case
def test_an_edit_beside_old_code(case: Case, laboratory_18: Laboratory, update):
    """The schema converges, no row is lost, and old code goes on until something is taken away."""
    trials.at_once(laboratory_18, case, update=update)


@every_case
def test_an_edit_interrupted_at_every_statement(case: Case, laboratory_18: Laboratory):
    """It is resumed to the same schema and the same rows."""
    trials.interrupted(laboratory_18, case)
