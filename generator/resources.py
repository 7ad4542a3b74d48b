"""Where templates and schemas lie: inside the installed wheel, or beside the package in a checkout."""

from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent


@cache
def root() -> Path:
    """The folder that holds `templates/` and `schemas/`.

    A wheel carries them under `generator/_data`; a checkout has them beside the package. The checkout wins where both
    exist, because an editable install can leave a stale copy behind.
    """
    checkout = PACKAGE.parent
    if (checkout / "templates" / "artifacts").is_dir() and (checkout / "schemas").is_dir():
        return checkout
    return PACKAGE / "_data"


def templates() -> Path:
    """The folder of all templates."""
    return root() / "templates"


def schema(name: str) -> Path:
    """The JSON Schema file called `name`: `platform`, `service` or `lock`."""
    return root() / "schemas" / f"{name}.schema.json"


def example() -> Path:
    """The marketplace: its platform file, its specs and its clients."""
    return root() / "examples" / "marketplace"
