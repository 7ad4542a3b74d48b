"""`scaffold baseline`: many migrations become two for new databases, and nobody else notices."""

import json
from pathlib import Path
from subprocess import CalledProcessError

import pytest

from generator.database.catalog import catalog, differences
from generator.database.embedded import Server
from generator.database.runner import migrate
from generator.database.verify import scratch
from tests.verification.repositories import commit, git, start

from .platforms import codes, edit_spec, tree

NEWS = """\
service: news
scope: campaign
entities:
  item:
    fields:
      title: {type: string, max_length: 200, required: true}
      article: {type: ref, to: content.article}
"""
LINK = "      article: {type: ref, to: content.article}\n"
GONE = "      teaser: text\n"
BASELINE = ["content.0004.baseline", "content.0005.baseline_foreign_keys"]


def generate(scaffold, root: Path) -> None:
    done = scaffold("generate", "--no-stubs", cwd=root)
    assert done.returncode == 0, done.stderr


@pytest.fixture
def edited(generated, scaffold) -> Path:
    """In git, with a field that came and went: three migrations, a retired column."""
    edit_spec(generated, GONE)
    generate(scaffold, generated)
    spec = generated / "specs/content.yaml"
    spec.write_text(spec.read_text().replace(GONE, ""))
    generate(scaffold, generated)
    start(generated)
    return generated


@pytest.fixture
def squashed(edited, scaffold) -> Path:
    """After a baseline, committed."""
    done = scaffold("baseline", "--no-verify", cwd=edited)
    assert done.returncode == 0, done.stderr
    commit(edited, "baseline")
    return edited


def migrations(root: Path, service: str = "content") -> list[str]:
    """Those that run forwards; what undoes one goes when it goes, and a baseline cannot be undone."""
    found = sorted(path.stem for path in (root / f"migrations/{service}").glob("*.sql"))
    forwards = [name for name in found if not name.endswith(".rollback")]
    assert {*found} - {*forwards} <= {f"{name}.rollback" for name in forwards if "baseline" not in name}
    return forwards


def test_the_migrations_of_a_service_become_two(edited, scaffold):
    """Proven, written, recorded; nothing else changes, and nothing is left to do."""
    before, old = tree(edited), migrations(edited)
    assert len(old) == 3

    done = scaffold("baseline", "--json", cwd=edited)

    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert ([item["id"] for item in said["migrations"]], said["removed"]) == (BASELINE, old)
    assert all(item["replaces"] == old for item in said["migrations"])
    assert said["compared"] > 100
    after = tree(edited)
    assert migrations(edited) == BASELINE
    kept = {path for path in before if not path.startswith("migrations/content/")} - {"scaffold.lock/content.yaml"}
    assert {path: after[path] for path in kept} == {path: before[path] for path in kept}
    assert after.keys() - kept == {
        "scaffold.lock/content.yaml",
        *(f"migrations/content/{name}.sql" for name in BASELINE),
    }
    assert codes(scaffold("check", "--json", cwd=edited)) == []
    assert scaffold("generate", "--no-stubs", cwd=edited).stdout.startswith("Nothing to do")


def test_old_and_new_databases_stay_the_same(edited, scaffold, embedded_server: Server):
    """Right after it, and after a later edit, whose migration follows the baseline's numbers."""
    with scratch(embedded_server.url) as old, scratch(embedded_server.url) as new:
        migrate(old, edited)
        assert scaffold("baseline", "--no-verify", cwd=edited).returncode == 0
        told = scaffold("migrate", "--database-url", old, cwd=edited)
        assert "content.0004.baseline  recorded" in told.stderr
        migrate(new, edited)
        assert differences(catalog(old), catalog(new)) == ()

        edit_spec(edited, "      note: {type: integer, required: true, backfill: 7}\n")
        generate(scaffold, edited)

        assert [name.split(".")[1] for name in migrations(edited)][:3] == ["0004", "0005", "0006"]
        for url in (old, new):
            report = migrate(url, edited)
            assert report.applied
            assert report.recorded == ()
        assert differences(catalog(old), catalog(new)) == ()


def test_verify_goes_on(squashed, scaffold, embedded_server: Server):
    """From nothing, and from the revision before, whose database records the baseline and keeps its rows."""
    done = scaffold("verify", "--since", "HEAD~1", "--database-url", embedded_server.url, "--json", cwd=squashed)

    assert done.returncode == 0, done.stdout
    verdicts = {item["proof"]: item["verdict"] for item in json.loads(done.stdout)["proofs"]}
    assert (verdicts["replay"], verdicts["upgrade"]) == ("holds", "holds")


def test_contract_goes_on(squashed, scaffold):
    """What was retired before is dropped after."""
    (content,) = json.loads(scaffold("contract", "--json", cwd=squashed).stdout)["retired"]

    done = scaffold(
        "contract", "--drop", "content.article.teaser", "--state", content["state"], "--no-stubs", cwd=squashed
    )

    assert done.returncode == 0, done.stderr
    assert migrations(squashed) == [*BASELINE, "content.0006.drop_article_teaser"]
    assert codes(scaffold("check", "--json", cwd=squashed)) == []


