"""What a new service is to be: from the options of the command, and from answers where somebody can be asked."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.diagnostics import DiagnosedError, EnvironmentProblem
from generator.frozen import frozen

if TYPE_CHECKING:
    from generator.editing.composition import Sketch
    from generator.scaffolding.creation import GivenSpec

CAMPAIGN = "campaign"


@frozen
class Request:
    """The options of `scaffold new-service`, as they were given."""

    name: str | None
    spec_file: Path | None
    entity: str | None
    fields: tuple[str, ...]
    events: tuple[str, ...]
    description: str | None
    scope: str | None

    @property
    def is_whole(self) -> bool:
        """Whether nothing about the spec is left to ask."""
        return self.spec_file is not None or self.entity is not None


@frozen
class Settled:
    """A service of which everything is known."""

    name: str
    scope: str
    given: "GivenSpec | None"
    """Its spec; None for the example."""
    command: tuple[str, ...] = ()
    """Where it was asked for: the arguments that would have said the same."""


def settle(request: Request, texts: Mapping[str, str], *, asking: bool) -> Settled:
    """Everything known; what is missing is asked, or is the example's.

    `texts` are those of the platform. Raises UsageError for options that do not go together or are missing,
    EnvironmentProblem for a file that cannot be read or a name that is none, and DiagnosedError for a platform that is
    wrong before anything is asked.
    """
    from generator.frontend.load import load
    from generator.scaffolding.creation import spec_path
    from generator.scaffolding.naming import check_identifier

    _refuse_contradictions(request)
    if asking and not request.is_whole:
        # What is wrong with the platform already would be found only when everything is answered.
        load(texts)
    name = request.name or _asked_name(texts, asking=asking)
    check_identifier(name, "service")
    scope = request.scope or CAMPAIGN
    if request.spec_file is not None:
        return Settled(name=name, scope=scope, given=_read(request.spec_file))
    if request.entity is not None:
        return _of_options(request, name, scope)
    if asking and spec_path(name) not in texts:
        return _of_answers(request, name, texts)
    if request.description:
        raise click.UsageError("--description needs an entity: the example has a description of its own")
    return Settled(name=name, scope=scope, given=None)


def _refuse_contradictions(request: Request) -> None:
    inside = {"--entity": request.entity, "--field": request.fields, "--event": request.events}
    whole = {**inside, "--description": request.description, "--scope": request.scope}
    if request.spec_file is not None and (named := [flag for flag, given in whole.items() if given]):
        raise click.UsageError(f"--spec is the whole spec: {named[0]} does not go with it")
    if request.entity is None and (named := [flag for flag, given in inside.items() if given]):
        raise click.UsageError(f"{named[0]} needs an entity: give its name with --entity")
    if request.entity is not None and not request.fields:
        raise click.UsageError("an entity has at least one field: give it with --field NAME:TYPE")


def _asked_name(texts: Mapping[str, str], *, asking: bool) -> str:
    if not asking:
        raise click.UsageError(
            "the name of the service is missing: scaffold new-service NAME.\n"
            "Say what it holds with --entity and --field, or with --spec; else it begins with an example."
        )
    from generator.cli import questions

    return questions.service_name(lambda said: _problem_of_name(said, texts))


def _problem_of_name(said: str, texts: Mapping[str, str]) -> str | None:
    from generator.scaffolding.creation import spec_path
    from generator.scaffolding.naming import check_identifier

    if not said:
        return "A service has a name."
    try:
        check_identifier(said, "service")
    except EnvironmentProblem as error:
        return f"{error}. {error.hint}"
    return f"There is already a service `{said}`." if spec_path(said) in texts else None


def _of_options(request: Request, name: str, scope: str) -> Settled:
    from generator.cli.spec_options import parsed_fields
    from generator.editing.composition import Sketch

    sketch = Sketch(
        service=name,
        scope=scope,
        entity=request.entity or "",
        fields=parsed_fields(request.fields),
        events=request.events,
        description=request.description or "",
    )
    return _composed(sketch)


def _of_answers(request: Request, name: str, texts: Mapping[str, str]) -> Settled:
    from generator.cli import questions

    found = questions.answers(name, request.scope, request.description or "", lambda said: _problem(said, texts))
    if found.fields:
        return _composed(found.sketch, found.arguments)
    return Settled(name=name, scope=found.sketch.scope, given=None, command=found.arguments)


def _composed(sketch: "Sketch", command: tuple[str, ...] = ()) -> Settled:
    from generator.editing.composition import composed
    from generator.scaffolding.creation import GivenSpec, spec_path

    given = GivenSpec(shown=spec_path(sketch.service), text=composed(sketch))
    return Settled(name=sketch.service, scope=sketch.scope, given=given, command=command)


def _problem(sketch: "Sketch", texts: Mapping[str, str]) -> str | None:
    """The first thing that is wrong with a service on its platform."""
    from generator.editing.composition import composed
    from generator.frontend.load import load
    from generator.scaffolding.creation import spec_path

    path = spec_path(sketch.service)
    try:
        load({**texts, path: composed(sketch)})
    except DiagnosedError as error:
        found = (item for item in error.diagnostics if item.span is not None and item.span.path == path)
        return next((f"{item.message}. {item.hint or ''}".strip() for item in found), None)
    return None


def _read(spec_file: Path) -> "GivenSpec":
    from generator.scaffolding.creation import GivenSpec

    try:
        return GivenSpec(shown=str(spec_file), text=spec_file.read_bytes().decode())
    except FileNotFoundError as error:
        raise EnvironmentProblem(f"there is no file `{spec_file}`") from error
    except (OSError, UnicodeDecodeError) as error:
        raise EnvironmentProblem(f"cannot read `{spec_file}`: {error}") from error
