"""The generated tests as tests: they pass on what is generated, and fail on what is broken."""

import re
from pathlib import Path

import pytest

from tests.targets.tests.conftest import Suite

CREATE = "migrations/work/work.0001.create.sql"
FOREIGN_KEYS = "migrations/work/work.0002.foreign_keys.sql"
EVENTS = "migrations/core/core.0003.events.sql"
STATEMENTS = "src/lab/work/statements.py"
MODELS = "src/lab/work/models.py"
REPOSITORY = "src/lab/work/repository.py"
SERVICER = "src/lab/work/servicer.py"

DAMAGES = {
    "no policy": (CREATE, r"CREATE POLICY service_work_reading_campaign [^;]*;", "", "test_reading_campaigns"),
    "no predicate": (STATEMENTS, r"campaign_id = \$1::bigint\n  AND uuid", "$1 > 0 AND uuid", "test_sample_campaigns"),
    "no index": (CREATE, r"CREATE INDEX service_work_sample_state_created_at_idx[^;]*;", "", "test_schema"),
    "unread index": (CREATE, r"(created_at_idx\n    ON \w+ \(campaign_id, )", r"\1version, ", "test_statements"),
    "no check": (
        CREATE,
        r"CHECK \(char_length\(summary",
        "CHECK (true OR char_length(summary",
        "test_sample_constraints",
    ),
    "cascade": (FOREIGN_KEYS, r"ON DELETE RESTRICT", "ON DELETE CASCADE", "test_schema"),
    "too many rights": (EVENTS, r"GRANT SELECT, INSERT ON", "GRANT SELECT, INSERT, TRUNCATE ON", "../test_schema"),
    "wrong event": (STATEMENTS, r"'work\.sample\.closed'", "'work.sample.lost'", "test_sample_events"),
    "no next version": (STATEMENTS, r"version = version \+ 1", "version = version", "test_sample_repository"),
    "dead rows": (STATEMENTS, r"(id = \$2::bigint\n  AND) deleted_at IS NULL", r"\1 TRUE", "test_sample_repository"),
    "no validation": (MODELS, r'violations\.text\("summary", [^\n]*', "pass", "test_sample_constraints"),
    "any campaign": (REPOSITORY, r"self\._work\.require\(campaign_id\)", "pass", "test_sample_campaigns"),
    "lost etag": (SERVICER, r"(?<== )expected_version\(request\.etag\)", "None", "test_sample_calls"),
}
"""What is broken: a file, a pattern, what the first match becomes, and the module that must notice."""


@pytest.mark.slow
def test_the_suite_passes(root: Path, run_suite: Suite):
    """Every generated test passes on the generated platform, without a warning."""
    found = run_suite(root)

    assert found.returncode == 0, found.stdout[-5000:]


@pytest.mark.slow
@pytest.mark.parametrize("damage", DAMAGES)
def test_the_suite_notices(copy: Path, run_suite: Suite, damage: str):
    """A suite that cannot fail proves nothing."""
    name, pattern, replacement, module = DAMAGES[damage]
    text = (copy / name).read_text(encoding="utf-8")
    damaged = re.sub(pattern, replacement, text, count=1)
    assert damaged != text
    (copy / name).write_text(damaged, encoding="utf-8")

    found = run_suite(copy, f"tests/generated/work/{module}.py")

    assert found.returncode == 1, found.stdout[-5000:]
