"""What a generated file declares is read back from its comment."""

import pytest

from generator.database.errors import BadMigration
from generator.database.files import read_files
from generator.database.headers import Header, read_header
from generator.plan.operations.words import Lock, Phase

DECLARED = """\
-- content.0004.contract: Drops.
--
-- Spec:  specs/content.yaml
-- Phase: contract
-- Locks: SHARE ROW EXCLUSIVE on service_content_comment, master,
--        campaign
--        ACCESS EXCLUSIVE on service_content_comment
-- Reads: all of service_content_comment
--
--        SHARE on nothing

-- Phase: expand
SELECT 1;
"""


def test_the_strongest_lock_of_each_table_counts() -> None:
    """A line that is too long goes on below; comments further down declare nothing."""
    assert read_header(DECLARED) == Header(
        phase=Phase.CONTRACT,
        budget={
            "service_content_comment": Lock.ACCESS_EXCLUSIVE,
            "master": Lock.SHARE_ROW_EXCLUSIVE,
            "campaign": Lock.SHARE_ROW_EXCLUSIVE,
        },
    )


def test_a_file_by_hand_declares_nothing() -> None:
    """It expands, and has no budget to be held to."""
    assert read_header("-- Just a note.\nSELECT 1;\n") == Header(phase=Phase.EXPAND, budget=None)


def test_no_lock_is_a_budget_too() -> None:
    """The words that a generated file has for it."""
    assert read_header("-- Locks: none on a table in use\n").budget == {}


def test_an_unknown_phase_is_refused(platform) -> None:
    """It would decide when the file runs."""
    platform.write("a.0001.x", "-- Phase: contrast\nSELECT 1;\n")
    with pytest.raises(BadMigration, match=r"x\.sql: `-- Phase:` 'contrast' is not a valid Phase") as caught:
        read_files(platform.root)
    assert caught.value.hint == "Write one of expand, backfill, validate, contract."
