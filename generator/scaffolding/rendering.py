"""The files that copier renders for a new platform or service, in memory."""

import tempfile
from collections.abc import Mapping
from pathlib import Path

from generator.scaffolding.copying import copy, packaged, packaged_name, templates_served
from generator.scaffolding.projects import PLATFORM_ANSWERS, service_answers


def platform_files(answers: Mapping[str, str], template: str | None = None) -> Mapping[str, bytes]:
    """The files of a new platform by path; `answers` to the questions of its template.

    `template` is a source of a team's own, in copier's spelling (`gh:org/repo`, a URL, a folder).
    Raises EnvironmentProblem without git, TemplateError if copier refuses.
    """
    return _rendered(template or packaged("platform"), answers, PLATFORM_ANSWERS)


def service_files(service: str, answers: Mapping[str, str | bool], template: str | None = None) -> Mapping[str, bytes]:
    """The files that a new service begins with, by path; parameters and errors as of `platform_files`."""
    return _rendered(template or packaged("service"), {"service": service, **answers}, service_answers(service))


def _rendered(source: str, answers: Mapping[str, str | bool], answers_file: str) -> Mapping[str, bytes]:
    with tempfile.TemporaryDirectory(prefix="scaffold-") as name:
        folder = Path(name) / "out"
        with templates_served(foreign=packaged_name(source) is None):
            copy(lasting(source), folder, answers_file, answers)
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }


def lasting(source: str) -> str:
    """The source as an answers file can keep it: a folder by its whole path, because updates start elsewhere."""
    folder = Path(source).expanduser()
    return str(folder.resolve()) if folder.exists() else source
