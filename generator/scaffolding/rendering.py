"""The files that copier renders, in memory."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from generator.diagnostics import EnvironmentProblem, ScaffoldError

PLATFORM_ANSWERS = ".copier-answers.yml"


class TemplateError(ScaffoldError):
    """copier could not render a template."""


def platform_files(answers: Mapping[str, str]) -> Mapping[str, bytes]:
    """The files of a new platform by path; `answers` to the questions of its template.

    Raises EnvironmentProblem without git, TemplateError if copier refuses.
    """
    return _rendered("platform", answers, PLATFORM_ANSWERS)


def service_files(service: str, answers: Mapping[str, str | bool]) -> Mapping[str, bytes]:
    """The files that a new service begins with, by path; raises as `platform_files`."""
    return _rendered("service", {"service": service, **answers}, f".scaffold/answers/{service}.yml")


def _rendered(template: str, answers: Mapping[str, str | bool], answers_file: str) -> Mapping[str, bytes]:
    if shutil.which("git") is None:
        raise EnvironmentProblem("git is not installed", hint="Install git: templates are served through it.")
    import copier
    from copier.errors import CopierError

    with tempfile.TemporaryDirectory(prefix="scaffold-") as name, _helper_on_path():
        folder = Path(name) / "out"
        try:
            copier.run_copy(
                f"git+scaffold::{template}",
                folder,
                data=dict(answers),
                answers_file=answers_file,
                defaults=True,
                quiet=True,
                unsafe=False,
            )
        except (CopierError, ValueError) as error:
            raise TemplateError(f"copier cannot render the template `{template}`: {error}") from error
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }


@contextmanager
def _helper_on_path() -> Iterator[None]:
    """Lets git find `git-remote-scaffold`, also where the environment that holds it is not activated.

    copier runs git through plumbum, which took its own copy of the environment when it was imported.
    """
    import plumbum

    with tempfile.TemporaryDirectory(prefix="scaffold-") as folder:
        helper = Path(folder) / "git-remote-scaffold"
        # -P: no folder of the caller's may shadow what the helper imports.
        helper.write_text(
            f'#!/bin/sh\nexec "{sys.executable}" -P -m generator.scaffolding.remote "$@"\n', encoding="utf-8"
        )
        helper.chmod(0o700)
        with plumbum.local.env(PATH=f"{folder}{os.pathsep}{os.environ.get('PATH', os.defpath)}"):
            yield
