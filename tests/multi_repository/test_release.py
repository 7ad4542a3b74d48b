"""What a service's repository is told about the release of the platform that it stands on."""

import json
import shutil
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from generator import resources

from .repositories import BILLING, CATALOG, PINNED, USER, commit, git, published, scaffold, succeed

OWN = """\
    fields:
      number: {type: string, max_length: 20, required: true}
"""
WORDS = "All is well: the specs are valid and"

pytestmark = pytest.mark.slow


def codes(folder: Path, site: Path | None) -> list[tuple[str, str, int | None]]:
    """The findings of `scaffold check`: code, file and line."""
    done = scaffold("check", "--json", cwd=folder, site=site)
    found = json.loads(done.stdout)["diagnostics"]
    assert done.returncode == (1 if found else 0), done.stderr
    return [(item["code"], *place(item)) for item in found]


def forwards(folder: Path) -> list[Path]:
    """The migrations of the service, without the files that undo them."""
    files = sorted((folder / "migrations" / "billing").glob("*.sql"))
    return [path for path in files if not path.stem.endswith(".rollback")]


def migrations(folder: Path) -> list[str]:
    return [path.stem for path in forwards(folder)]


def place(item: dict[str, object]) -> tuple[str, int | None]:
    span = item.get("span") or item.get("location") or item
    assert isinstance(span, dict)
    return span.get("path") or span.get("file"), span.get("line")


def next_release(here: Path, version: str, **specs: str) -> None:
    """The platform with other specs, published and installed in the place of the release before."""
    for name, text in specs.items():
        (here / "acme" / "specs" / f"{name}.yaml").write_text(text)
    succeed(scaffold("generate", cwd=here / "acme"))
    commit(here / "acme", "Edited.")
    published(here / "acme", version, here / "site")


def test_a_repository_holds_only_its_own_services(here):
    """The core, its migrations and the other services are the platform's; factories of what is referred to are made."""
    billing = here / "billing"
    files = git("ls-files", cwd=billing).splitlines()
    tops = {path.split("/")[0] for path in files}
    assert tops == {
        *(".gitignore", "buf.yaml", "migrations", "proto", "scaffold.lock", "scaffold.yaml", "specs", "src", "tests")
    }
    assert {path.rsplit("/", 1)[0] for path in files if path.startswith(("migrations/", "src/acme/"))} == {
        *("migrations", "migrations/billing", "src/acme", "src/acme/billing", "src/acme/billing/v1")
    }
    assert [path for path in files if path.startswith("tests/generated/user/")] == [
        "tests/generated/user/__init__.py",
        "tests/generated/user/factories.py",
    ]


def test_a_fresh_clone_is_up_to_date(here):
    """Nothing that is generated depends on where the platform is installed, or on what git does not keep."""
    git("clone", "-q", "billing", "clone", cwd=here)
    moved = here / "moved"
    (here / "site").rename(moved)
    assert succeed(scaffold("check", cwd=here / "clone", site=moved)).startswith(WORDS)
    succeed(scaffold("generate", cwd=here / "clone", site=moved))
    assert git("status", "--porcelain", cwd=here / "clone") == ""


def test_foreign_keys_wait_for_the_migration_that_made_their_table(here):
    """The first migration follows the core's last; the foreign keys follow the platform's table, too."""
    depends = {
        path.name: [line for line in path.read_text().splitlines() if line.startswith("-- depends:")]
        for path in forwards(here / "billing")
    }
    assert depends == {
        "billing.0001.create.sql": ["-- depends: core.0003.events"],
        "billing.0002.foreign_keys.sql": ["-- depends: billing.0001.create catalog.0001.create user.0001.create"],
    }


