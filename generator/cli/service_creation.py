"""The steps of `scaffold new-service` once it knows what is wanted: place, write, generate, prove, tell."""

import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from generator.cli import location, screen
from generator.cli.service_request import Settled
from generator.diagnostics import EnvironmentProblem, ScaffoldError
from generator.frozen import frozen
from generator.tree import PLATFORM_FILE

if TYPE_CHECKING:
    from generator.pipeline import Outcome


@frozen
class Place:
    """The platform that a service is to lie in."""

    root: Path
    texts: Mapping[str, str]
    """Its specs and `scaffold.yaml`."""
    first: Mapping[str, bytes]
    """What it lacks, and gets with the service: schemas for editors, or everything."""

    @property
    def is_new(self) -> bool:
        """Whether there is no platform yet."""
        return PLATFORM_FILE in self.first


@frozen
class Made:
    """What was done."""

    place: Place
    service: str
    files: tuple[str, ...]
    """What templates and spec gave: the user's from now on."""
    generated: "Outcome | None" = None
    proved: tuple[str, ...] | None = None
    """The migrations that a fresh PostgreSQL took, if that was tried."""


def place(*, asking: bool, yes: bool) -> Place:
    """The platform of the current folder, or a new one in it if that is wanted; raises EnvironmentProblem if not."""
    from generator.frontend.load import read_sources
    from generator.scaffolding import creation, schemas

    root = location.find_root()
    if root is not None:
        missing = {path: text for path, text in schemas.schema_files().items() if not (root / path).exists()}
        return Place(root=root, texts=read_sources(root), first=missing)
    _confirm_platform(asking=asking, yes=yes)
    here = Path.cwd()
    first = creation.platform(here, None, None)
    return Place(root=here, texts={PLATFORM_FILE: first[PLATFORM_FILE].decode()}, first=first)


def files(where: Place, settled: Settled, template: str | None) -> Mapping[str, bytes]:
    """Everything that is written before `generate`: rendered, and valid on its platform."""
    from generator.scaffolding import creation

    made = creation.service(where.texts, settled.name, settled.scope, settled.given, template)
    return {**where.first, **made}


def agree(where: Place, settled: Settled, new: Mapping[str, bytes], *, generates: bool) -> None:
    """Shows a person what is about to be made; raises EnvironmentProblem if it is not wanted."""
    from generator.cli import questions
    from generator.cli.diagnosis import folders
    from generator.frontend.load import load

    screen.tell(f"\nIn {where.root}:")
    for line in folders(new):
        screen.tell(f"  {line}")
    if generates:
        package = load(where.texts).package
        generated = ("migrations", f"proto/{package}", f"src/{package}", "tests/generated")
        screen.tell(f"  and, generated: {', '.join(f'{folder}/{settled.name}/' for folder in generated)}")
    if settled.given is not None:
        screen.tell(f"\n{settled.given.shown}:")
        screen.tell("".join(f"  {line}\n" for line in settled.given.text.splitlines()))
    yes = ("--yes",) if where.is_new and "--yes" not in settled.command else ()
    screen.tell(f"As a command: scaffold new-service {shlex.join((*settled.command, *yes))}\n")
    if not questions.agreed("Make it, and generate its code and migrations?" if generates else "Make it?"):
        raise EnvironmentProblem("nothing was made")


def carry_out(where: Place, service: str, new: Mapping[str, bytes], *, generates: bool, verifies: bool) -> Made:
    """Writes, generates and proves; what is written stays if a later step fails, and says so."""
    from generator.cli.new_files import write_new

    write_new(where.root, new)
    generated = proved = None
    try:
        if generates:
            generated = _generated(where.root)
        if verifies:
            proved = _proved(where.root)
    except (ScaffoldError, KeyboardInterrupt):
        screen.tell(f"The service {service} is made, and stays; `scaffold generate` goes on from there.")
        raise
    return Made(place=where, service=service, files=tuple(sorted(new)), generated=generated, proved=proved)


def tell(made: Made) -> None:
    """Says what was made, and the three commands that come next."""
    from generator.names import counted
    from generator.scaffolding.creation import spec_path

    if made.place.is_new:
        screen.say(f"Made a platform in {made.place.root}.")
    screen.say(f"Made the service {made.service}: its spec is {spec_path(made.service)}.")
    if made.generated is not None:
        written = made.generated.written
        changed = counted(len(written.created) + len(written.updated), "file")
        screen.say(f"Generated {changed} with {counted(len(made.generated.migrations), 'new migration')}.")
    if made.proved is not None:
        screen.say(f"A fresh PostgreSQL took all {counted(len(made.proved), 'migration')}.")
    steps = _next(made)
    width = max(len(command) for command in steps)
    screen.tell("\nNext:\n" + "\n".join(f"  {command.ljust(width)}  # {what}" for command, what in steps.items()))


def as_json(made: Made) -> dict[str, object]:
    """The same for machines."""
    from generator.cli import outcome
    from generator.scaffolding.creation import spec_path

    return {
        "service": made.service,
        "spec": spec_path(made.service),
        "platform": str(made.place.root),
        "new_platform": made.place.is_new,
        "files": list(made.files),
        "generated": outcome.as_json(made.generated) if made.generated else None,
        "verified": None if made.proved is None else list(made.proved),
        "next": list(_next(made)),
    }


def _next(made: Made) -> dict[str, str]:
    """The commands that come next, and what each is for."""
    from generator.scaffolding.creation import spec_path

    serve = {"make run": "serves it, on a PostgreSQL that comes with the tools"}
    if made.generated is None:
        edit = {f"$EDITOR {spec_path(made.service)}": "says what it holds"}
        return {**edit, "scaffold generate": "writes code, migrations and tests", **serve}
    test = {"make test": "runs the tests that were generated, and yours"}
    return {**test, **serve, "scaffold add-field --help": "how the spec grows; or edit it and run `scaffold generate`"}


def _confirm_platform(*, asking: bool, yes: bool) -> None:
    """Asks whether to make a platform in the current folder; without a terminal, says how to be understood."""
    if yes:
        return
    if not asking:
        raise EnvironmentProblem(
            f"no platform here: there is no `{PLATFORM_FILE}` in `{Path.cwd()}` or above it",
            hint="Add --yes to make one here, or make one first: `scaffold init DIR`.",
        )
    from generator.cli import questions

    if not questions.agreed(f"There is no platform here. Make one in {Path.cwd()}?"):
        raise EnvironmentProblem(
            "nothing was made: a service lies in a platform",
            hint="Go into a platform, or make one first: `scaffold init DIR`.",
        )


def _generated(root: Path) -> "Outcome":
    from generator.pipeline import generate

    progress = screen.Progress()
    try:
        return generate(root, notify=progress)
    finally:
        progress.done()


def _proved(root: Path) -> tuple[str, ...]:
    """The migrations, applied to an empty database that nobody else uses."""
    from generator.database import embedded, runner

    with embedded.server() as server:
        embedded.create_database(server.url, "proof")
        report = runner.migrate(server.url_for("proof"), root)
    return tuple(item.id for item in report.applied)
