"""`add-field`, `add-entity`, `add-event`, `add-operation`: one edit, checked and shown before it is written."""

import json
import subprocess
import sys

import pytest

from generator.editing.values import text

from .platforms import tree

ADD_SUBTITLE = ("add-field", "content.article", "subtitle", "string", "--max-length", "200")
LINE = "      subtitle: {type: string, max_length: 200}\n"


def test_a_field_is_one_line_more_and_nothing_else(scaffold, generated):
    """The spec is the only file that is written; patch and migration are shown, then the next command."""
    before = tree(generated)
    done = scaffold(*ADD_SUBTITLE, cwd=generated)
    assert done.returncode == 0, done.stderr
    after = tree(generated)
    assert after.pop("specs/content.yaml") == before.pop("specs/content.yaml") + LINE.encode()
    assert after == before
    assert done.stdout.startswith(
        "--- a/specs/content.yaml\n"
        "+++ b/specs/content.yaml\n"
        "@@ -8,3 +8,4 @@\n"
        "     description: One published piece.\n"
        "     fields:\n"
        "       title: {type: string, max_length: 200, required: true}\n"
        f"+{LINE}"
        "\n"
        "New migrations:\n"
        "  content.0003.add_article_subtitle"
    )
    assert done.stderr == "\nWrote specs/content.yaml.\n\nNext: scaffold generate\n"


def test_the_plan_is_that_of_generate(scaffold, generated):
    """The same migrations with the same facts, before and after the edit is written."""
    shown = json.loads(scaffold(*ADD_SUBTITLE, "--json", cwd=generated).stdout)
    planned = json.loads(scaffold("generate", "--dry-run", "--json", cwd=generated).stdout)
    assert shown["migrations"] == planned["migrations"]
    assert (shown["spec"], shown["written"], shown["generated"]) == ("specs/content.yaml", True, None)
    assert shown["diff"].endswith(f"\n+{LINE.rstrip()}")


def test_a_dry_run_only_shows(scaffold, generated):
    """Everything is as it was."""
    before = tree(generated)
    done = scaffold(*ADD_SUBTITLE, "--dry-run", cwd=generated)
    assert (done.returncode, done.stderr) == (0, "\nNothing was written.\n")
    assert f"+{LINE}" in done.stdout
    assert tree(generated) == before


def test_generate_can_follow_at_once(scaffold, generated):
    """Then nothing is left to do."""
    done = scaffold(*ADD_SUBTITLE, "--generate", cwd=generated)
    assert done.returncode == 0, done.stderr
    assert "Nothing to do" in scaffold("generate", "--dry-run", cwd=generated).stdout


def test_what_generate_refuses_does_not_take_the_edit_back(scaffold, generated):
    """An edit by hand of a generated file stops `--generate` as it stops `generate`; the spec is written by then."""
    with (generated / "src/acme/content/models.py").open("a") as file:
        file.write("# mine\n")
    done = scaffold(*ADD_SUBTITLE, "--generate", cwd=generated)
    assert (done.returncode, done.stderr.splitlines()[1]) == (1, "Wrote specs/content.yaml.")
    assert "error[SG901]" in done.stderr
    assert (generated / "specs/content.yaml").read_text().endswith(LINE)


def test_what_a_person_wrote_stays_byte_for_byte(scaffold, platform):
    """Line ends, a byte order mark, comments, quotes and the missing last line end."""
    spec = platform / "specs/content.yaml"
    mine = "\ufeff# mine\r\nservice: 'content'\r\nentities: {\"article\": {fields: {title: text}}}   # all"
    spec.write_bytes(mine.encode())
    assert scaffold("add-field", "content.article", "body", "text", cwd=platform).returncode == 0
    assert spec.read_bytes().decode() == mine.replace("title: text", "title: text, body: text")


@pytest.mark.parametrize(
    ("arguments", "finding"),
    [
        (("body", "txt"), ("SG204", 11, 13)),
        (("body", "decimal"), ("SG204", 11, 13)),
        (("title", "text"), ("SG104", 11, 7)),
        (("class", "text"), ("SG301", 11, 7)),
        (("Body", "text"), ("SG205", 11, 7)),
        (("a: {b: c}", "text"), ("SG205", 11, 7)),
        (("body", "text", "--precision", "5"), ("SG309", 11, 26)),
        (("body", "string", "--max-length", "long"), ("SG203", 11, 40)),
        (("body", "text", "--set", "requierd=true"), ("SG201", 11, 26)),
        (("author", "ref", "--to", "user.account"), ("SG305", 11, 31)),
    ],
)
def test_what_is_wrong_is_found_as_in_a_spec_written_by_hand(scaffold, platform, arguments, finding):
    """The code and the place in the edited text, which is shown; the file is not written."""
    before = tree(platform)
    command = ("add-field", "content.article", *arguments)
    done = scaffold(*command, "--json", cwd=platform)
    found = json.loads(done.stdout)["diagnostics"][0]
    assert (done.returncode, (found["code"], found["line"], found["column"])) == (1, finding)
    told = scaffold(*command, cwd=platform)
    assert f"--> specs/content.yaml:{found['line']}:{found['column']}\n" in told.stderr
    assert f"11 |       {text(arguments[0]).text}: " in told.stderr
    assert told.stderr.endswith("\nspecs/content.yaml is shown as it would be; nothing was written.\n")
    assert tree(platform) == before


