"""`generate` and `check` on a real platform: what is written, what is refused, what is said."""

import json
import os
import re
import signal
import subprocess
import sys
import time

import pytest

from .platforms import PROTO, codes, edit_spec, tree


def test_a_first_run_writes_everything_and_names_the_next_command(scaffold, platform):
    """Files by folder, migrations with their locks on stdout; what to do next on stderr."""
    done = scaffold("generate", cwd=platform)
    assert done.returncode == 0
    assert f"  create  {PROTO}" in done.stdout
    assert "\n  content.0001.create        expand; locks nothing that is in use\n" in done.stdout
    assert done.stderr == "\nNext: scaffold migrate\n"


def test_the_files_that_are_the_users_are_named(scaffold, platform):
    """Each one, because only there may be written by hand."""
    yours = json.loads(scaffold("generate", "--dry-run", "--json", cwd=platform).stdout)["yours"]
    assert "src/acme/content/service.py" in yours
    told = scaffold("generate", cwd=platform).stdout
    assert re.findall("^  yours: (.*)$", told, re.MULTILINE) == yours


def test_the_numbers_add_up(scaffold, platform):
    """What was written and left is what is up to date; by the stamp, without it, and as `check` counts."""

    def numbers(text):
        return [int(number) for number in re.findall(r"\d+", text)]

    (total,) = re.findall(r"^Wrote .*", scaffold("generate", cwd=platform).stdout, re.MULTILINE)
    written, new, left = numbers(total)
    assert (written, left) == (new, 0)
    assert numbers(scaffold("generate", cwd=platform).stdout) == [written]
    (platform / "buf.yaml").unlink()
    plan = scaffold("generate", "--dry-run", cwd=platform).stdout.splitlines()
    assert plan[-1] == f"Would write 1 file (1 new), leave {written - 1} unchanged."
    again = scaffold("generate", cwd=platform).stdout.splitlines()
    assert again[-1] == f"Wrote 1 file (1 new), left {written - 1} unchanged."
    assert numbers(scaffold("check", cwd=platform).stdout) == [written]
    (platform / ".scaffold/cache/stamp.json").unlink()
    assert numbers(scaffold("check", cwd=platform).stdout) == [written]


def test_protos_are_compiled(generated):
    """Stubs are build output beside the generated packages."""
    assert (generated / "src/acme/content/v1/content_pb2.py").is_file()
    assert (generated / "src/acme/content/v1/content_pb2.pyi").is_file()


def test_protos_are_left_alone_where_asked(scaffold, platform):
    """`--no-stubs`, for machines that only render."""
    assert scaffold("generate", "--no-stubs", cwd=platform).returncode == 0
    assert not list(platform.rglob("*_pb2*"))
    assert "compiled the protos of content" in scaffold("generate", cwd=platform).stdout


def test_stale_stubs_are_compiled_after_a_check(scaffold, generated, tmp_path):
    """A merge brings a new proto with its lock; `check` is content with that, and `generate` still has to compile."""
    import shutil

    edit_spec(generated)
    scaffold("generate", cwd=generated)
    for path in generated.rglob("content_pb2.py"):
        path.write_text("")
    shutil.rmtree(generated / ".scaffold/cache")
    assert scaffold("check", cwd=generated).returncode == 0
    assert "compiled the protos of content" in scaffold("generate", cwd=generated).stdout
    assert (generated / "src/acme/content/v1/content_pb2.py").stat().st_size > 0


def test_a_second_run_has_nothing_to_do(scaffold, generated):
    """By the stamp, and without it; the tree stays byte for byte."""
    before = tree(generated)
    assert scaffold("generate", cwd=generated).stdout.startswith("Nothing to do: ")
    (generated / ".scaffold/cache/stamp.json").unlink()
    again = scaffold("generate", cwd=generated)
    assert again.stdout.startswith("Nothing to do: ")
    assert tree(generated) == before


def test_the_same_specs_give_the_same_bytes(scaffold, generated, tmp_path):
    """Elsewhere, in a fresh process."""
    import shutil

    twin = tmp_path / "elsewhere" / "twin"
    (twin / "specs").mkdir(parents=True)
    for path in ("scaffold.yaml", "specs/content.yaml"):
        shutil.copyfile(generated / path, twin / path)
    assert scaffold("generate", "--no-stubs", cwd=twin).returncode == 0
    assert tree(twin) == tree(generated)


