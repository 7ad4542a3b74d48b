"""Which project goes from which template version to which, and what forbids it."""

from collections.abc import Iterable, Iterator

from generator import __version__
from generator.diagnostics import DiagnosedError, Diagnostic
from generator.frozen import frozen
from generator.scaffolding.projects import Project
from generator.scaffolding.snapshots import TEMPLATES, Snapshot, newest_up_to, snapshots

UPGRADE = "Install a newer scaffold (`pip install --upgrade service-scaffold`), then run `scaffold update` again."


@frozen
class Move:
    """One project and where it goes."""

    project: Project
    target: str | None
    """The version to be at afterwards; None for the newest of a template that is not ours, which only its source
    knows."""

    @property
    def target_ref(self) -> str | None:
        """The git ref of the target."""
        return None if self.target is None else f"v{self.target}"


def plan_moves(projects: Iterable[Project], to: str | None) -> tuple[Move, ...]:
    """The projects that are not where they should be, each with its target.

    `to` is a version of scaffold: each packaged template goes to the version that it had then. Templates of a team's
    own have versions of their own, so they are moved only without `to`.
    Raises DiagnosedError with everything that forbids it: SG920 to SG923.
    """
    known = tuple(projects)
    problems = tuple(_problems(known, to))
    if problems:
        raise DiagnosedError(problems)
    return tuple(_moves(known, to))


def _moves(projects: tuple[Project, ...], to: str | None) -> Iterator[Move]:
    for project in projects:
        if project.template is None:
            if to is None:
                yield Move(project=project, target=None)
        elif (target := newest_up_to(project.template, to).version) != project.version:
            yield Move(project=project, target=target)


def _problems(projects: tuple[Project, ...], to: str | None) -> Iterator[Diagnostic]:
    offered = sorted({item for template in TEMPLATES for item in snapshots(template)}, key=lambda item: item.order)
    if to is not None and to not in {item.version for item in offered}:
        versions = ", ".join(dict.fromkeys(item.version for item in offered))
        hint = f"Choose one of {versions}, or install a newer scaffold."
        yield Diagnostic(code="SG922", message=f"scaffold {__version__} has no templates of version {to}", hint=hint)
        return
    for project in projects:
        if project.template is not None:
            yield from _problem(project, project.template, to)


def _problem(project: Project, template: str, to: str | None) -> Iterator[Diagnostic]:
    if template not in TEMPLATES:
        message = f"{_described(project)} is from the template `{template}`, which scaffold {__version__} does not have"
        yield Diagnostic(code="SG921", message=message, span=project.span, hint=UPGRADE)
        return
    packaged = snapshots(template)
    own = _order(project.version)
    if own is None or (own < packaged[-1].order and project.version not in {item.version for item in packaged}):
        yield _dropped(project, packaged)
    elif own > packaged[-1].order:
        message = (
            f"{_described(project)} is at template version {project.version}; scaffold {__version__} has versions "
            f"up to {packaged[-1].version}"
        )
        yield Diagnostic(code="SG920", message=message, span=project.span, hint=UPGRADE)
    elif own > (target := newest_up_to(template, to)).order:
        message = f"{_described(project)} is at template version {project.version}, and {target.version} is older"
        hint = "Templates only go forward. Take an update back with `scaffold update --undo`, or with git."
        yield Diagnostic(code="SG923", message=message, span=project.span, hint=hint)


def _dropped(project: Project, packaged: tuple[Snapshot, ...]) -> Diagnostic:
    message = (
        f"{_described(project)} is at template version {project.version}, which scaffold {__version__} does not have"
    )
    versions = ", ".join(item.version for item in packaged)
    hint = f"Put `_commit` back to the version that it was made from; there are {versions}."
    return Diagnostic(code="SG921", message=message, span=project.span, hint=hint)


def _described(project: Project) -> str:
    return "the platform" if project.is_platform else f"the service `{project.name}`"


def _order(version: str) -> tuple[int, ...] | None:
    parts = version.split(".")
    return tuple(int(part) for part in parts) if all(part.isdecimal() for part in parts) else None
