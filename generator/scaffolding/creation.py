"""What a new platform and a new service begin with: every file in memory, held against the frontend's rules."""

import re
from collections.abc import Mapping
from pathlib import Path

from generator.diagnostics import DiagnosedError, Diagnostic, EnvironmentProblem
from generator.frontend.load import load
from generator.frozen import frozen, replace
from generator.scaffolding.copying import TemplateError
from generator.scaffolding.naming import check_identifier, suggestion
from generator.scaffolding.rendering import platform_files, service_files
from generator.scaffolding.schemas import FOLDER, schema_files
from generator.tree import PLATFORM_FILE, SPECS

MODELINE = f"# yaml-language-server: $schema=../{FOLDER}/service.schema.json"
_MODELINE = re.compile(r"^\ufeff?[ \t]*#[ \t]*yaml-language-server:", re.MULTILINE)


@frozen
class GivenSpec:
    """A spec that the user brings."""

    shown: str
    """The file as the user named it."""
    text: str


def spec_path(service: str) -> str:
    """The spec of a service, relative to the platform root."""
    return f"{SPECS}/{service}.yaml"


def platform(
    directory: Path, name: str | None, package: str | None, template: str | None = None
) -> Mapping[str, bytes]:
    """The files of a new platform in `directory`, which gives it its name if `name` does not.

    `template` is a source of a team's own, in copier's spelling, instead of the packaged template.
    Raises EnvironmentProblem if `directory` lies in a platform or the name cannot be used, TemplateError if copier
    refuses or the template makes no platform.
    """
    _refuse_platform(directory)
    chosen = name or suggestion(directory.resolve().name)
    check_identifier(chosen, "platform")
    check_identifier(package or chosen, "package")
    rendered = platform_files({"platform": chosen, "package": package or chosen}, template)
    files = {**rendered, **schema_files()}
    try:
        load({PLATFORM_FILE: _rendered_text(files, PLATFORM_FILE)})
    except DiagnosedError as error:
        if template is not None:
            raise _wrong(PLATFORM_FILE, template, error.diagnostics[0]) from error
        # The file is ours: only the names that were chosen can be wrong in it.
        hint = "Choose another --name, or a --package besides."
        raise EnvironmentProblem(error.diagnostics[0].message, hint=hint) from error
    return files


def service(
    texts: Mapping[str, str], name: str, scope: str, given: GivenSpec | None, template: str | None = None
) -> Mapping[str, bytes]:
    """The files that a service begins with, on the platform that `texts` describe; `template` as of `platform`.

    Raises EnvironmentProblem if the name is taken, DiagnosedError if it cannot be used or `given` is wrong, and
    TemplateError if copier refuses or the template makes no spec and none is given.
    """
    path = spec_path(name)
    if path in texts:
        hint = f"Edit `{path}`, then run `scaffold generate`."
        raise EnvironmentProblem(f"there is already a service `{name}`", hint=hint)
    package = load(texts).package
    if given is not None:
        _validate({**texts, path: given.text}, path, given.shown)
    files = dict(service_files(name, {"package": package, "scope": scope, "starter": given is None}, template))
    if given is None:
        _validate({**texts, path: _rendered_text(files, path)}, path, None)
        return files
    return {**files, path: with_modeline(given.text).encode()}


def with_modeline(text: str) -> str:
    """The spec with the line that tells editors its schema, and otherwise as it is."""
    if _MODELINE.search(text):
        return text
    # A byte order mark is one at the very beginning only.
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    return f"{mark}{MODELINE}\n{text.removeprefix(mark)}"


def _rendered_text(files: Mapping[str, bytes], path: str) -> str:
    """A file that a template has to make; only one of a team's own can fail to."""
    try:
        return files[path].decode()
    except KeyError as error:
        raise TemplateError(f"the template makes no `{path}`") from error
    except UnicodeDecodeError as error:
        raise TemplateError(f"the template makes a `{path}` that is not UTF-8") from error


def _wrong(path: str, template: str, item: Diagnostic) -> TemplateError:
    place = f":{item.span.line}" if item.span else ""
    return TemplateError(f"the template `{template}` makes a wrong `{path}{place}`: {item.message}")


def _refuse_platform(directory: Path) -> None:
    hint = "Go there and add a service: `scaffold new-service NAME`."
    here = directory.resolve()
    for folder in (here, *here.parents):
        if (folder / PLATFORM_FILE).exists():
            what = "is already a platform" if folder == here else f"lies inside the platform `{folder}`"
            raise EnvironmentProblem(f"`{directory}` {what}", hint=hint)


def _validate(texts: Mapping[str, str], path: str, shown: str | None) -> None:
    """Holds the platform with the new spec at `path` against the rules.

    Findings in the new spec are shown in the file that the user gave or, for the example, without a place: only the
    name that was chosen can be wrong with it.
    """
    try:
        load(texts)
    except DiagnosedError as error:
        raise DiagnosedError(tuple(_shown(item, path, shown) for item in error.diagnostics)) from error


def _shown(item: Diagnostic, path: str, shown: str | None) -> Diagnostic:
    if item.span is None or item.span.path != path:
        return item
    return replace(item, span=replace(item.span, path=shown) if shown else None)