def test_the_lock_says_what_it_was_generated_against(here):
    """The release, and the scope of what is referred to; as the schema of locks has it."""
    lock = yaml.safe_load((here / "billing" / "scaffold.lock" / "core.yaml").read_text())
    Draft202012Validator(json.loads(resources.schema("lock").read_text())).validate(lock)
    assert (lock["home"]["package"], lock["home"]["version"]) == ("acme-platform", "1.4.0")
    assert lock["referred"] == {"catalog.topic": {"scope": "global"}, "user.account": {"scope": "global"}}
    assert "migrations" not in lock


def test_without_the_platform_nothing_goes(here):
    """SG943 names what to install; nothing is written."""
    billing = here / "billing"
    shutil.rmtree(here / "site")
    assert codes(billing, None) == [("SG943", "scaffold.yaml", 1)]
    done = scaffold("generate", cwd=billing)
    assert done.returncode == 1
    assert "help: Install it where scaffold is: `pip install acme-platform==1.4.0`." in done.stderr
    assert git("status", "--porcelain", cwd=billing) == ""


def test_a_later_release_is_taken_by_writing_its_version(here):
    """Behind until the pin says so; then `generate` records the release, and the service stays as it is."""
    billing, site = here / "billing", here / "site"
    assert codes(billing, site) == []
    next_release(here, "1.5.0", user=USER + "  group:\n    fields: {title: {type: string, max_length: 9}}\n")
    assert codes(billing, site) == [("SG941", "scaffold.yaml", 1)]
    refused = scaffold("generate", cwd=billing, site=site)
    assert (refused.returncode, git("status", "--porcelain", cwd=billing)) == (1, "")
    assert 'help: Set `version: "1.5.0"` and run `scaffold generate`.' in refused.stderr

    (billing / "scaffold.yaml").write_text(PINNED.format(version="1.5.0"))
    assert codes(billing, site) == [("SG907", "tests/generated/user/factories.py", 1)]
    succeed(scaffold("generate", cwd=billing, site=site))
    assert git("status", "--porcelain", cwd=billing).split() == [
        *("M", "scaffold.lock/core.yaml", "M", "scaffold.yaml", "M", "tests/generated/user/factories.py")
    ]
    assert codes(billing, site) == []


def test_an_older_release_is_refused(here):
    """SG940: what it would generate is not what the others in the team generate."""
    published(here / "acme", "1.3.9", here / "site")
    assert codes(here / "billing", here / "site") == [("SG940", "scaffold.yaml", 1)]


def test_a_release_without_the_entity_is_refused_at_the_reference(here):
    """SG942 beside SG941: what the release has taken away, where it is used. PostgreSQL follows a renamed table."""
    billing, site = here / "billing", here / "site"
    next_release(here, "2.0.0", user=USER.replace("  account:\n", "  member:\n    renamed_from: account\n"))
    assert codes(billing, site) == [("SG941", "scaffold.yaml", 1), ("SG942", "specs/billing.yaml", 9)]

    (billing / "scaffold.yaml").write_text(PINNED.format(version="2.0.0"))
    (billing / "specs" / "billing.yaml").write_text(BILLING.replace("user.account", "user.member"))
    succeed(scaffold("generate", cwd=billing, site=site))
    assert migrations(billing) == ["billing.0001.create", "billing.0002.foreign_keys"]


def test_a_release_that_changes_the_scope_is_refused_at_the_reference(here):
    """Its key has other columns: the reference is made anew, in the way that the hint describes."""
    billing, site = here / "billing", here / "site"
    spec, pin = billing / "specs" / "billing.yaml", billing / "scaffold.yaml"
    next_release(here, "2.0.0", catalog=CATALOG.replace("scope: global", "scope: campaign\ndefault_campaign: 1"))
    pin.write_text(PINNED.format(version="2.0.0"))
    assert codes(billing, site) == [("SG942", "specs/billing.yaml", 10)]

    field = "      topic: {type: ref, to: catalog.topic}\n"
    spec.write_text(BILLING.replace(field, ""))
    succeed(scaffold("generate", cwd=billing, site=site))
    spec.write_text(BILLING.replace(field, field.replace("topic:", "subject:")))
    succeed(scaffold("generate", cwd=billing, site=site))
    assert "billing.0007.reference_invoice_subject_id" in migrations(billing)


