"""What an author sees in an editor: the real language server over the schemas as they are shipped."""

import json
from pathlib import Path

import pytest

from generator import resources

SCHEMA = json.loads(resources.schema("service").read_text())
DEFINITIONS = SCHEMA["$defs"]
PROPERTY = 10
"""The language server protocol's number for a key; snippets have another."""
MODELINE = "# yaml-language-server: $schema=../.scaffold/schemas/service.schema.json\n"
SPEC = f"""\
{MODELINE}service: content
entities:
  article:
    fields:
      title: {{type: string, max_length: 200, required: true}}
      status:
        type: enum
        values: [draft, published]
        default: draft
"""
"""Line 0 is the one that names the schema, as `new-service` writes it."""


def found(diagnostics):
    """Line, column and text of each."""
    starts = [item["range"]["start"] for item in diagnostics]
    return [
        (start["line"], start["character"], item["message"]) for start, item in zip(starts, diagnostics, strict=True)
    ]


def test_a_valid_spec_has_no_findings(server):
    """The line that new specs begin with leads the server to the schema beside them."""
    assert server.open("specs/valid.yaml", SPEC) == []


def test_every_example_is_valid_in_the_editor_too(server):
    """Editor and command line judge by one schema."""
    wrong = {
        path.name: diagnostics
        for path in sorted((resources.example() / "specs").glob("*.yaml"))
        if (diagnostics := server.open(f"specs/example_{path.name}", path.read_text()))
    }
    assert wrong == {}


@pytest.mark.parametrize(
    ("wrong", "finding"),
    [
        ("      price: {type: strng}", (10, 20, 'Value is not accepted. Valid values: "string", "text"')),
        ("      price: {type: text, requierd: true}", (10, 26, "Property requierd is not allowed.")),
        ("      price: {type: decimal, precision: 5}", (10, 6, 'Missing property "scale".')),
        ("      Price: text", (10, 6, "Name a field with lower-case letters and digits")),
        ("    soft_delete: perhaps", (10, 17, 'Incorrect type. Expected "boolean".')),
    ],
)
def test_a_mistake_is_marked_where_it_is(server, wrong, finding):
    """With the words of the schema where it has some."""
    line, column, says = finding
    first = found(server.open(f"specs/wrong_{column}_{len(wrong)}.yaml", f"{SPEC}{wrong}\n"))[0]
    assert (*first[:2], first[2][: len(says)]) == (line, column, says)


@pytest.mark.parametrize(
    ("beginning", "definition", "there"),
    [
        ("", SCHEMA, {"service", "entities"}),
        ("    ", DEFINITIONS["entity"], {"fields"}),
        ("        ", DEFINITIONS["fieldOptions"], {"type", "values", "default"}),
    ],
    ids=["spec", "entity", "field"],
)
def test_every_key_that_may_stand_somewhere_is_offered(server, beginning, definition, there):
    """Those of a spec, an entity, a field, with what each is for; none that is there already."""
    path = f"specs/keys_{len(beginning)}.yaml"
    server.open(path, f"{SPEC}{beginning}\n")
    offered = server.completions(path, 10, len(beginning))
    described = {key: bool(item.get("documentation")) for key, item in offered.items() if item["kind"] == PROPERTY}
    assert described == dict.fromkeys(definition["properties"].keys() - there, True)


def test_every_type_is_offered_with_what_it_is_for(server):
    """The texts of the schema stand beside the choices."""
    server.open("specs/types.yaml", f"{SPEC}      price: {{type: }}\n")
    offered = server.completions("specs/types.yaml", 10, 20)
    type_ = DEFINITIONS["fieldOptions"]["properties"]["type"]
    assert {key: item["documentation"] for key, item in offered.items()} == dict(
        zip(type_["enum"], type_["enumDescriptions"], strict=True)
    )


def test_a_whole_entity_can_be_inserted(server):
    """A snippet with places to fill in."""
    path = "specs/snippet.yaml"
    server.open(path, f"{MODELINE}service: content\nentities:\n  \n")
    assert "article" in server.completions(path, 3, 2)["entity"]["insertText"]


@pytest.mark.parametrize(
    ("line", "column", "says"),
    [
        (1, 2, SCHEMA["properties"]["service"]["description"].split(" Tables ")[0]),
        (4, 6, "A field that is neither `required` nor has a `default` may be null."),
        (5, 30, "The greatest number of characters"),
        (7, 16, "One of the \\`values\\`; can hold the state that transitions change."),
    ],
    ids=["service", "fields", "max_length", "enum"],
)
def test_what_a_key_is_for_is_shown_beside_it(server, line, column, says):
    """On hovering, in Markdown."""
    path = f"specs/hover_{line}.yaml"
    server.open(path, SPEC)
    assert says in server.hover(path, line, column)


def test_the_platform_file_has_its_schema_too(server):
    """Its line leads from the root of the platform."""
    modeline = "# yaml-language-server: $schema=.scaffold/schemas/platform.schema.json\n"
    assert server.open("scaffold.yaml", f"{modeline}platform: acme\n") == []
    assert found(server.open("wrong.yaml", f"{modeline}platfrom: acme\n")) == [
        (1, 0, 'Missing property "platform".'),
        (1, 0, "Property platfrom is not allowed."),
    ]


def test_what_is_installed_is_pinned_without_a_registry():
    """By its content: wherever a machine gets packages from, it gets these."""
    packages = json.loads((Path(__file__).parent / "package-lock.json").read_text())["packages"]
    pinned = [package for name, package in packages.items() if name]
    assert all("integrity" in package for package in pinned)
    assert [package for package in pinned if "resolved" in package] == []
