"""Locks: exact, deterministic, distrustful, and made for merging."""

import json
import subprocess
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
import yaml

from generator import resources
from generator.artifacts import Ownership
from generator.plan import history, lock, notation
from generator.plan.blueprint import Reserved, WireType
from generator.plan.lock import LockError
from generator.plan.records import CORE, Record, RecordedFile, RecordedPlatform
from generator.tree import digest
from tests.plan.platforms import CONTENT, edited, platform, recorded

PATH = "scaffold.lock/content.yaml"
FILE = RecordedFile(sha256=digest("models"), ownership=Ownership.GENERATED)


def sample() -> Record:
    """A record with one of everything."""
    article = CONTENT.replace("price: {type: decimal, precision: 12, scale: 2, minimum: 0}", "cost: integer")
    after = edited("  comment:\n", "  remark:\n    renamed_from: comment\n", article).replace(
        "title: {", "headline: {renamed_from: title, "
    )
    after = after.replace("title: A", "headline: A")
    record = recorded(platform(after), recorded(platform()))["content"]
    assert record.tables[0].syncs
    assert record.tables[1].former_names
    retired = WireType(
        numbers={"kept": 1}, types={"kept": "int64"}, reserved=Reserved(numbers=(2, 3), names=("gone", "lost"))
    )
    return replace(
        record,
        spec=digest("spec"),
        wire={**record.wire, "acme.content.v1.Old": retired},
        files={"src/acme/content/models.py": FILE, "docs/über uns.md": FILE},
    )


def core() -> Record:
    """The record of the platform itself."""
    known = RecordedPlatform(name="acme", package="acme", retention=("standard", "audit"))
    return Record(service=CORE, spec=digest("platform"), platform=known)


def refusal(text: str) -> tuple[str, str, int]:
    with pytest.raises(LockError) as caught:
        lock.read(text, PATH)
    (found,) = caught.value.diagnostics
    assert found.span
    return found.code, found.message, found.span.line


def test_a_record_is_read_back_whole():
    """Nothing is lost and nothing is added."""
    assert lock.read(lock.write(sample()), PATH) == sample()
    assert lock.read(lock.write(core()), "scaffold.lock/core.yaml") == core()


def test_a_core_lock_without_the_platform_is_refused():
    """Nothing could be compared with it."""
    text = lock.write(replace(core(), platform=None))
    with pytest.raises(LockError, match=r"SG501.*`name` is not a string in `platform`"):
        lock.read(text, "scaffold.lock/core.yaml")


def test_hostile_text_is_read_back():
    """Comments, defaults and patterns may hold anything."""
    hostile = 'it\'s "x"\n# <<<<<<< HEAD\n--- !!python/object:x {a: b} [c] & * \\ \u2028 \x7f'
    record = sample()
    article, *others = record.tables
    record = replace(record, tables=(replace(article, comment=hostile), *others))
    assert lock.read(lock.write(record), PATH) == record


def test_the_same_record_gives_the_same_bytes():
    """Even if its mappings were filled in another order."""
    record = sample()
    shuffled = replace(record, wire=dict(reversed(record.wire.items())), files=dict(reversed(record.files.items())))
    assert lock.write(shuffled) == lock.write(record)


@pytest.mark.parametrize("record", [sample, core])
def test_the_schema_describes_it(record):
    """The published schema accepts what is written, and the tree agrees with any YAML parser."""
    text = lock.write(record())
    tree = json.loads(json.dumps(notation.parse(text)))
    schema = json.loads(resources.schema("lock").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    assert list(jsonschema.Draft202012Validator(schema).iter_errors(tree)) == []
    assert json.dumps(yaml.load(text, yaml.CSafeLoader)) == json.dumps(tree).replace(": {}", ": null")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("scoped: true", "scoped: maybe", ("SG501", "`scoped` is not true or false in `article`", 1)),
        ("lock: ", "lick: ", ("SG501", "`lock` is not a string", 1)),
        ("  article:\n", "  article:\n    extra: x\n", ("SG501", "unknown key `extra` in `article`", 1)),
        ("id: {type: BIGINT", "id: [type: BIGINT", ("SG501", "a value that `scaffold` does not write", 15)),
        ('lock: "1"', 'lock: "2"', ("SG503", "the lock file has format `2`, but this `scaffold` reads format `1`", 1)),
        ("1: {name: kept", "x: {name: kept", ("SG501", "`x` is not a number in `acme.content.v1.Old`", 1)),
    ],
)
def test_a_file_of_another_shape_is_refused(old: str, new: str, expected: tuple[str, str, int]):
    """What is wrong is said, and where it is known, the line."""
    code, message, line = refusal(lock.write(sample()).replace(old, new, 1))
    assert (code, message.removeprefix("the lock file is not as `scaffold` wrote it: "), line) == expected


