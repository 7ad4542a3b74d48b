"""What a spec is excused from, with a reason; what a platform makes of a rule; and excuses that excuse nothing."""

import pytest

from generator import reporting, rules
from generator.diagnostics import DiagnosedError
from generator.frontend.load import load

MOMENT = """\
service: content
{service}
entities:
  article:
    {entity}
    fields:
      published: {{type: timestamp{field}}}
      opened: timestamp
"""


def found(service: str = "", entity: str = "", field: str = "", platform: str = "") -> list[tuple[str, str, int]]:
    """Codes, severities and lines of what the rules find."""
    text = MOMENT.format(service=service, entity=entity, field=field)
    diagnostics = rules.check(load({"scaffold.yaml": f"platform: acme\n{platform}", "specs/content.yaml": text}))
    assert all(item.span for item in diagnostics)
    return [(item.code, str(item.severity), item.span.line if item.span else 0) for item in diagnostics]


def test_without_an_excuse_both_are_found():
    """The two timestamps without a suffix."""
    assert found() == [("SG404", "warning", 7), ("SG404", "warning", 8)]


def test_an_excuse_holds_for_what_it_stands_in():
    """In a field for that field, in an entity for all of it, in the service for everything."""
    reason = "{SG404: the partner's file says so}"

    assert found(field=f", allow: {reason}") == [("SG404", "warning", 8)]
    assert found(entity=f"allow: {reason}") == []
    assert found(service=f"allow: {reason}") == []


def test_an_excuse_for_nothing_is_told():
    """It would hide the next mistake of its kind."""
    assert found(entity="allow: {SG403: amounts are approximate}") == [
        ("SG431", "warning", 5),
        ("SG404", "warning", 7),
        ("SG404", "warning", 8),
    ]


def test_an_unknown_rule_is_refused():
    """A slip of the finger silences nothing."""
    assert found(entity="allow: {SG499: no such rule}", platform="rules: {SG404: off, SG498: off}\n") == [
        ("SG430", "error", 2),
        ("SG430", "error", 5),
    ]


@pytest.mark.parametrize(("said", "expected"), [("off", []), ("error", [("SG404", "error", 7), ("SG404", "error", 8)])])
def test_a_platform_decides_how_severe_a_rule_is(said: str, expected: list[tuple[str, str, int]]):
    """For all its services."""
    assert found(platform=f"rules: {{SG404: {said}}}\n") == expected


def test_a_rule_that_is_off_needs_no_excuse():
    """The excuse is out of use, and says why."""
    texts = {
        "scaffold.yaml": "platform: acme\nrules: {SG404: off}\n",
        "specs/content.yaml": MOMENT.format(service="", entity="allow: {SG404: as agreed}", field=""),
    }

    said = reporting.full(rules.check(load(texts)), texts)

    assert "`SG404` (timestamp-without-suffix) is allowed, and this platform has switched the rule off" in said


def test_a_field_may_be_called_allow():
    """What stands under it are options, not codes."""
    text = "service: content\nentities: {door: {fields: {allow: {type: boolean}}}}\n"

    assert rules.check(load({"scaffold.yaml": "platform: acme\n", "specs/content.yaml": text})) == ()


def test_scopes_of_the_platform_bind_its_services():
    """`scopes` says which services are global and which are not, in place of the three that are by default."""
    texts = {
        "scaffold.yaml": "platform: acme\nscopes: {global: [content], campaign: [audit]}\n",
        "specs/content.yaml": "service: content\nentities: {article: {fields: {title: text}}}\n",
        "specs/audit.yaml": "service: audit\nscope: global\nentities: {entry: {fields: {title: text}}}\n",
        "specs/user.yaml": "service: user\nentities: {account: {fields: {title: text}}}\n",
    }

    assert [item.message for item in rules.check(load(texts))] == [
        "`entry` is global, but `audit` is kept per campaign",
        "`article` is kept per campaign, but `content` is a central service",
    ]


def test_a_naming_pattern_is_checked_like_that_of_a_field():
    """It must mean the same wherever it is read."""
    texts = {"scaffold.yaml": 'platform: acme\nnaming: {field: "(?=a)b"}\n'}

    with pytest.raises(DiagnosedError) as caught:
        load(texts)

    assert [item.code for item in caught.value.diagnostics] == ["SG321"]
