"""The second half of the pipeline: from everything decided to files, compared with the tree."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from operator import attrgetter
from pathlib import Path

from generator.artifacts import Artifact, Ownership
from generator.diagnostics import DiagnosedError, Diagnostic, Severity
from generator.frozen import frozen, replace
from generator.output import fileset, overrides
from generator.output.comparison import Comparison, Disk
from generator.output.manifest import manifest
from generator.output.processes import shared
from generator.output.transaction import Staged
from generator.pipeline.decision import Decision, decide
from generator.pipeline.own_code import OwnCode, examine
from generator.pipeline.parts import Bench, Part, moved, records
from generator.plan.blueprint import Blueprint
from generator.plan.records import CORE, Record, RecordedFile
from generator.targets import Target
from generator.targets.plugins import plugins
from generator.targets.registry import targets
from generator.targets.rendering import overrides_of
from generator.targets.sql.target import SqlTarget

Notify = Callable[[str], None]
"""Told what is being done, in a few words, often."""

FEWEST_SERVICES = 4
"""A process of its own costs about as much as rendering half a service."""


@frozen
class Rendered:
    """Every file of the run, compared with the tree."""

    decision: Decision
    comparison: Comparison
    records: tuple[Record, ...]
    """As the lock will have them."""
    locks: tuple[Artifact, ...]
    """The lock files, if nothing is staged."""
    staged: tuple[Staged, ...]
    """What is to be written and deleted, if it was asked for."""
    own: OwnCode
    """What the users wrote themselves."""
    code: tuple[str, ...]
    """The files of the packages that had a part in this, by absolute path."""


def render(root: Path, notify: Notify, *, stages: bool = False) -> Rendered:
    """Decides everything, renders every file and compares it with the tree at `root`.

    `stages` also stages what is to be written, and then keeps no text of it; the caller holds a `transaction.staging`.
    Raises DiagnosedError with all findings of the first stage that has any.
    """
    with overrides_of(root):
        return _rendered(root, notify, stages=stages)


def _rendered(root: Path, notify: Notify, *, stages: bool) -> Rendered:
    notify("reading specs")
    decision = decide(root)
    overridden = _overridden(root)
    platform = decision.blueprint.platform
    added = plugins(platform.targets, platform.spans.get("targets"))
    found = _parts(root, decision, decision.blueprint.services, (*targets(), *added), notify, stages=stages)
    comparison = _together(found.values())
    own = examine(root, decision, comparison)
    return Rendered(
        decision=decision,
        comparison=comparison,
        records=tuple(records(decision, found)),
        locks=tuple(part.lock for part in found.values() if part.lock),
        staged=tuple(item for part in found.values() for item in part.staged),
        own=replace(own, warnings=overridden + own.warnings),
        code=decision.foundations + tuple(path for plugin in added for path in plugin.files),
    )


def compared(root: Path, decision: Decision, services: AbstractSet[str], notify: Notify) -> Comparison:
    """The files of some services and of the platform itself, compared with the tree at `root`; raises as `render`."""
    with overrides_of(root):
        _overridden(root)
        platform = decision.blueprint.platform
        every = (*targets(), *plugins(platform.targets, platform.spans.get("targets")))
        chosen = tuple(item for item in decision.blueprint.services if item.service.name in services)
        return _together(_parts(root, decision, chosen, every, notify, stages=False).values())


def _together(parts: Iterable[Part]) -> Comparison:
    """All files in path order; raises DiagnosedError if two of them are one."""
    states = sorted((item for part in parts for item in part.states), key=attrgetter("path"))
    fileset.check([item.path for item in states if item.ownership is not None])
    return Comparison(files=tuple(states))


def _parts(
    root: Path,
    decision: Decision,
    services: tuple[Blueprint, ...],
    every: tuple[Target, ...],
    notify: Notify,
    *,
    stages: bool,
) -> Mapping[str, Part]:
    """The parts of the platform itself, of `services` and of those that are gone, by name."""
    known = manifest(decision.records.values())
    bench = Bench(root=root, decision=decision, known=known, disk=Disk(root), stages=stages)
    parts = _made(bench, services, every, notify)
    if found := moved(parts.values()):
        parts = _made(replace(bench, moved=found), services, every, notify)
    return parts


def _made(
    bench: Bench, services: tuple[Blueprint, ...], every: tuple[Target, ...], notify: Notify
) -> Mapping[str, Part]:
    blueprint = bench.decision.blueprint
    platform = replace(blueprint, adopted=_adopted(bench.known))
    names = (CORE, *(item.service.name for item in (*services, *blueprint.retired)))
    first = len(names) if bench.moved else 0  # made a second time: nothing in the stage may be taken for another file

    def artifacts(number: int) -> Iterator[Artifact]:
        if number == 0:
            return (item for target in every for item in target.render_platform(platform))
        if number <= len(services):
            return (item for target in every for item in target.render_service(services[number - 1]))
        return SqlTarget().render_service(blueprint.retired[number - len(services) - 1])

    def made(number: int) -> Part:
        return bench.part(first + number, names[number], artifacts(number))

    def begun(number: int) -> None:
        notify(f"rendering {names[number]} ({number}/{len(names) - 1})" if number else "rendering the platform")

    return dict(zip(names, shared(made, range(len(names)), fewest=FEWEST_SERVICES, begun=begun), strict=True))


def _overridden(root: Path) -> tuple[Diagnostic, ...]:
    """What to know about templates of the user's; raises DiagnosedError if one would spoil what is generated."""
    found = tuple(overrides.findings(root))
    if any(item.severity is Severity.ERROR for item in found):
        raise DiagnosedError(found)
    return found


def _adopted(known: Mapping[str, RecordedFile]) -> tuple[str, ...]:
    """The generated files that the user has taken over."""
    return tuple(sorted(path for path, file in known.items() if file.ownership is Ownership.ADOPTED))