def test_a_reference_that_never_was_is_no_reference(here):
    """SG942 with the name that was likely meant."""
    billing = here / "billing"
    (billing / "specs" / "billing.yaml").write_text(BILLING.replace("user.account", "user.acount"))
    done = scaffold("check", cwd=billing, site=here / "site")
    assert done.returncode == 1
    assert "error[SG942]: `acme-platform` has no entity `user.acount`" in done.stdout
    assert "help: Did you mean `user.account`?" in done.stdout


def test_requests_are_remembered_where_the_platform_remembers_them(here):
    """SG390 until a service of the platform's own repository asks for the table, which its core makes."""
    billing, site = here / "billing", here / "site"
    spec = BILLING.replace("    fields:\n", "    idempotent: true\n    fields:\n", 1)
    (billing / "specs" / "billing.yaml").write_text(spec)
    line = 1 + spec.splitlines().index("  invoice:")
    assert codes(billing, site) == [("SG390", "specs/billing.yaml", line)]

    next_release(here, "2.0.0", user=USER.replace("  account:\n", "  account:\n    idempotent: true\n"))
    (billing / "scaffold.yaml").write_text(PINNED.format(version="2.0.0"))
    succeed(scaffold("generate", cwd=billing, site=site))


@pytest.mark.parametrize("key", ["package: acme", "retention: {standard: 9 days}", "description: Ours."])
def test_what_the_platform_says_is_not_said_again(here, key):
    """SG207 at a key that belongs into the platform's own scaffold.yaml."""
    path = here / "billing" / "scaffold.yaml"
    path.write_text(path.read_text() + key + "\n")
    assert codes(here / "billing", here / "site") == [("SG207", "scaffold.yaml", 2)]


def test_a_checkout_counts_instead_of_what_is_installed(here):
    """`path:` reads the platform's repository itself, and refuses edits of it that were not generated."""
    billing, acme = here / "billing", here / "acme"
    pin = 'platform: {package: acme-platform, version: "1.4.0", path: ../acme}\n'
    (billing / "scaffold.yaml").write_text(pin)
    succeed(scaffold("generate", cwd=billing))
    assert codes(billing, None) == []

    (acme / "specs" / "user.yaml").write_text(USER.replace("200", "210"))
    assert codes(billing, None) == [("SG943", "scaffold.yaml", 1)]
    succeed(scaffold("generate", cwd=acme))
    assert codes(billing, None) == [("SG907", "tests/generated/user/factories.py", 1)]


def test_an_editable_install_is_the_checkout(here):
    """`pip install -e ../acme` leaves a pointer to the repository, and nothing else."""
    site = here / "site"
    for entry in site.glob("acme*"):
        if not entry.name.endswith(".dist-info"):
            shutil.rmtree(entry)
    (info,) = site.glob("*.dist-info")
    pointer = {"url": (here / "acme").as_uri(), "dir_info": {"editable": True}}
    (info / "direct_url.json").write_text(json.dumps(pointer))
    record = info / "RECORD"
    record.write_text("".join(line for line in record.read_text().splitlines(keepends=True) if ".dist-info/" in line))
    assert codes(here / "billing", site) == []


def test_a_wheel_that_carries_no_platform_is_refused(here):
    """SG943 tells what the platform's pyproject.toml has to say."""
    acme = here / "acme"
    project = acme / "pyproject.toml"
    project.write_text(project.read_text().partition("[tool.hatch.build.targets.wheel.force-include]")[0])
    published(acme, "1.4.0", here / "site")
    done = scaffold("check", cwd=here / "billing", site=here / "site")
    assert done.returncode == 1
    assert "error[SG943]: `acme-platform` 1.4.0 carries no platform" in done.stdout


def test_a_service_that_the_platform_has_is_refused(here):
    """Two repositories cannot both own a service: their tables would be the same."""
    billing = here / "billing"
    (billing / "specs" / "user.yaml").write_text(USER)
    assert codes(billing, here / "site") == [("SG304", "specs/user.yaml", 1)]


