"""The one Jinja environment that all targets render with."""

from functools import cache
from typing import TYPE_CHECKING

from generator import resources

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def environment() -> "Environment":
    """Templates without logic: undefined names raise and nothing is global; a test parses every template."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    created = Environment(
        loader=FileSystemLoader(resources.templates() / "artifacts"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - the output is source code; every value is spelled by a view for its own language
        auto_reload=False,
    )
    created.globals.clear()
    return created


def render(template: str, view: object) -> str:
    """The text of `template` (a path below templates/artifacts, with `.jinja`) for `view`, which it sees as `view`."""
    return environment().get_template(template).render(view=view)
