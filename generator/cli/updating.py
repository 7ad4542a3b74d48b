"""What an update did, told to a person or as JSON."""

from collections.abc import Set as AbstractSet
from pathlib import Path
from textwrap import indent

import click

from generator.cli import screen
from generator.cli.diagnosis import as_data, tell_findings
from generator.cli.outcome import as_json as outcome_as_json
from generator.cli.outcome import say_outcome
from generator.diagnostics import DiagnosedError
from generator.names import counted
from generator.pipeline import Outcome
from generator.pipeline.undo import Undone
from generator.pipeline.update import Updated
from generator.scaffolding.changelog import Release, between
from generator.scaffolding.merging import Change, Kept, Merge

WHY_KEPT = {
    Kept.DELETED: "you deleted it; the template has changed it",
    Kept.DROPPED: "you edited it; the template no longer has it",
    Kept.IN_THE_WAY: "a link or a folder of yours lies there; the template has changed it",
}
COLOURS = {"create": "green", "update": "yellow", "delete": "red"}
MOST_PATHS = 20
"""Files beyond this many are counted, not listed."""


def say(updated: Updated, root: Path, *, dry_run: bool) -> None:
    """Prints what each project gains in words and which files change; of a dry run, the patch besides."""
    for (_, step), merges in _steps(updated).items():
        screen.say(f"{click.style(_named(merges), bold=True)}: {step}")
        for release in _releases(merges[0]):
            screen.say(f"  {release.version}")
            screen.say(indent(release.text, "    "))
        conflicts = {path for merge in merges for path in merge.conflicts}
        _say_files(tuple(change for merge in merges for change in merge.changes), conflicts)
        for path, why in (item for merge in merges for item in merge.kept.items()):
            screen.say(f"  {click.style('keep', fg='cyan')}    {path}: {WHY_KEPT[why]}")
    if schemas := updated.schemas:
        screen.say(f"{click.style('schemas', bold=True)}: what editors complete specs from")
        _say_files(schemas, set())
    if dry_run and updated.changes:
        screen.say(f"\n{updated.patch.rstrip()}\n")
    tell_findings(updated.conflicts, root)


def say_rest(updated: Updated, outcome: Outcome | None, root: Path, *, dry_run: bool) -> None:
    """Prints what generate did, and what comes next."""
    if not updated.changes:
        screen.say("The templates are up to date.")
    elif dry_run:
        screen.tell(f"Next: scaffold update{_waiting(updated, 'would wait for you')}")
    elif updated.conflicts:
        screen.tell(
            f"\nMerged{_waiting(updated, 'to settle')}.\n\nNext: choose what stays between the markers, then\n"
            "  scaffold generate\nor take it all back:\n  scaffold update --undo"
        )
    if outcome is not None:
        tell_findings(outcome.diagnostics, root)
        say_outcome(outcome, dry_run=False)
        if updated.merges:
            screen.tell("Take the update back: scaffold update --undo")


def say_undone(undone: Undone) -> None:
    """Prints what an undo put back, and what it could not leave alone."""
    number = counted(len(undone.restored) + len(undone.merged) + len(undone.replaced), "file")
    screen.say(f"Took back {undone.title}: {number} as before.")
    for path in undone.merged:
        screen.say(f"  {path}: your edits since are still in it")
    for path in undone.migrations:
        screen.say(f"  {path} is gone: if it ran on a database that you keep, take this undo back")
    for path in undone.replaced:
        screen.say(f"  {path}: your edits since were in the same lines and are gone from it")
    screen.tell("To have it all again: scaffold update --undo")


def as_json(updated: Updated, outcome: Outcome | None, refused: DiagnosedError | None) -> dict[str, object]:
    """The update for machines; `generated` is null where `generate` did not run or refused."""
    return {
        "projects": [_project(merge) for merge in updated.merges],
        "current": dict(updated.current),
        "changes": _paths(updated.changes),
        "patch": updated.patch,
        "generated": None if outcome is None else outcome_as_json(outcome),
        "diagnostics": as_data((*updated.conflicts, *(refused.diagnostics if refused else ()))),
    }


def undone_as_json(undone: Undone) -> dict[str, object]:
    """An undo for machines."""
    return {
        "undone": undone.title,
        "restored": list(undone.restored),
        "merged": list(undone.merged),
        "replaced": list(undone.replaced),
        "migrations": list(undone.migrations),
    }


def _steps(updated: Updated) -> dict[tuple[bool, str], list[Merge]]:
    """The merges by the step that they make: a hundred services that make the same one are told together."""
    steps: dict[tuple[bool, str], list[Merge]] = {}
    for merge in updated.merges:
        source = f"template {merge.project.source}" if merge.project.template is None else "template"
        step = (merge.project.is_platform, f"{source} {merge.project.version} -> {merge.to}")
        steps.setdefault(step, []).append(merge)
    return steps


def _named(merges: list[Merge]) -> str:
    if merges[0].project.is_platform:
        return "platform"
    names = ", ".join(merge.project.name for merge in merges)
    return f"service {names}" if len(merges) == 1 else f"services {names}"


def _say_files(changes: tuple[Change, ...], conflicts: AbstractSet[str]) -> None:
    for change in changes[:MOST_PATHS]:
        verb = _verb(change)
        shown = click.style("conflict", fg="red", bold=True) if change.path in conflicts else ""
        screen.say(f"  {shown or click.style(verb, fg=COLOURS[verb])}  {change.path}")
    if len(changes) > MOST_PATHS:
        screen.say(f"  and {counted(len(changes) - MOST_PATHS, 'more file')}")


def _waiting(updated: Updated, what: str) -> str:
    return f"; {counted(len(updated.conflicts), 'conflict')} {what}" if updated.conflicts else ""


def _project(merge: Merge) -> dict[str, object]:
    return {
        "name": merge.project.name,
        "template": merge.project.template or merge.project.source,
        "from": merge.project.version,
        "to": merge.to,
        "news": [{"version": item.version, "text": item.text} for item in _releases(merge)],
        "changes": _paths(merge.changes),
        "conflicts": list(merge.conflicts),
        "kept": {path: why.value for path, why in merge.kept.items()},
    }


def _releases(merge: Merge) -> tuple[Release, ...]:
    """What a packaged template says of the versions in between; only those of a team's own say nothing here."""
    template = merge.project.template
    return () if template is None else between(template, merge.project.version, merge.to)


def _paths(changes: tuple[Change, ...]) -> dict[str, list[str]]:
    return {verb: [item.path for item in changes if _verb(item) == verb] for verb in COLOURS}


def _verb(change: Change) -> str:
    if change.before is None:
        return "create"
    return "delete" if change.after is None else "update"
