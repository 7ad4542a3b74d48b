"""One edit of a spec by a command: checked and shown before it is written."""

import difflib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli import location, screen
from generator.diagnostics import DiagnosedError, Diagnostic
from generator.frozen import frozen
from generator.tree import SPECS

if TYPE_CHECKING:
    from generator.editing.places import Addition
    from generator.frontend.source import Document
    from generator.pipeline import Outcome
    from generator.pipeline.decision import Decision


@frozen
class Mode:
    """How far an edit goes, and how it is told."""

    dry_run: bool
    generate: bool
    as_json: bool


@frozen
class Spec:
    """The spec that is edited, as it lies there."""

    root: Path
    path: str
    text: str
    document: "Document"

    def names(self, section: str) -> tuple[str, ...]:
        """The entities, events or operations that it has."""
        data = self.document.data
        found = data.get(section) if isinstance(data, dict) else None
        return tuple(found) if isinstance(found, dict) else ()


def edit(service: str, mode: Mode, build: Callable[[Spec], "Addition"]) -> int:
    """Adds what `build` says to the spec of a service, if the whole platform is valid with it; the exit code.

    Shows what changes in the spec and which migrations that means. Raises UsageError for a service that is not there,
    NoPlaceError, DiagnosedError if the spec cannot be read or was changed meanwhile, and EnvironmentProblem if it
    cannot be written; then nothing is.
    """
    try:
        spec = _opened(service)
        return _perform(spec, build(spec), mode)
    except DiagnosedError as error:
        if not mode.as_json:
            raise
        from generator.cli.diagnosis import say_findings

        return say_findings(error.diagnostics, location.root(), "json")


def near(name: str, known: Iterable[str]) -> str:
    """What a user may have meant, or what there is."""
    there = tuple(known)
    meant = difflib.get_close_matches(name, there, n=1)
    if meant:
        return f"Did you mean `{meant[0]}`?"
    return f"There are {', '.join(there)}." if there else "There are none yet."


def _opened(service: str) -> Spec:
    """The spec of a service of the current platform."""
    from generator.frontend.load import read_sources
    from generator.frontend.source import parse

    root = location.root()
    path = f"{SPECS}/{service}.yaml"
    texts = read_sources(root)
    services = tuple(Path(name).stem for name in texts if name.startswith(f"{SPECS}/"))
    if service not in services:
        raise click.UsageError(f"there is no service `{service}`. {near(service, services)}")
    document, findings = parse(path, texts[path])
    if document is None:
        raise DiagnosedError(findings)
    return Spec(root=root, path=path, text=texts[path], document=document)


def _perform(spec: Spec, addition: "Addition", mode: Mode) -> int:
    from generator.editing.splicing import added
    from generator.pipeline.decision import decide

    edited = added(spec.path, spec.text, addition)
    try:
        decision = decide(spec.root, {spec.path: edited})
    except DiagnosedError as error:
        if mode.as_json:
            raise
        return _refused(spec, edited, error)
    if not mode.as_json:
        _show(spec, edited, decision)
    if not mode.dry_run:
        _write(spec, edited)
    return _after(spec, edited, decision, mode)


def _refused(spec: Spec, edited: str, error: DiagnosedError) -> int:
    """The findings as for a spec that was written by hand, with excerpts from the text that was not written."""
    from generator.cli import diagnosis

    diagnosis.tell_error(error, {spec.path: edited})
    screen.tell(f"\n{spec.path} is shown as it would be; nothing was written.")
    return diagnosis.exit_code(error.diagnostics)


def _show(spec: Spec, edited: str, decision: "Decision") -> None:
    from generator.cli.diagnosis import tell_findings
    from generator.cli.outcome import say_migrations

    screen.say(_painted(_difference(spec, edited)))
    tell_findings(_about(spec, decision), spec.root, {spec.path: edited})
    if decision.migrations:
        screen.say()
        say_migrations(decision.migrations, planned=True)
    else:
        screen.say("\nNo migration: the tables stay as they are.")


def _write(spec: Spec, edited: str) -> None:
    from generator.output import transaction
    from generator.tree import digest

    write = transaction.Write(path=spec.path, content=edited.encode(), seen=digest(spec.text), durable=True)
    with transaction.exclusive(spec.root):
        transaction.recover(spec.root)
        transaction.apply(spec.root, (write,))


def _after(spec: Spec, edited: str, decision: "Decision", mode: Mode) -> int:
    """Says what was done, and generates where that was asked for; what that refuses, it refuses of a written spec."""
    from generator.cli import outcome

    if not mode.as_json:
        screen.tell("\nNothing was written." if mode.dry_run else f"\nWrote {spec.path}.")
    done = _generated(spec.root) if mode.generate and not mode.dry_run else None
    if mode.as_json:
        screen.say_json(_as_json(spec, edited, decision, mode) | {"generated": outcome.as_json(done) if done else None})
    elif done is not None:
        screen.tell()
        outcome.say_outcome(done, dry_run=False)
    elif not mode.dry_run:
        screen.tell("\nNext: scaffold generate")
    return 0


def _generated(root: Path) -> "Outcome":
    from generator.pipeline import generate

    progress = screen.Progress()
    try:
        return generate(root, notify=progress)
    finally:
        progress.done()


def _as_json(spec: Spec, edited: str, decision: "Decision", mode: Mode) -> dict[str, object]:
    from generator.cli.diagnosis import as_data
    from generator.cli.outcome import migration_data

    return {
        "spec": spec.path,
        "written": not mode.dry_run,
        "diff": _difference(spec, edited),
        "migrations": [migration_data(item) for item in decision.migrations],
        "diagnostics": as_data(_about(spec, decision)),
    }


def _about(spec: Spec, decision: "Decision") -> tuple[Diagnostic, ...]:
    """The warnings about the spec that is edited; those about others are not news."""
    found = decision.warnings + decision.notices
    return tuple(item for item in found if item.span is not None and item.span.path == spec.path)


def _difference(spec: Spec, edited: str) -> str:
    """The edit as a patch; a line's end is not shown, whichever it is."""
    lines = difflib.unified_diff(
        spec.text.splitlines(), edited.splitlines(), f"a/{spec.path}", f"b/{spec.path}", lineterm=""
    )
    return "\n".join(lines)


def _painted(patch: str) -> str:
    colours = {"+": "green", "-": "red", "@": "cyan"}
    return "\n".join(
        click.style(line, fg=colours[line[0]]) if line[:1] in colours else line for line in patch.split("\n")
    )
