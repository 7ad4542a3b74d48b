"""The files themselves: golden, parsed by PostgreSQL's own grammar, clean by squawk, read alike by yoyo."""

import subprocess
import sys
from pathlib import Path

import pglast
import pytest
from yoyo.migrations import read_sql_migration

from generator.artifacts import Ownership
from generator.plan.undoing import undoing
from generator.targets.sql.target import SqlTarget

from . import sample

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
EXPECTED = HERE / "expected"
FILES = sample.rendered()


def test_the_files_are_the_golden_ones(update):
    """Every rendered file is golden and the reverse; `--update` writes them, to be reviewed as a diff."""
    if update:
        sample.write(EXPECTED)
    golden = {
        path.relative_to(EXPECTED).as_posix(): path.read_text(encoding="utf-8") for path in EXPECTED.rglob("*.sql")
    }

    assert golden == FILES


def test_migrations_are_append_only():
    """A migration may have run somewhere, so no later run rewrites its file."""
    target = SqlTarget()
    planned = sample.blueprint()
    files = [
        *target.render_platform(planned),
        *(file for item in planned.services for file in target.render_service(item)),
    ]

    assert {file.ownership for file in files} == {Ownership.APPEND_ONLY}


@pytest.mark.parametrize("path", FILES)
def test_yoyo_reads_the_statements_that_postgresql_reads(path, tmp_path):
    """Stock yoyo splits the file where PostgreSQL does and finds the directives, and no others, in the header."""
    text = FILES[path]
    (tmp_path / "file.sql").write_text(text, encoding="utf-8")
    (migration,) = [item for item in planned_migrations() if item.path == path]

    directives, _, statements = read_sql_migration(str(tmp_path / "file.sql"))

    expected = {"depends": " ".join(migration.depends)} if migration.depends else {}
    assert directives == expected | ({} if migration.transactional else {"transactional": "false"})
    assert [pglast.fingerprint(item) for item in statements] == [
        pglast.fingerprint(item) for item in pglast.split(text)
    ]


def planned_migrations():
    planned = sample.blueprint()
    found = [*planned.migrations, *(migration for item in planned.services for migration in item.migrations)]
    return [*found, *(down for item in found if (down := undoing(item)))]


def test_squawk_has_nothing_to_say(tmp_path):
    """The linter is clean but for the exceptions for which .squawk.toml and the files themselves give reasons."""
    root = sample.write(tmp_path)
    found = subprocess.run(
        [Path(sys.executable).parent / "squawk", "--config", ROOT / ".squawk.toml", *sorted(root.rglob("*.sql"))],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (found.returncode, found.stdout.count("Found 0 issues")) == (0, 1), found.stdout