def test_a_spec_that_cannot_be_read_is_told_as_by_check(scaffold, platform):
    """For people with its excerpt, for machines as one document."""
    (platform / "specs/content.yaml").write_text("service: [\n")
    told = scaffold(*ADD_SUBTITLE, cwd=platform)
    assert (told.returncode, " --> specs/content.yaml:1:" in told.stderr) == (1, True)
    found = json.loads(scaffold(*ADD_SUBTITLE, "--json", cwd=platform).stdout)
    assert [item["code"] for item in found["diagnostics"]] == ["SG101"]


def test_what_a_rule_refuses_is_not_written(scaffold, platform):
    """The rules of the database practices count, too, not only the language."""
    before = tree(platform)
    done = scaffold("add-field", "content.article", "price", "double", cwd=platform)
    assert (done.returncode, "error[SG403]" in done.stderr) == (1, True)
    assert tree(platform) == before


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("add-field", "contnt.article", "body", "text"), "there is no service `contnt`. Did you mean `content`?"),
        (("add-field", "content.artcle", "body", "text"), "has no entity `artcle`. Did you mean `article`?"),
        (("add-field", "article", "body", "text"), "`article` is not SERVICE.ENTITY"),
        (("add-field", "content.article", "body", "text", "--set", "minimum"), "`--set minimum` is not KEY=YAML"),
        (("add-entity", "content", "topic", "--field", "name"), "`name` is no field"),
    ],
)
def test_what_cannot_be_meant_is_wrong_usage(scaffold, platform, arguments, says):
    """With the name that is near."""
    done = scaffold(*arguments, cwd=platform)
    assert (done.returncode, says in done.stderr) == (2, True)


def test_a_service_grows_by_commands_alone(scaffold, platform):
    """Each edit finds its place: a missing section, the usual order, the empty line between sections."""
    for arguments in (
        ("add-field", "content.article", "status", "enum", "--values", "draft, published", "--default", "draft"),
        ("add-field", "content.article", "code", "string", "--max-length", "5", "--default", "00700"),
        ("add-event", "content", "article.published", "--payload", "channel:string(40)!", "--retention", "audit"),
        ("add-operation", "content", "import_articles", "--request", "url:string!", "--response", "imported:integer"),
        (
            *("add-operation", "content", "publish_article", "--entity", "article", "--field", "status"),
            *("--from", "draft", "--to", "published", "--emits", "article.published"),
        ),
        (
            *("add-entity", "content", "topic", "--field", "name:string(80)!", "--field", "rank:integer=0"),
            *("--unique", "name", "--filters", "rank", "--soft-delete", "--set", "search={name: A}"),
        ),
    ):
        done = scaffold(*arguments, cwd=platform)
        assert done.returncode == 0, done.stderr
    added = (platform / "specs/content.yaml").read_text().partition("required: true}\n")[2]
    assert (
        added
        == """\
      status: {type: enum, values: [draft, published], default: draft}
      code: {type: string, max_length: 5, default: "00700"}
  topic:
    fields:
      name: {type: string, max_length: 80, required: true}
      rank: {type: integer, default: 0}
    unique: [[name]]
    filters: [rank]
    soft_delete: true
    search: {name: A}

events:
  article.published: {payload: {channel: {type: string, max_length: 40, required: true}}, retention: audit}

operations:
  import_articles:
    request: {url: {type: string, required: true}}
    response: {imported: integer}
  publish_article:
    entity: article
    transition: {field: status, from: [draft], to: published}
    emits: article.published
"""
    )


def test_a_spec_that_was_saved_meanwhile_is_not_lost(platform):
    """The edit was decided on another text: it is refused, and the newer text stays."""
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from generator.output import transaction\n"
        "apply = transaction.apply\n"
        "def late(root, changes):\n"
        "    Path('specs/content.yaml').write_text('service: newer\\n')\n"
        "    apply(root, changes)\n"
        "transaction.apply = late\n"
        "from generator.cli.application import run\n"
        f"sys.exit(run({list(ADD_SUBTITLE)}))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=platform, capture_output=True, text=True, check=False)
    assert (done.returncode, "SG901" in done.stderr) == (1, True)
    assert (platform / "specs/content.yaml").read_text() == "service: newer\n"


def test_where_nothing_can_be_spliced_the_lines_are_given(scaffold, platform):
    """A literal text without a line end at the end of the file would take the next line in."""
    with (platform / "specs/content.yaml").open("a") as file:
        file.write("    description: |\n      Last")
    spec = (platform / "specs/content.yaml").read_text().replace("    description: One published piece.\n", "")
    (platform / "specs/content.yaml").write_text(spec)
    done = scaffold("add-event", "content", "article.published", cwd=platform)
    assert (done.returncode, done.stderr) == (
        1,
        """\
error: cannot add `article.published` to `events` in `specs/content.yaml` without rewriting other lines
  help: Add it in your editor:
    article.published: {}
""",
    )