def test_an_edit_of_the_spec_becomes_a_new_migration(scaffold, generated):
    """Files that exist are updated, migrations only added, and each lock is named."""
    edit_spec(generated)
    done = scaffold("generate", "--json", cwd=generated)
    found = json.loads(done.stdout)
    assert [item["id"] for item in found["migrations"]] == ["content.0003.add_article_subtitle"]
    assert found["migrations"][0]["locks"] == [{"table": "service_content_article", "lock": "ACCESS EXCLUSIVE"}]
    assert found["created"] == [
        "migrations/content/content.0003.add_article_subtitle.rollback.sql",
        "migrations/content/content.0003.add_article_subtitle.sql",
    ]
    assert PROTO in found["updated"]
    assert found["compiled"] == ["content"]
    assert codes(scaffold("check", "--json", cwd=generated)) == []


def test_dry_run_writes_nothing_and_shows_the_plan(scaffold, generated):
    """Exit code 0: it is no finding that there is work."""
    edit_spec(generated)
    before = tree(generated)
    done = scaffold("generate", "--dry-run", cwd=generated)
    assert done.returncode == 0
    assert "content.0003.add_article_subtitle" in done.stdout
    assert "Would write" in done.stdout
    assert tree(generated) == before


def test_diff_is_a_patch_that_makes_what_generate_makes(scaffold, generated, tmp_path):
    """Exit code 1 if there is any; nothing but the patch on stdout."""
    import shutil

    edit_spec(generated)
    twin = tmp_path / "twin"
    shutil.copytree(generated, twin)
    done = scaffold("generate", "--diff", cwd=generated)
    assert done.returncode == 1
    subprocess.run(["git", "apply", "-"], cwd=twin, input=done.stdout, text=True, check=True)
    scaffold("generate", cwd=generated)
    locks = {path for path in tree(twin) if path.startswith("scaffold.lock/")}
    assert {path: text for path, text in tree(twin).items() if path not in locks} == {
        path: text for path, text in tree(generated).items() if path not in locks
    }
    assert scaffold("generate", "--diff", cwd=generated).returncode == 0


def test_check_tells_how_a_file_went_wrong(scaffold, generated):
    """Edited, missing, never generated: different codes, the file, and the command that mends it."""
    (generated / PROTO).write_text("// mine\n")
    (generated / "buf.yaml").unlink()
    done = scaffold("check", "--json", cwd=generated)
    assert done.returncode == 1
    assert codes(done) == [("SG908", "buf.yaml"), ("SG901", PROTO)]
    hints = [item["hint"] for item in json.loads(done.stdout)["diagnostics"]]
    assert all("scaffold generate" in hint for hint in hints)


def test_check_calls_a_spec_edit_stale(scaffold, generated):
    """The spec changed, nobody regenerated."""
    edit_spec(generated)
    found = codes(scaffold("check", "--json", cwd=generated))
    assert ("SG907", PROTO) in found
    assert {code for code, _ in found} == {"SG907", "SG908"}
    assert [path for code, path in found if code == "SG908"] == [
        "migrations/content/content.0003.add_article_subtitle.rollback.sql",
        "migrations/content/content.0003.add_article_subtitle.sql",
    ]


def test_check_tells_a_person_once_what_to_run(scaffold, generated):
    """All files that one run writes are one finding, by folder; an edit by hand is one of its own."""
    edit_spec(generated)
    (generated / "buf.yaml").write_text("mine: true\n")
    done = scaffold("check", cwd=generated)
    assert done.stdout.startswith("error[SG901]: `buf.yaml` is generated and was edited by hand\n")
    _, told, end = done.stdout.split("\n\n")
    head, help_, *listed = told.splitlines()
    count = len(codes(scaffold("check", "--json", cwd=generated))) - 1
    assert (head, help_) == (
        f"error[SG907]: {count} files are out of date",
        "  = help: Run `scaffold generate`. It writes",
    )
    assert f"      {PROTO}" in listed
    assert end.startswith("Found 2 errors.")


def test_a_file_that_was_never_generated_is_missing(scaffold, platform):
    """Nothing of a new service is stale."""
    assert {code for code, _ in codes(scaffold("check", "--json", cwd=platform))} == {"SG908"}
    told = scaffold("check", cwd=platform).stdout
    assert (told.count("error["), len(told.splitlines()) < 40) == (1, True), told


def test_check_writes_nothing(scaffold, generated):
    """Not even what it finds missing."""
    (generated / "buf.yaml").unlink()
    before = tree(generated)
    scaffold("check", cwd=generated)
    assert tree(generated) == before


