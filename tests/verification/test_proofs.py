"""Each way in which migrations can be wrong is found by the proof of `scaffold verify` that is there for it.

What is wrong is made so that the lock and its chain of digests agree with it: only running the migrations can tell.
"""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from generator import pipeline
from generator.database.embedded import Server
from generator.diagnostics import Diagnostic
from generator.output.manifest import read_records
from generator.pipeline import squawk
from generator.pipeline.proofs import Proved, Subject, Verdict
from generator.pipeline.verification import Verification, verify
from generator.plan import history, lock
from generator.plan.records import Record, RecordedMigration
from generator.tree import lock_path, migration_path

from .repositories import commit, git, start

CONTENT = """\
service: content
scope: campaign
description: Articles that a campaign publishes.
entities:
  article:
    description: One published piece.
    fields:
      title: {type: string, max_length: 200, required: true}
"""
SUBTITLE = "      subtitle: text\n"
NEWS = """\
service: news
scope: campaign
description: What is new.
entities:
  item:
    fields: {text: {type: string, max_length: 20, required: true}}
"""
ADDED = "content.0003.add_article_subtitle"
ALL_HOLD = dict.fromkeys(Subject, Verdict.HOLDS)
REPLAY_FAILS = ALL_HOLD | {Subject.REPLAY: Verdict.FAILS, Subject.UPGRADE: Verdict.SKIPPED}
UPGRADE_FAILS = ALL_HOLD | {Subject.UPGRADE: Verdict.FAILS}


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A platform in a repository, committed; then its article got a subtitle."""
    root = tmp_path_factory.mktemp("platform")
    (root / "specs").mkdir()
    (root / "scaffold.yaml").write_text("platform: acme\n")
    (root / "specs/content.yaml").write_text(CONTENT)
    pipeline.generate(root, stubs=False)
    start(root)
    (root / "specs/content.yaml").write_text(CONTENT + SUBTITLE)
    pipeline.generate(root, stubs=False)
    return root


@pytest.fixture
def edited(platform: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return shutil.copytree(platform, tmp_path / "acme")


@pytest.fixture
def verified(embedded_server: Server) -> Callable[..., Verification]:
    """Verifies on the tests' own server."""

    def run(root: Path, *services: str, since: str | None = None) -> Verification:
        return verify(root, services, since=since, database_url=embedded_server.url)

    return run


def verdicts(done: Verification) -> dict[Subject, Verdict]:
    return {item.subject: item.verdict for item in done.proofs}


def proof(done: Verification, subject: Subject) -> Proved:
    return next(item for item in done.proofs if item.subject is subject)


def place(finding: Diagnostic) -> str | None:
    return finding.span.path if finding.span else None


def edit(root: Path, service: str, text: str) -> None:
    (root / f"specs/{service}.yaml").write_text(text)
    pipeline.generate(root, stubs=False)


def rewrite(root: Path, service: str, change: Callable[[Record], Record]) -> None:
    """Changes the lock of a service."""
    (root / lock_path(service)).write_text(lock.write(change(read_records(root)[service])))


def rechain(root: Path, service: str, id_: str, change: Callable[[str], str]) -> None:
    """Changes a migration and every digest that depends on it, as if it had been written so."""
    path = root / migration_path(service, id_)
    assert change(path.read_text()) != path.read_text()
    path.write_text(change(path.read_text()))

    def chained(record: Record) -> Record:
        links: tuple[RecordedMigration, ...] = ()
        for item in record.migrations:
            text = (root / migration_path(service, item.id)).read_text()
            links = (*links, history.recorded(links, item.id, text))
        return replace(record, migrations=links)

    rewrite(root, service, chained)


def test_a_migration_edited_by_hand_is_refused(edited: Path, verified: Callable[..., Verification]) -> None:
    """By its digest, and by what it makes."""
    path = edited / migration_path("content", "content.0001.create")
    path.write_text(path.read_text().replace("char_length(title) <= 200", "char_length(title) <= 300"))

    done = verified(edited)

    assert {item.code for item in done.diagnostics} == {"SG902", "SG571"}
    (differs,) = proof(done, Subject.REPLAY).findings
    expected = "after a replay from nothing, constraint service_content_article.service_content_article_title_length"
    assert differs.message.startswith(expected)


def test_an_edit_that_is_not_generated_is_found(edited: Path, verified: Callable[..., Verification]) -> None:
    """What the lock records is proven all the same."""
    (edited / "specs/content.yaml").write_text(f"{CONTENT}{SUBTITLE}      teaser: text\n")

    done = verified(edited, since="HEAD")

    assert verdicts(done) == ALL_HOLD | {Subject.SPECS: Verdict.FAILS}
    assert {item.hint for item in done.diagnostics} == {"Run `scaffold generate`."}


def test_a_lock_that_records_another_schema_is_found(edited: Path, verified: Callable[..., Verification]) -> None:
    """By replaying: the next edit would be planned on what no database has."""

    def without_indexes(record: Record) -> Record:
        return replace(record, tables=tuple(replace(table, indexes=()) for table in record.tables))

    rewrite(edited, "content", without_indexes)

    findings = proof(verified(edited), Subject.REPLAY).findings

    assert {item.code for item in findings} == {"SG571"}
    assert all(item.message.endswith("should not be there") for item in findings)


