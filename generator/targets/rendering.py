"""The Jinja environment that all targets render with, and templates of the user's that go before shipped ones."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from generator import resources
from generator.diagnostics import DiagnosedError, Diagnostic, Span
from generator.tree import OVERRIDES

if TYPE_CHECKING:
    from jinja2 import BytecodeCache, Environment

_OVERRIDING: ContextVar["Environment | None"] = ContextVar("overriding", default=None)
"""The environment of a platform that has templates of its own, while it is rendered."""


@cache
def environment(folder: Path | None = None) -> "Environment":
    """Templates without logic: undefined names raise and nothing is global.

    They lie in `folder`; without one, they are the shipped ones, and a test parses every template.
    """
    from jinja2 import Environment

    return _created(Environment, (folder or _shipped(),), "templates")


def render(template: str, view: object) -> str:
    """The text of `template` (a path below templates/artifacts, with `.jinja`) for `view`, which it sees as `view`.

    Raises DiagnosedError (SG916) if a template of the user's fails.
    """
    overriding = _OVERRIDING.get()
    if overriding is None:
        return environment().get_template(template).render(view=view)
    try:
        return overriding.get_template(template).render(view=view)
    except Exception as error:
        if (found := _failure(error)) is not None:
            raise DiagnosedError((found,)) from error
        raise


@contextmanager
def overrides_of(root: Path) -> Iterator[None]:
    """Lets the templates in the platform at `root` go before the shipped ones of the same name, if it has any.

    A platform may come from anywhere, and a template can reach for Python through any value: so they run in Jinja's
    sandbox, which is why the others do not have to.
    """
    folder = root.resolve() / OVERRIDES / "artifacts"
    token = _OVERRIDING.set(_sandbox(folder) if folder.is_dir() else None)
    try:
        yield
    finally:
        _OVERRIDING.reset(token)


def _sandbox(folder: Path) -> "Environment":
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    # Code compiled for the sandbox asks before each call: it is kept apart from code that does not.
    return _created(ImmutableSandboxedEnvironment, (folder, _shipped()), "sandboxed")


def _created(kind: "type[Environment]", folders: tuple[Path, ...], cache_name: str) -> "Environment":
    from jinja2 import FileSystemLoader, StrictUndefined

    created = kind(
        loader=FileSystemLoader(folders),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # the output is source code; every value is spelled by a view for its own language
        auto_reload=False,
        cache_size=-1,  # all templates are used again for the next service
        bytecode_cache=_bytecode_cache(cache_name),
    )
    created.globals.clear()
    return created


def _shipped() -> Path:
    return resources.templates() / "artifacts"


def _failure(error: Exception) -> Diagnostic | None:
    """What is wrong with a template of the user's; None if it is one of ours that failed."""
    marker = f"/{OVERRIDES}/artifacts/"
    places = [(getattr(error, "filename", None), getattr(error, "lineno", None)), *_frames(error)]
    place = next(((path, line) for path, line in places if path and line and marker in Path(path).as_posix()), None)
    if place is None:
        return None
    name, line = Path(place[0]).as_posix().rpartition(marker)[2], place[1]
    span = Span(path=f"{OVERRIDES}/artifacts/{name}", line=line, column=1, end_line=line, end_column=1)
    message = f"your template `{name}` fails: {getattr(error, 'message', None) or error}"
    hint = f"Compare it with the shipped one: `scaffold eject --merge {name}` brings in what has changed there."
    return Diagnostic(code="SG916", message=message, span=span, hint=hint)


def _frames(error: Exception) -> Iterator[tuple[str, int]]:
    """The places in the traceback, innermost first; Jinja has put those of templates there."""
    import traceback

    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        yield frame.filename, frame.lineno or 1


def _bytecode_cache(name: str) -> "BytecodeCache | None":
    """Compiled templates in the user's own cache folder: compiling them anew costs 150 ms in every run.

    The bytecode is `marshal` data, which runs whatever it says: the folder must be the user's and closed to others, and
    is never inside a platform, which may come from anywhere.
    """
    from jinja2 import FileSystemBytecodeCache

    try:
        folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "scaffold" / name
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = folder.stat()
    except (OSError, RuntimeError):
        return None
    if hasattr(os, "getuid") and (status.st_uid != os.getuid() or status.st_mode & 0o022):
        return None
    return FileSystemBytecodeCache(str(folder))