def test_the_patch_of_diff_leaves_out_the_lock_and_says_so(scaffold, generated):
    """What scaffold records for itself is noise to a reader."""
    edit_spec(generated)
    assert "scaffold.lock" not in scaffold("generate", "--diff", cwd=generated).stdout
    assert "as a patch, without scaffold.lock/" in " ".join(scaffold("generate", "--help").stdout.split())


@pytest.mark.parametrize("path", ["content/content.0009.stray.sql", "foo/foo.0001.stray.sql"])
def test_a_migration_that_is_not_on_record_is_refused(scaffold, generated, path):
    """The runner would run what a merge left behind, also of a service that is not there."""
    (generated / "migrations" / path).parent.mkdir(exist_ok=True)
    (generated / "migrations" / path).write_text("SELECT 1;\n")
    done = scaffold("check", "--json", cwd=generated)
    assert [item["code"] for item in json.loads(done.stdout)["diagnostics"]] == ["SG505"]


def test_a_rollback_file_that_is_not_recorded_is_the_users_own(scaffold, generated):
    """The runner runs it in no direction."""
    (generated / "migrations/core/core.0001.roles.rollback.sql").write_text("SELECT 1;\n")
    assert codes(scaffold("check", "--json", cwd=generated)) == []


@pytest.mark.parametrize(("content", "code"), [("SELECT 1;\n", "SG902"), (None, "SG903")])
def test_a_rollback_file_that_is_recorded_is_like_its_migration(scaffold, generated, content, code):
    """Edited or gone, it is a finding; written once, it stays as it is."""
    path = generated / "migrations/content/content.0001.create.rollback.sql"
    path.unlink() if content is None else path.write_text(content)
    assert codes(scaffold("check", "--json", cwd=generated)) == [(code, path.relative_to(generated).as_posix())]


def test_a_migration_that_was_recorded_without_a_way_back_never_gets_one(scaffold, generated):
    """A platform that an older version made stays as it is, byte by byte."""
    for path in (generated / "migrations").rglob("*.rollback.sql"):
        path.unlink()
    lock = generated / "scaffold.lock/content.yaml"
    lock.write_text(re.sub(r', down: "\w+"', "", lock.read_text()))
    before = tree(generated)
    assert codes(scaffold("check", "--json", cwd=generated)) == []
    edit_spec(generated)
    assert scaffold("generate", "--no-stubs", cwd=generated).returncode == 0
    made = {path for path in tree(generated).keys() - before.keys() if path.startswith("migrations/")}
    assert made == {f"migrations/content/content.0003.add_article_subtitle{end}" for end in (".sql", ".rollback.sql")}


def test_names_that_meet_in_the_proto_file_are_refused(scaffold, generated):
    """Before a migration is written: a child has the id of its parent, whose JSON name a field of its own may share."""
    before = tree(generated)
    edit_spec(
        generated,
        "  item_1: {fields: {name: {type: string, max_length: 9}}}\n"
        "  part: {belongs_to: item_1, fields: {item1_id: bigint}}\n",
    )
    found = json.loads(scaffold("generate", "--json", cwd=generated).stdout)["diagnostics"]
    assert [(item["code"], item["path"], item["line"]) for item in found] == [("SG331", "specs/content.yaml", 12)]
    assert tree(generated).keys() == before.keys()


def test_a_plan_says_what_a_busy_database_has_to_bear(scaffold, generated):
    """Scans and hazards beside the locks; in words for people, as lists for machines."""
    edit_spec(generated, "    filters: [title]\n")
    said = scaffold("generate", "--dry-run", cwd=generated).stdout
    assert "scans service_content_article; waits for snapshots; can leave invalid index\n" in said
    (item,) = json.loads(scaffold("generate", "--json", "--dry-run", cwd=generated).stdout)["migrations"]
    assert item["operations"] == ["build service_content_article_title_created_at_idx concurrently"]
    assert item["scans"] == ["service_content_article"]
    assert item["hazards"] == ["waits-for-snapshots", "can-leave-invalid-index"]


def test_a_platform_keeps_its_name(scaffold, generated):
    """Its roles are made; the stamp does not hide the edit."""
    (generated / "scaffold.yaml").write_text("platform: shop\n")
    found = json.loads(scaffold("check", "--json", cwd=generated).stdout)["diagnostics"]
    assert [(item["code"], item["path"], item["line"]) for item in found] == [("SG547", "scaffold.yaml", 1)]