def test_a_lock_that_is_declared_too_weak_is_found(edited: Path, verified: Callable[..., Verification]) -> None:
    """By what the statement really took, with its line; told once, though the upgrade finds it too."""
    declared = "-- Locks: ACCESS EXCLUSIVE on service_content_article"
    rechain(edited, "content", ADDED, lambda text: text.replace(declared, "-- Locks: none on a table in use"))

    done = verified(edited, since="HEAD")

    assert verdicts(done) == ALL_HOLD | {Subject.REPLAY: Verdict.FAILS}
    (finding,) = done.diagnostics
    assert (finding.code, place(finding)) == ("SG574", migration_path("content", ADDED))
    assert "took ACCESS EXCLUSIVE on service_content_article" in finding.message


def test_a_migration_that_fails_is_found(edited: Path, verified: Callable[..., Verification]) -> None:
    """In the replay, with its place; what depends on that is not tried."""
    rechain(edited, "content", ADDED, lambda text: f"{text}SELECT 1 / 0;\n")

    done = verified(edited, since="HEAD")

    assert verdicts(done) == REPLAY_FAILS
    (finding,) = done.diagnostics
    assert (finding.code, place(finding)) == ("SG570", migration_path("content", ADDED))
    assert "division by zero" in finding.message


def test_an_upgrade_keeps_the_rows(edited: Path, verified: Callable[..., Verification]) -> None:
    """A database of the revision, with rows in every table, becomes what is recorded."""
    done = verified(edited, since="HEAD")

    assert (verdicts(done), done.diagnostics) == (ALL_HOLD, ())
    assert proof(done, Subject.UPGRADE).counts == {"migrations": 1, "rows": 6, "tables": 1}


def test_lost_rows_are_found(edited: Path, verified: Callable[..., Verification]) -> None:
    """Only rows can tell: the schema is right."""
    rechain(edited, "content", ADDED, lambda text: f"{text}DELETE FROM service_content_article WHERE id % 2 = 0;\n")

    done = verified(edited, since="HEAD")

    assert verdicts(done) == UPGRADE_FAILS
    (finding,) = done.diagnostics
    assert finding.code == "SG573"
    assert finding.message.endswith("service_content_article had 6 rows and has 3")


def test_changed_values_are_found(edited: Path, verified: Callable[..., Verification]) -> None:
    """In a column that the migrations leave as it is."""
    statement = "UPDATE service_content_article SET title = title || '!' WHERE char_length(title) < 9;\n"
    rechain(edited, "content", ADDED, lambda text: f"{text}{statement}")

    done = verified(edited, since="HEAD")

    assert verdicts(done) == UPGRADE_FAILS
    assert {item.code for item in done.diagnostics} == {"SG573"}
    assert any("service_content_article.title has other values" in item.message for item in done.diagnostics)


def test_an_upgrade_that_fails_is_found(edited: Path, verified: Callable[..., Verification]) -> None:
    """A statement that only rows stop."""
    text = "ALTER TABLE service_content_article ALTER COLUMN title TYPE integer USING title::integer;\n"
    rechain(edited, "content", ADDED, lambda before: f"{before}{text}{text.replace('integer', 'varchar')}")

    done = verified(edited, since="HEAD")

    (finding,) = proof(done, Subject.UPGRADE).findings
    assert (finding.code, place(finding)) == ("SG570", migration_path("content", ADDED))
    assert finding.message.startswith("in an upgrade from HEAD (")


def test_rows_that_a_migration_refuses_are_taken_away(edited: Path, verified: Callable[..., Verification]) -> None:
    """A refusal that names them is right; the report says what could not be tried with rows."""
    edit(edited, "content", CONTENT.replace("200", "100") + SUBTITLE)

    done = verified(edited, since="HEAD")

    assert (verdicts(done), done.diagnostics) == (ALL_HOLD, ())
    (note,) = done.notes
    assert "has refused rows, as it should: service_content_article: " in note
    assert note.endswith("Emptied to go on: service_content_article (6 rows).")


def test_a_released_migration_that_was_rewritten_is_found(edited: Path, verified: Callable[..., Verification]) -> None:
    """Lock and files agree with each other, and not with what databases have run."""
    rechain(edited, "content", "content.0001.create", lambda text: f"{text}SELECT 1;\n")

    done = verified(edited, since="HEAD")

    assert verdicts(done) == UPGRADE_FAILS
    (finding,) = done.diagnostics
    assert "edited after it was applied" in finding.message


def test_without_new_migrations_there_is_nothing_to_upgrade(
    edited: Path, verified: Callable[..., Verification]
) -> None:
    """The replay has proven it."""
    commit(edited, "all")

    upgrade = proof(verified(edited, since="main"), Subject.UPGRADE)

    assert upgrade.verdict is Verdict.SKIPPED
    assert upgrade.summary.startswith("there are no new migrations since main (")


