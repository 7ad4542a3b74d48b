"""Targets of installed packages, by the entry points `scaffold.targets`."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NoReturn

from generator.artifacts import Artifact, Ownership
from generator.diagnostics import DiagnosedError, Diagnostic, Span
from generator.frozen import frozen
from generator.plan.blueprint import Blueprint, PlatformBlueprint
from generator.targets import API, GROUP, PackageTarget
from generator.tree import MIGRATIONS

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint, EntryPoints


@frozen
class Plugin:
    """A target of a package: its failures are told as the package's, and its files are held to the rules."""

    name: str
    target: PackageTarget
    span: Span | None
    """Where `scaffold.yaml` asks for it."""
    files: tuple[str, ...]
    """The files of its package, by absolute path: what it renders can change with them."""

    def render_platform(self, blueprint: PlatformBlueprint) -> Iterator[Artifact]:
        """The files that exist once per platform; raises DiagnosedError (SG919) if the package's code fails."""
        return self._checked(lambda: self.target.render_platform(blueprint))

    def render_service(self, blueprint: Blueprint) -> Iterator[Artifact]:
        """The files of one service; raises as `render_platform`."""
        return self._checked(lambda: self.target.render_service(blueprint))

    def _checked(self, render: Callable[[], Iterable[object]]) -> Iterator[Artifact]:
        try:
            made = tuple(render())
        except DiagnosedError:
            raise
        except Exception as error:
            hint = "This is a fault of the package that the target comes from: report it there."
            raise DiagnosedError((self._fault(f"fails: {_told(error)}", hint),)) from error
        for artifact in made:
            if not isinstance(artifact, Artifact):
                hint = "A package's target has to make values of `generator.targets.Artifact`."
                raise DiagnosedError((self._fault(f"makes a `{type(artifact).__name__}`, not an Artifact", hint),))
            if artifact.ownership not in {Ownership.GENERATED, Ownership.SCAFFOLDED}:
                hint = "A package's target may make generated and scaffolded files."
                raise DiagnosedError((self._fault(f"makes `{artifact.path}` {artifact.ownership}", hint),))
            if artifact.path.startswith(f"{MIGRATIONS}/"):
                hint = "Migrations are recorded in a chain that only scaffold itself continues."
                raise DiagnosedError((self._fault(f"makes `{artifact.path}`", hint),))
            yield artifact

    def _fault(self, message: str, hint: str) -> Diagnostic:
        return Diagnostic(code="SG919", message=f"the target `{self.name}` {message}", span=self.span, hint=hint)


def plugins(names: tuple[str, ...], span: Span | None) -> tuple[Plugin, ...]:
    """The targets called `names`, of whatever packages are installed; `span` is where they are asked for.

    Raises DiagnosedError (SG918) naming all that no package has or more than one, or that were written for another API.
    """
    if not names:
        return ()
    # Only now: looking through the installed packages takes longer than a run that has nothing to do.
    from importlib.metadata import entry_points

    known = entry_points(group=GROUP)
    found: list[Plugin] = []
    findings: list[Diagnostic] = []
    for name in names:
        try:
            found.append(_loaded(known, name, span))
        except DiagnosedError as error:
            findings.extend(error.diagnostics)
    if findings:
        raise DiagnosedError(tuple(findings))
    return tuple(found)


def _loaded(known: "EntryPoints", name: str, span: Span | None) -> Plugin:
    entry = _only(known, name, span)
    try:
        target = entry.load()()
    except Exception as error:  # noqa: BLE001 - a package's code may fail in any way
        _refuse(f"the target `{name}` cannot be loaded: {_told(error)}", span, "Install its package anew.", error)
    if getattr(target, "api", None) != API:
        message = f"the target `{name}` was written for API {getattr(target, 'api', None)}, and this scaffold has {API}"
        _refuse(message, span, "Install a version of its package that fits, or another scaffold.")
    return Plugin(name=name, target=target, span=span, files=tuple(sorted(set(_files(entry)))))


def _only(known: "EntryPoints", name: str, span: Span | None) -> "EntryPoint":
    entries = tuple(known.select(name=name))
    if not entries:
        listed = ", ".join(f"`{item}`" for item in sorted(known.names)) or "none"
        _refuse(f"no installed package has a target `{name}`", span, f"Install the package; those here have: {listed}.")
    if len(entries) > 1:
        packages = ", ".join(sorted(entry.dist.name if entry.dist else entry.value for entry in entries))
        message = f"more than one installed package has a target `{name}`: {packages}"
        _refuse(message, span, "Uninstall all but the one you mean, or have one of them call its target otherwise.")
    return entries[0]


def _files(entry: "EntryPoint") -> Iterator[str]:
    """What the package consists of, its metadata included: the version is part of a path there."""
    import importlib.util
    from pathlib import Path

    recorded = (entry.dist.files or ()) if entry.dist else ()
    yield from (str(path.locate()) for path in recorded if path.suffix != ".pyc")
    # Of a package that is installed to be edited, the metadata names none of its modules.
    found = importlib.util.find_spec(entry.module.partition(".")[0])
    if found is not None and found.origin is not None:
        yield found.origin
    for folder in (found.submodule_search_locations or ()) if found else ():
        files = (path for path in Path(folder).rglob("*") if path.is_file() and path.suffix != ".pyc")
        yield from map(str, files)


def _refuse(message: str, span: Span | None, hint: str, cause: Exception | None = None) -> NoReturn:
    raise DiagnosedError((Diagnostic(code="SG918", message=message, span=span, hint=hint),)) from cause


def _told(error: Exception) -> str:
    """The error with the place in the package's code that raised it."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    place = f" ({frames[-1].filename}:{frames[-1].lineno})" if frames else ""
    return f"{type(error).__name__}: {error}{place}"