def test_an_invalid_spec_writes_nothing(scaffold, generated):
    """One clear finding, exit code 1."""
    before = tree(generated)
    edit_spec(generated, "      body: {tpye: text}\n")
    done = scaffold("generate", cwd=generated)
    assert done.returncode == 1
    assert "specs/content.yaml:11" in done.stderr
    after = tree(generated)
    del before["specs/content.yaml"], after["specs/content.yaml"]
    assert after == before


@pytest.mark.parametrize("name", ["check", "generate"])
def test_with_nothing_to_do_nothing_heavy_is_imported(generated, name):
    """The no-op path is for editors, hooks and CI: it hashes, and loads none of what rendering needs."""
    script = (
        f"import sys; sys.argv = ['scaffold', '{name}']\n"
        "from generator.cli.application import run\n"
        f"assert run(['{name}']) == 0\n"
        "heavy = 'jsonschema jinja2 pglast rich copier psycopg yoyo grpc_tools yaml asyncio subprocess'.split()\n"
        "print([name for name in heavy if name in sys.modules])\n"
        "print([name for name in sys.modules if name.startswith(('generator.plan', 'generator.frontend'))])\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=generated, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-2:] == ["[]", "[]"]


def test_a_killed_generate_leaves_the_old_tree_or_the_new_one(scaffold, generated, tmp_path):
    """SIGKILL at moments spread over a whole run; then `generate` again gives the new tree."""
    import shutil

    edit_spec(generated)
    reference = tmp_path / "reference"
    shutil.copytree(generated, reference)
    began = time.monotonic()
    assert scaffold("generate", "--no-stubs", cwd=reference).returncode == 0
    whole = time.monotonic() - began
    old, new = tree(generated), tree(reference)
    for attempt in range(8):
        root = tmp_path / f"killed{attempt}"
        shutil.copytree(generated, root)
        child = subprocess.Popen(
            [sys.executable, "-m", "generator.cli.main", "generate", "--no-stubs"],
            cwd=root,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(whole * (0.6 + attempt * 0.06))
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        found = scaffold("check", cwd=root)
        # 1: the old tree is behind the edited spec.
        assert (tree(root), found.returncode) in ((old, 1), (new, 0)), f"attempt {attempt}: {found.stderr}"
        assert scaffold("generate", "--no-stubs", cwd=root).returncode == 0
        assert tree(root) == new


def test_one_output_format_at_a_time(scaffold, generated):
    """Which of two was meant cannot be known."""
    done = scaffold("check", "--json", "--output-format", "sarif", cwd=generated)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--json and --output-format sarif exclude each other" in done.stderr
    assert scaffold("check", "--json", "--output-format", "json", cwd=generated).returncode == 0


@pytest.mark.parametrize("name", ["check", "generate"])
def test_a_spec_in_a_folder_below_specs_is_not_read_without_a_word(scaffold, generated, name):
    """A warning, also of a run that has nothing to do; nothing is generated from it."""
    (generated / "specs/sub").mkdir()
    (generated / "specs/sub/a.yaml").write_text("service: a\n")
    for _ in range(2):
        done = scaffold(name, "--json", cwd=generated)
        (found,) = json.loads(done.stdout)["diagnostics"]
        assert (done.returncode, found["code"], found["severity"]) == (0, "SG112", "warning")
        assert found["message"] == "`specs/sub/a.yaml` is not read: specs lie in `specs/` itself"


@pytest.mark.parametrize("edited", [False, True])
def test_a_file_that_another_part_has_on_record_changes_hands(scaffold, generated, edited):
    """A release renders a file for the platform that it rendered for a service before: the file stays, the locks know.

    Edited by hand it is told, and with `--overwrite` it is written; no lock has it twice, and nothing is deleted.
    """
    core, content = (generated / f"scaffold.lock/{name}.yaml" for name in ("core", "content"))
    line = next(line for line in core.read_text().splitlines(keepends=True) if line.startswith("  buf.yaml:"))
    locks = {path: path.read_text() for path in (core, content)}
    core.write_text(locks[core].replace(line, ""))
    content.write_text(locks[content].replace("\nfiles:\n", f"\nfiles:\n{line}"))
    before = (generated / "buf.yaml").read_text()
    if edited:
        (generated / "buf.yaml").write_text(f"{before}# mine\n")
        refused = scaffold("generate", "--json", cwd=generated)
        assert codes(refused) == [("SG901", "buf.yaml")]

    done = scaffold("generate", "--overwrite", cwd=generated)

    assert (done.returncode, "delete" in done.stdout) == (0, False)
    assert (generated / "buf.yaml").read_text() == before
    assert {path: path.read_text() for path in locks} == locks
