"""What keeps a name from being a folder, a file and an identifier; the frontend knows the finer rules."""

import re

from generator import names
from generator.diagnostics import EnvironmentProblem


class BadNameError(EnvironmentProblem):
    """A name that cannot be used."""


def check_identifier(name: str, what: str) -> None:
    """Raises BadNameError unless `name` is an identifier; `what` it names is for the message."""
    if not names.IDENTIFIER.fullmatch(name):
        near = suggestion(name)
        hint = f"Use lower-case letters, digits and single underscores{f', e.g. `{near}`' if near else ''}."
        raise BadNameError(f"`{name}` cannot be the name of a {what}", hint=hint)


def suggestion(text: str) -> str:
    """The identifier nearest to `text`: `My Shop` -> `my_shop`; empty if there is none."""
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_").lstrip("0123456789_")
