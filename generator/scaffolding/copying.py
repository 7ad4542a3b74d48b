"""Runs copier on the packaged templates and on those of teams, with nothing left behind in the user's home."""

import os
import re
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from generator.diagnostics import ScaffoldError
from generator.git_environment import REPOSITORY_VARIABLES, STARTS_NOTHING, clean_environment, own_environment, settings
from generator.scaffolding.history import build, require_git
from generator.scaffolding.snapshots import TEMPLATES

PACKAGED = re.compile(r"git\+scaffold::(\w+)")
"""What an answers file calls a template of this package; `scaffold::` makes git start `git-remote-scaffold`."""
GIT_FOLDER = ".[gG][iI][tT]"
"""No template writes there, at any depth and on any file system: git would run what it finds in it."""
CACHE = "COPIER_CACHE_DIR"
"""Where copier mirrors templates. Two of its processes that refresh one mirror at once fail on git's ref locks."""


class TemplateError(ScaffoldError):
    """copier could not render a template."""


def packaged(template: str) -> str:
    """The source of the packaged template of that name: `git+scaffold::service`."""
    return f"git+scaffold::{template}"


def packaged_name(source: str) -> str | None:
    """The name of a packaged template, None for a source of another kind."""
    found = PACKAGED.fullmatch(source)
    return found[1] if found else None


def copy(
    source: str, folder: Path, answers_file: str, answers: Mapping[str, object], *, version: str | None = None
) -> None:
    """Renders a template into `folder`, as of `version` (a git ref) or the newest; raises TemplateError."""
    import copier

    with _reported(source):
        copier.run_copy(
            source,
            folder,
            data=dict(answers),
            answers_file=answers_file,
            vcs_ref=version,
            defaults=True,
            overwrite=True,
            quiet=True,
            unsafe=False,
            exclude=[GIT_FOLDER],
        )


def update(source: str, folder: Path, answers_file: str, *, version: str | None = None) -> None:
    """Updates `folder`, a clean git work tree, as `copier update` does; raises TemplateError."""
    import copier

    with _reported(source):
        copier.run_update(
            folder,
            answers_file=answers_file,
            vcs_ref=version,
            defaults=True,
            overwrite=True,
            quiet=True,
            unsafe=False,
            exclude=[GIT_FOLDER],
        )


@contextmanager
def templates_served(*, foreign: bool = False) -> Iterator[None]:
    """Lets copier's git find the packaged templates, also where the environment that holds them is not on PATH.

    git is led to repositories made for this block, and away from that of a hook which called us; it runs no hooks. It
    sees the user's own configuration, which may hold credentials, only where a template is `foreign`.
    Raises EnvironmentProblem without git.
    """
    require_git()
    with tempfile.TemporaryDirectory(prefix="scaffold-") as name:
        changes: dict[str, str | None] = dict.fromkeys(REPOSITORY_VARIABLES)
        changes |= _redirected(Path(name), own_environment() if foreign else clean_environment())
        if not foreign:
            changes[CACHE] = f"{name}/cache"
        with _environment(changes):
            yield


@contextmanager
def _environment(changes: Mapping[str, str | None]) -> Iterator[None]:
    """Changes variables of this process meanwhile; None removes one.

    Both in plumbum, which took its own copy of the environment when it was imported, and in `os.environ`, from which
    copier's other dependencies run git.
    """
    import plumbum

    changed = {key: value for key, value in (os.environ | changes).items() if value is not None}
    before = dict(os.environ)
    with plumbum.local.env():
        plumbum.local.env.clear()
        plumbum.local.env.update(changed)
        os.environ.clear()
        os.environ.update(changed)
        try:
            yield
        finally:
            os.environ.clear()
            os.environ.update(before)


def _redirected(folder: Path, environment: Mapping[str, str]) -> Mapping[str, str]:
    """Git's environment with each packaged template built in `folder`, and found there."""
    for template in TEMPLATES:
        build(template, folder / template)
    found = {f"url.{folder / template}.insteadOf": f"scaffold::{template}" for template in TEMPLATES}
    return {**environment, **settings(found | STARTS_NOTHING, int(environment.get("GIT_CONFIG_COUNT", "0")))}


@contextmanager
def _reported(source: str) -> Iterator[None]:
    from copier.errors import CopierError, UnsafeTemplateError
    from plumbum import ProcessExecutionError

    named = packaged_name(source) or source
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except UnsafeTemplateError as error:
        message = f"the template `{named}` runs programs of its own, which scaffold does not: {error}"
        raise TemplateError(message) from error
    except ProcessExecutionError as error:
        raise TemplateError(f"git cannot get the template `{named}`: {_last_line(str(error.stderr))}") from error
    except (CopierError, ValueError, TypeError, OSError) as error:
        raise TemplateError(f"copier cannot render the template `{named}`: {error}") from error


def _last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1].strip() if lines else "it does not say why"
