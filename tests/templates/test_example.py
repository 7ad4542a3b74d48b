"""The committed example has the human-owned files of the newest template, so that it shows what users get."""

from pathlib import Path

import yaml

from generator.scaffolding.rendering import platform_files

MARKETPLACE = Path(__file__).parents[2] / "examples/marketplace"

ITS_OWN = {"scaffold.yaml", "specs/.gitkeep"}
"""It has more classes of retention than a new platform, and specs."""


def test_the_example_is_what_the_template_makes():
    """Byte for byte, from the answers that it records."""
    answers = yaml.safe_load((MARKETPLACE / ".copier-answers.yml").read_text())
    asked = {name: value for name, value in answers.items() if not name.startswith("_")}
    expected = {path: text for path, text in platform_files(asked).items() if path not in ITS_OWN}
    assert {path: (MARKETPLACE / path).read_bytes() for path in expected if (MARKETPLACE / path).exists()} == expected
