"""`scaffold plan` says what `generate` then does, and writes nothing."""

import json
from pathlib import Path

from .platforms import edit_spec, tree


def planned(scaffold, root: Path) -> dict[str, object]:
    done = scaffold("plan", "--json", cwd=root)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_plan_is_what_generate_writes(generated, scaffold):
    """The same files, and every statement of the plan stands in the migration it names."""
    edit_spec(generated, "      subtitle: {type: string, max_length: 80}\n")
    before = tree(generated)

    plan = planned(scaffold, generated)

    assert tree(generated) == before
    assert scaffold("generate", "--no-stubs", cwd=generated).returncode == 0
    after = tree(generated)
    files = plan["files"]
    locks = {path for path in after if path.startswith("scaffold.lock/")}
    assert {path for path in after if after[path] != before.get(path)} - locks == {*files["created"], *files["updated"]}
    (service,) = plan["services"]
    for migration in service["migrations"]:
        text = after[migration["path"]].decode()
        assert all(step["statement"] in text for step in migration["steps"])
        assert migration["depends"][0] in text
    assert [item["id"] for item in service["migrations"]] == [
        "content.0003.add_article_subtitle",
        "content.0004.validate_article",
    ]


def test_a_plan_tells_locks_and_numbers(generated, scaffold):
    """What a reviewer asks: which locks, what is scanned, what clients see."""
    edit_spec(generated, "      subtitle: {type: string, max_length: 80}\n")

    (service,) = planned(scaffold, generated)["services"]

    add, check = service["migrations"][0]["steps"]
    (validate,) = service["migrations"][1]["steps"]
    table = "service_content_article"
    assert add["locks"] == check["locks"] == [{"table": table, "lock": "ACCESS EXCLUSIVE"}]
    assert (validate["locks"], validate["scans"]) == ([{"table": table, "lock": "SHARE UPDATE EXCLUSIVE"}], [table])
    assert {"effect": "added", "subject": "Article.subtitle", "number": 11, "type": "string"} in service["wire"]


def test_a_plan_for_people(generated, scaffold):
    """The statements may be left out; another service's plan is not shown."""
    edit_spec(generated)

    full, short = scaffold("plan", cwd=generated).stdout, scaffold("plan", "--no-sql", "content", cwd=generated).stdout

    assert "      |     ADD COLUMN subtitle TEXT;" in full
    assert "ADD COLUMN" not in short
    assert "    + Article.subtitle = 11, string" in short
    assert "  update  proto/acme/content/v1/content.proto" in short
    assert scaffold("plan", "contents", cwd=generated).returncode == 2


def test_no_edit_plans_nothing(generated, scaffold):
    """The same spec again."""
    done = scaffold("plan", cwd=generated)

    assert done.stdout.startswith("Database and clients stay as they are.\nNothing to do: ")


def test_a_refused_edit_has_no_plan(generated, scaffold):
    """The refusal is the answer."""
    (generated / "specs/content.yaml").write_text("service: content\nwrong: true\n")

    done = scaffold("plan", "--json", cwd=generated)

    assert done.returncode == 1
    assert "SG201" in {item["code"] for item in json.loads(done.stdout)["diagnostics"]}