def test_a_lock_of_another_service_is_refused():
    """A copied lock would give one service the numbers of another."""
    with pytest.raises(LockError, match=r"SG501.*is about `content`"):
        lock.read(lock.write(sample()), "scaffold.lock/user.yaml")


@pytest.mark.parametrize("edit", ["sha256", "missing", "order"])
def test_an_edited_history_is_refused(edit: str):
    """Each link depends on all before it."""
    record = sample()
    first, second = record.migrations[:2]
    changed = {
        "sha256": (replace(first, sha256=digest("other")), second),
        "missing": (second,),
        "order": (second, first),
    }[edit]
    blamed = first.id if edit == "sha256" else second.id
    code, message, _ = refusal(lock.write(replace(record, migrations=changed)))
    assert (code, message) == (
        "SG504",
        f"the recorded migrations are broken at `{blamed}`: one was edited, removed or reordered",
    )


def git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    identity = ("-c", "user.name=test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false")
    return subprocess.run(["git", *identity, *arguments], cwd=folder, capture_output=True, text=True, check=False)


def merged(folder: Path, base: Record, ours: Record, theirs: Record) -> tuple[int, str]:
    """The status of a real `git merge` of two edits of the same lock, and the merged text."""
    file = folder / "content.yaml"
    git(folder, "init", "--initial-branch=ours")
    for branch, record in (("ours", base), ("theirs", theirs), ("ours", ours)):
        git(folder, "checkout", "-B", branch) if branch == "theirs" else git(folder, "checkout", branch)
        file.write_text(lock.write(record), encoding="utf-8")
        git(folder, "add", ".")
        git(folder, "commit", "-m", branch)
    status = git(folder, "merge", "theirs").returncode
    return status, file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (
            ("      body: text\n", "      body: text\n      subtitle: string\n"),
            ("      body: text\n", "      body: text\n      teaser: string\n"),
        ),
        (("status, author]", "status, author, reviewer]"), ("      likes:", "      flags: integer\n      likes:")),
    ],
    ids=["two fields of one entity", "a filter and a field of another entity"],
)
def test_branches_that_both_migrate_conflict(tmp_path: Path, ours: tuple[str, str], theirs: tuple[str, str]):
    """Two new migrations, or two fields that would get one number, never merge silently; the conflict is named."""
    base = recorded(platform())
    mine = recorded(platform(edited(*ours)), base)["content"]
    other = recorded(platform(edited(*theirs)), base)["content"]
    status, text = merged(tmp_path, base["content"], mine, other)
    code, message, _ = refusal(text)
    assert (status, code, message) == (1, "SG502", "the lock file has merge conflicts")


def test_branches_that_both_number_a_message_conflict(tmp_path: Path):
    """Even where no migration is involved: two new fields of one message claim the same number."""
    base = sample()
    name = "acme.content.v1.Old"
    mine, other = (
        replace(base, wire={**base.wire, name: replace(base.wire[name], numbers={"kept": 1, field: 4})})
        for field in ("subtitle", "teaser")
    )
    status, text = merged(tmp_path, base, mine, other)
    assert (status, refusal(text)[0]) == (1, "SG502")


def test_branches_that_touch_different_files_merge(tmp_path: Path):
    """What has nothing to do with each other merges by itself into a valid lock."""
    base = replace(sample(), files={f"src/{name}.py": FILE for name in "abcdefgh"})
    other = RecordedFile(sha256=digest("other"), ownership=Ownership.GENERATED)
    mine = replace(base, files={**base.files, "src/a.py": other})
    theirs = replace(base, files={**base.files, "src/h.py": other})
    status, text = merged(tmp_path, base, mine, theirs)
    both = replace(base, files={**base.files, "src/a.py": other, "src/h.py": other})
    assert (status, lock.read(text, PATH)) == (0, both)


def test_the_chain_does_not_know_what_undoes_a_migration():
    """A lock of before and one with the digests of such files have the same links."""
    plain, with_down = (
        history.recorded((), "content.0001.create", "up"),
        history.recorded((), "content.0001.create", "up", "down"),
    )

    assert with_down == replace(plain, down=digest("down"))
    record = Record(service="content", migrations=(with_down,))
    assert lock.read(lock.write(record), PATH) == record
    assert lock.write(replace(record, migrations=(plain,))) == lock.write(record).replace(
        ', down: "' + digest("down") + '"', ""
    )
