"""Every rule, by its folder: `ok.yaml` passes all rules, `bad.yaml` gets exactly what `diagnostics.txt` says."""

from pathlib import Path

import pytest

from generator import reporting, rules
from generator.frontend.load import load
from generator.frontend.source import parse

FOLDER = Path(__file__).parent
CASES = sorted(path.name for path in FOLDER.iterdir() if path.is_dir() and path.name.startswith("SG"))
USER = "service: user\nscope: global\nentities: {account: {fields: {email: {type: string, max_length: 320}}}}\n"


def texts_of(path: Path) -> dict[str, str]:
    """The spec in `path` as a platform of its own, beside a service `user` unless it is that.

    A rule that a platform has to ask for has a scaffold.yaml beside its specs.
    """
    text, asked = path.read_text(), path.with_name("scaffold.yaml")
    document, _ = parse(path.name, text)
    assert document is not None
    assert isinstance(document.data, dict)
    return {
        "scaffold.yaml": asked.read_text() if asked.exists() else "platform: acme\n",
        **({} if asked.exists() else {"specs/user.yaml": USER}),
        f"specs/{document.data['service']}.yaml": text,
    }


def test_every_rule_has_its_folder() -> None:
    """A rule without cases, or cases without a rule, is a mistake."""
    assert [rule.code for rule in rules.all_rules()] == CASES


@pytest.mark.parametrize("code", CASES)
def test_ok(code: str) -> None:
    """The advice of a rule leads to a spec that no rule objects to."""
    texts = texts_of(FOLDER / code / "ok.yaml")
    assert reporting.full(rules.check(load(texts)), texts) == ""


@pytest.mark.parametrize("code", CASES)
def test_bad(code: str, *, update: bool) -> None:
    """The rule, and no other, objects, in these words."""
    texts = texts_of(FOLDER / code / "bad.yaml")
    found = rules.check(load(texts))
    actual = reporting.full(found, texts)
    expected = FOLDER / code / "diagnostics.txt"
    if update:
        expected.write_text(actual)
    assert actual == expected.read_text()
    assert {item.code for item in found} == {code}


@pytest.mark.parametrize("rule", rules.all_rules(), ids=lambda rule: rule.code)
def test_every_page_says_what_why_and_instead(rule: rules.Rule) -> None:
    """The docstring of a rule is the page that users read."""
    assert [line for line in rule.page.splitlines() if line.startswith("#")] == ["## What", "## Why", "## Instead"]
    assert rule.practices != ()
