"""The one Jinja environment that all targets render with."""

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from generator import resources

if TYPE_CHECKING:
    from jinja2 import BytecodeCache, Environment


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
        cache_size=-1,  # all templates are used again for the next service
        bytecode_cache=_bytecode_cache(),
    )
    created.globals.clear()
    return created


def render(template: str, view: object) -> str:
    """The text of `template` (a path below templates/artifacts, with `.jinja`) for `view`, which it sees as `view`."""
    return environment().get_template(template).render(view=view)


def _bytecode_cache() -> "BytecodeCache | None":
    """Compiled templates in the user's own cache folder: compiling them anew costs 150 ms in every run.

    The bytecode is `marshal` data, which runs whatever it says: the folder must be the user's and closed to others, and
    is never inside a platform, which may come from anywhere.
    """
    from jinja2 import FileSystemBytecodeCache

    try:
        folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "scaffold" / "templates"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = folder.stat()
    except (OSError, RuntimeError):
        return None
    if hasattr(os, "getuid") and (status.st_uid != os.getuid() or status.st_mode & 0o022):
        return None
    return FileSystemBytecodeCache(str(folder))