def test_a_platform_stays_where_it_is(here):
    """SG944: a core that has migrations of its own cannot become another repository's, nor the other way round."""
    acme, billing = here / "acme", here / "billing"
    (billing / "scaffold.yaml").write_text("platform: acme\n")
    (billing / "specs" / "billing.yaml").write_text(BILLING.partition("    fields:")[0] + OWN)
    assert ("SG944", "scaffold.yaml", 1) in codes(billing, here / "site")
    git("rm", "-q", "specs/user.yaml", "specs/catalog.yaml", cwd=acme)
    (acme / "scaffold.yaml").write_text(PINNED.format(version="1.4.0"))
    commit(acme, "Wrong.")
    assert ("SG944", "scaffold.yaml", 1) in codes(acme, here / "site")


def test_types_are_those_that_the_core_knows(here):
    """SG334 until a service of the platform's own repository uses the type, and brings its module into the core."""
    billing, site = here / "billing", here / "site"
    spec = billing / "specs" / "billing.yaml"
    spec.write_text(BILLING.replace("fields:\n", "fields:\n      origin: inet\n", 1))
    assert [code for code, _, _ in codes(billing, site)] == ["SG334"]
    next_release(here, "2.0.0", catalog=CATALOG.replace("fields:\n", "fields:\n      origin: inet\n", 1))
    (billing / "scaffold.yaml").write_text(PINNED.format(version="2.0.0"))
    succeed(scaffold("generate", cwd=billing, site=site))


@pytest.mark.parametrize(
    "option",
    [
        "rpcs: {batch_get: true}",
        "rpcs: {upsert: [place]}, unique: [[place]]",
        "paging: offset",
        "aggregates: {shelves_by_place: {group_by: [place], count: true}}",
    ],
    ids=["batches", "upsert", "pages", "aggregates"],
)
def test_parts_are_those_that_the_core_has(here, option):
    """SG329 until an entity of the platform's own repository asks for the same, and brings its module into the core."""
    billing, site = here / "billing", here / "site"
    place = "{type: string, max_length: 9, required: true}"
    shelf = f"  shelf: {{scope: campaign, {option}, fields: {{place: {place}}}}}\n"
    (billing / "specs" / "billing.yaml").write_text(BILLING + shelf)
    assert [code for code, _, _ in codes(billing, site)] == ["SG329"]
    next_release(here, "2.0.0", catalog=CATALOG + shelf)
    (billing / "scaffold.yaml").write_text(PINNED.format(version="2.0.0"))
    succeed(scaffold("generate", cwd=billing, site=site))


def test_guards_are_known_where_the_platform_has_one(here):
    """SG383 until a transition of the platform's own repository has a guard, and brings its error into the core."""
    billing, site = here / "billing", here / "site"
    state = "fields:\n      state: {type: enum, values: [open, closed], default: open}\n"
    (billing / "specs" / "billing.yaml").write_text(
        BILLING.replace("fields:\n", state, 1) + guarded("invoice", "topic IS NOT NULL")
    )
    assert [code for code, _, _ in codes(billing, site)] == ["SG383"]
    catalog = CATALOG.replace("fields:\n", state, 1) + guarded("topic", "title <> 'none'")
    next_release(here, "2.0.0", catalog=catalog)
    (billing / "scaffold.yaml").write_text(PINNED.format(version="2.0.0"))
    succeed(scaffold("generate", cwd=billing, site=site))


def guarded(entity: str, where: str) -> str:
    """An operation that closes rows of which the condition is true, with its event."""
    step = f'{{field: state, from: [open], to: closed, where: "{where}"}}'
    operation = f"  close_{entity}: {{entity: {entity}, emits: {entity}.closed, transition: {step}}}\n"
    return f"events:\n  {entity}.closed: {{}}\noperations:\n{operation}"
