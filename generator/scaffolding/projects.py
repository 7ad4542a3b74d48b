"""The copier projects of a platform: itself and each of its services, with the template and version they are from."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.diagnostics import DiagnosedError, Diagnostic, Span
from generator.frozen import frozen
from generator.scaffolding.copying import packaged_name

PLATFORM_ANSWERS = ".copier-answers.yml"
SERVICE_ANSWERS = ".scaffold/answers"
VERSION_TAG = re.compile(r"v(\d+\.\d+\.\d+)")


@frozen
class Project:
    """One answers file: what was rendered from which template."""

    name: str
    """The service's; `platform` for the platform itself."""
    answers_file: str
    source: str
    """As copier takes it: `git+scaffold::service`, `gh:org/repo`."""
    ref: str
    """The git ref of the template that it is at: `v0.1.0`."""
    answers: Mapping[str, object]
    commit_line: int
    """Where the answers file says the ref; counts from 1."""

    @property
    def is_platform(self) -> bool:
        """Whether it is the platform's own project; a service may be called `platform`, too."""
        return self.answers_file == PLATFORM_ANSWERS

    @property
    def template(self) -> str | None:
        """The name of its packaged template, None if its template is a team's own."""
        return packaged_name(self.source)

    @property
    def version(self) -> str:
        """`0.1.0` for `v0.1.0`; any other ref as it is."""
        found = VERSION_TAG.fullmatch(self.ref)
        return found[1] if found else self.ref

    @property
    def span(self) -> Span:
        """The place of the version in the answers file."""
        line = self.commit_line
        return Span(path=self.answers_file, line=line, column=1, end_line=line, end_column=1)


def service_answers(service: str) -> str:
    """The answers file of a service."""
    return f"{SERVICE_ANSWERS}/{service}.yml"


def find_projects(root: Path) -> tuple[Project, ...]:
    """The platform's own project, then its services' in the order of their names.

    Raises DiagnosedError (SG924) with every answers file that cannot be understood.
    """
    paths = [PLATFORM_ANSWERS] if (root / PLATFORM_ANSWERS).is_file() else []
    paths += sorted(path.relative_to(root).as_posix() for path in (root / SERVICE_ANSWERS).glob("*.yml"))
    read = tuple(_read(root, path) for path in paths)
    if wrong := tuple(item for item in read if isinstance(item, Diagnostic)):
        raise DiagnosedError(wrong)
    return tuple(item for item in read if isinstance(item, Project))


def read_project(root: Path, path: str) -> Project:
    """The project of one answers file; raises DiagnosedError (SG924)."""
    read = _read(root, path)
    if isinstance(read, Diagnostic):
        raise DiagnosedError((read,))
    return read


def _read(root: Path, path: str) -> Project | Diagnostic:
    import yaml

    try:
        text = (root / path).read_text(encoding="utf-8")
        data = yaml.safe_load(text)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        return _unreadable(path, str(error).splitlines()[0])
    if not isinstance(data, dict):
        return _unreadable(path, "it is no mapping")
    source, ref = data.get("_src_path"), data.get("_commit")
    if not isinstance(source, str) or not isinstance(ref, str):
        return _unreadable(path, "it does not say `_src_path` and `_commit`")
    return Project(
        name="platform" if path == PLATFORM_ANSWERS else Path(path).stem,
        answers_file=path,
        source=source,
        ref=ref,
        answers={key: value for key, value in data.items() if not key.startswith("_")},
        commit_line=next(_lines_of("_commit:", text), 1),
    )


def _lines_of(start: str, text: str) -> Iterator[int]:
    return (number for number, line in enumerate(text.splitlines(), 1) if line.startswith(start))


def _unreadable(path: str, why: str) -> Diagnostic:
    message = f"`{path}` cannot be used: {why}"
    span = Span(path=path, line=1, column=1, end_line=1, end_column=1)
    hint = f"Put it back as copier wrote it: `git checkout -- {path}`."
    return Diagnostic(code="SG924", message=message, span=span, hint=hint)
