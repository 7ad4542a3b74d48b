"""The Jinja environment that all targets render with, and templates of the user's that go before shipped ones."""

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
    from jinja2 import Environment

_OVERRIDING: ContextVar["Environment | None"] = ContextVar("overriding", default=None)
"""The environment of a platform that has templates of its own, while it is rendered."""


@cache
def environment(folder: Path | None = None) -> "Environment":
    """Templates without logic: undefined names raise and nothing is global.

    They lie in `folder`; without one, they are the shipped ones, and a test parses every template.
    """
    from generator.targets.environments import packaged, shipped

    return shipped(_shipped()) if folder is None else packaged(folder)


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
    from generator.targets.environments import sandboxed

    return sandboxed((folder, _shipped()))


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