def test_a_branch_is_rebased_onto_it(edited, scaffold):
    """The other side has squashed: this branch's edit comes after the baseline."""
    git(edited, "checkout", "-q", "-b", "mine")
    edit_spec(edited)
    generate(scaffold, edited)
    commit(edited, "mine")
    git(edited, "checkout", "-q", "main")
    assert scaffold("baseline", "--no-verify", cwd=edited).returncode == 0
    commit(edited, "baseline")
    git(edited, "checkout", "-q", "mine")

    with pytest.raises(CalledProcessError):
        git(edited, "merge", "main")
    done = scaffold("rebase", "--no-stubs", cwd=edited)

    assert done.returncode == 0, done.stderr
    assert migrations(edited) == [*BASELINE, "content.0006.add_article_subtitle"]
    assert codes(scaffold("check", "--json", cwd=edited)) == []


def test_a_baseline_is_withdrawn_for_an_edit_of_the_other_side(edited, scaffold):
    """What the other side has may have run anywhere; to squash it, too, is to be asked for again."""
    old = migrations(edited)
    git(edited, "checkout", "-q", "-b", "mine")
    assert scaffold("baseline", "--no-verify", cwd=edited).returncode == 0
    commit(edited, "baseline")
    git(edited, "checkout", "-q", "main")
    edit_spec(edited)
    generate(scaffold, edited)
    commit(edited, "theirs")
    git(edited, "checkout", "-q", "mine")
    with pytest.raises(CalledProcessError):
        git(edited, "merge", "main")

    done = scaffold("rebase", "--no-stubs", "--json", cwd=edited)

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["withdrawn"] == BASELINE
    assert migrations(edited) == [*old, "content.0004.add_article_subtitle"]
    assert codes(scaffold("check", "--json", cwd=edited)) == []


def test_a_service_that_depends_on_what_goes_is_squashed_too(edited, scaffold, database_url):
    """Though it has its first files only: the dependency would name a file that is gone."""
    (edited / "specs/news.yaml").write_text(NEWS)
    (edited / "specs/alone.yaml").write_text(NEWS.replace("news", "alone").replace(LINK, ""))
    generate(scaffold, edited)
    commit(edited, "news")

    done = scaffold("baseline", "--no-verify", "--json", cwd=edited)

    assert done.returncode == 0, done.stderr
    assert migrations(edited, "alone") == ["alone.0001.create", "alone.0002.foreign_keys"]
    assert migrations(edited, "news") == ["news.0003.baseline", "news.0004.baseline_foreign_keys"]
    keys = (edited / "migrations/news/news.0004.baseline_foreign_keys.sql").read_text()
    assert "\n-- depends: news.0003.baseline content.0004.baseline\n" in keys
    migrate(database_url, edited)


def test_it_can_be_done_again(squashed, scaffold, embedded_server: Server):
    """The second names what it replaces and, apart from that, what the first did; the same proof holds."""
    edit_spec(squashed)
    generate(scaffold, squashed)
    commit(squashed, "edit")

    done = scaffold("baseline", cwd=squashed)

    assert done.returncode == 0, done.stderr
    made, _ = migrations(squashed)
    assert made == "content.0007.baseline"
    header = (squashed / f"migrations/content/{made}.sql").read_text()
    assert f"\n-- replaces: {' '.join(BASELINE)} content.0006.add_article_subtitle\n" in header
    assert "\n-- replaced before: content.0001.create content.0002.foreign_keys content.0003" in header
    with scratch(embedded_server.url) as url:
        migrate(url, squashed)


def test_there_may_be_nothing_to_squash(squashed, scaffold):
    """A baseline by itself is what the first files are."""
    before = tree(squashed)

    done = scaffold("baseline", cwd=squashed)

    assert (done.returncode, tree(squashed)) == (0, before)
    assert done.stdout.startswith("Nothing to squash")


def test_an_edit_that_is_not_generated_comes_first(edited, scaffold):
    """It would have the baseline's numbers."""
    edit_spec(edited)
    before = tree(edited)

    done = scaffold("baseline", cwd=edited)

    assert (done.returncode, tree(edited)) == (2, before)
    assert "scaffold generate" in done.stderr


def test_what_no_commit_has_is_not_deleted(edited, scaffold):
    """A database that lacks some of it needs the files once more."""
    edit_spec(edited)
    generate(scaffold, edited)
    before = tree(edited)

    done = scaffold("baseline", cwd=edited)

    assert (done.returncode, tree(edited)) == (2, before)
    assert "content.0004.add_article_subtitle.sql` is not in the last commit" in done.stderr


def test_an_edited_migration_is_not_replaced(edited, scaffold):
    """Nobody knows which of the two texts a database has run."""
    path = edited / "migrations/content/content.0003.add_article_teaser.sql"
    path.write_text(path.read_text() + "SELECT 1;\n")
    commit(edited, "edited")
    before = tree(edited)

    done = scaffold("baseline", cwd=edited)

    assert (done.returncode, tree(edited)) == (2, before)
    assert "content.0003.add_article_teaser.sql` is not as it was recorded" in done.stderr


def test_what_differs_from_the_history_is_not_written(edited, scaffold):
    """The lock says one thing and the migrations another: new databases would get what no old one has."""
    lock = edited / "scaffold.lock/content.yaml"
    lock.write_text(lock.read_text().replace("teaser: {type: TEXT,", "teaser: {type: BIGINT,"))
    before = tree(edited)

    done = scaffold("baseline", "--json", cwd=edited)

    assert (done.returncode, tree(edited)) == (1, before), done.stderr
    assert {code for code, _ in codes(done)} == {"SG571"}