def test_a_branch_is_compared_with_what_it_shares_with_the_main_branch(
    edited: Path, tmp_path: Path, verified: Callable[..., Verification]
) -> None:
    """In a clone, without being asked; what the main branch has got since is not this branch's."""
    git(tmp_path, "clone", "-q", str(edited), "clone")
    shutil.copytree(edited, tmp_path / "clone", dirs_exist_ok=True, ignore=shutil.ignore_patterns(".git"))
    commit(tmp_path / "clone", "mine")
    (edited / "README.md").write_text("Theirs.\n")
    commit(edited, "theirs")
    git(tmp_path / "clone", "fetch", "-q")

    upgrade = proof(verified(tmp_path / "clone"), Subject.UPGRADE)

    assert upgrade.verdict is Verdict.HOLDS
    assert upgrade.summary.startswith("1 new migration since origin/HEAD (")


def test_a_revision_without_a_lock_has_nothing_to_upgrade(edited: Path, verified: Callable[..., Verification]) -> None:
    """It was made before anything was generated."""
    git(edited, "rm", "-q", "-r", "--cached", "scaffold.lock")
    git(edited, "commit", "-q", "-m", "no lock")

    upgrade = proof(verified(edited, since="HEAD"), Subject.UPGRADE)

    assert upgrade.verdict is Verdict.SKIPPED
    assert upgrade.summary.endswith(" has no lock")


def test_a_platform_that_was_never_generated_has_nothing_to_prove(
    tmp_path: Path, verified: Callable[..., Verification]
) -> None:
    """But that is a finding."""
    (tmp_path / "scaffold.yaml").write_text("platform: acme\n")

    done = verified(tmp_path)

    assert verdicts(done)[Subject.REPLAY] is Verdict.SKIPPED
    assert verdicts(done)[Subject.SPECS] is Verdict.FAILS


def test_a_service_in_its_own_repository_is_proven(
    edited: Path, tmp_path: Path, verified: Callable[..., Verification]
) -> None:
    """On the platform that it stands on, which has to be there."""
    (edited / "pyproject.toml").write_text('[project]\nname = "acme-platform"\nversion = "1.0"\n')
    root = tmp_path / "news"
    (root / "specs").mkdir(parents=True)
    pin = 'platform: {package: acme-platform, version: "1.0", path: ../acme}\n'
    (root / "scaffold.yaml").write_text(pin)
    referring = NEWS.replace("fields: {", "fields: {about: {type: ref, to: content.article}, ")
    edit(root, "news", referring)
    start(root)
    edit(root, "news", referring.replace("20", "30"))

    done = verified(root, since="HEAD")

    assert (verdicts(done), done.diagnostics) == (ALL_HOLD, ())
    assert proof(done, Subject.UPGRADE).counts == {"migrations": 3, "rows": 12, "tables": 2}

    shutil.rmtree(edited)
    assert verdicts(verified(root))[Subject.REPLAY] is Verdict.SKIPPED


def test_squawks_findings_have_their_place(edited: Path, verified: Callable[..., Verification]) -> None:
    """In a platform without a configuration of its own."""
    careless = "CREATE INDEX careless ON service_content_article (title);\n"
    rechain(edited, "content", ADDED, lambda text: f"{text}{careless}")

    findings = proof(verified(edited), Subject.SQUAWK).findings

    (finding,) = (item for item in findings if "`require-concurrent-index-creation`" in item.message)
    text = (edited / migration_path("content", ADDED)).read_text()
    assert (finding.code, place(finding)) == ("SG575", migration_path("content", ADDED))
    assert finding.span
    assert finding.span.line == text[: text.index(careless)].count("\n") + 1


def test_squawk_is_configured_by_the_platform(edited: Path) -> None:
    """Where it has a configuration."""
    program = squawk.executable()
    assert program
    (edited / "careless.sql").write_text("CREATE INDEX careless ON a (b);\n")
    assert squawk.lint(program, edited, ["careless.sql"]) != ()

    (edited / squawk.CONFIGURATION).write_text(
        'excluded_rules = ["require-concurrent-index-creation", "require-lock-timeout", "require-statement-timeout", '
        '"prefer-robust-stmts"]\n'
    )

    assert squawk.lint(program, edited, ["careless.sql"]) == ()


def test_squawk_need_not_be_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is looked for beside Python and on PATH, and nowhere else."""
    assert squawk.executable() is not None
    monkeypatch.setattr("sys.executable", str(tmp_path / "python"))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert squawk.executable() is None


def test_only_the_services_that_are_named_are_told_of(edited: Path, verified: Callable[..., Verification]) -> None:
    """What they depend on is run; what is wrong elsewhere is not their business."""
    edit(edited, "news", NEWS)
    rechain(edited, "news", "news.0002.foreign_keys", lambda text: f"{text}LOCK TABLE master IN EXCLUSIVE MODE;\n")

    assert verified(edited, "content").diagnostics == ()
    assert [item.code for item in verified(edited, "news").diagnostics] == ["SG574"]
