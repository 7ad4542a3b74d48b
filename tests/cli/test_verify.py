"""`scaffold verify` on the command line: what it prints, and what its exit code means."""

import json

import pytest

from tests.verification.repositories import git

from .platforms import codes, edit_spec, tree


def test_a_good_platform_is_proven_without_a_server(generated, scaffold):
    """On an embedded PostgreSQL; a line for each proof, with what it has looked at; nothing is written."""
    before = tree(generated)

    done = scaffold("verify", cwd=generated)

    assert (done.returncode, tree(generated)) == (0, before), done.stdout + done.stderr
    specs, replay, upgrade, linted = done.stdout.splitlines()
    assert specs.startswith("ok    specs    valid, ")
    assert "5 migrations with " in replay
    assert upgrade == "skip  upgrade  there is no git repository to find an earlier revision in"
    assert linted.startswith("ok    squawk   5 migrations linted")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--since", "HEAD"), "this platform is in no git repository"),
        (("nosuch",), "there is no service `nosuch`"),
        (("--database-url", "postgresql://nobody@127.0.0.1:1/none"), "cannot connect to the database server"),
    ],
)
def test_what_does_not_exist_cannot_be_asked_for(generated, scaffold, arguments, said):
    """It is no finding: exit code 2."""
    done = scaffold("verify", *arguments, cwd=generated)

    assert done.returncode == 2
    assert said in done.stderr


def test_a_revision_that_git_does_not_know_is_told_at_once(generated, scaffold):
    """Before any database is made."""
    git(generated, "init", "-q")

    done = scaffold("verify", "--since", "no-such", "--database-url", "postgresql://127.0.0.1:1/none", cwd=generated)

    assert done.returncode == 2
    assert "git knows no commit `no-such`" in done.stderr


def test_findings_are_told_at_once(generated, scaffold, embedded_server):
    """After all proofs, with exit code 1; the same as JSON."""
    edit_spec(generated)
    given = ("--database-url", embedded_server.url)

    done = scaffold("verify", *given, cwd=generated)

    assert done.returncode == 1
    specs, replay, *_ = done.stdout.splitlines()
    assert (specs[:13], replay[:13]) == ("FAIL  specs  ", "ok    replay ")
    assert "`scaffold generate`" in done.stdout

    said = scaffold("verify", "--json", *given, cwd=generated)

    assert said.returncode == 1
    assert {code for code, _ in codes(said)} <= {"SG907", "SG908"}
    proofs = json.loads(said.stdout)["proofs"]
    assert [(item["proof"], item["verdict"]) for item in proofs] == [
        ("specs", "fails"),
        ("replay", "holds"),
        ("upgrade", "skipped"),
        ("squawk", "holds"),
    ]


def test_a_lock_that_cannot_be_read_is_told(generated, scaffold):
    """Nothing can be proven then."""
    (generated / "scaffold.lock/content.yaml").write_text("<<<<<<< mine\n")

    done = scaffold("verify", "--json", cwd=generated)

    assert done.returncode == 3
    assert codes(done) == [("SG502", "scaffold.lock/content.yaml")]
