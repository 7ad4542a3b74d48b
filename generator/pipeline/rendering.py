"""The second half of the pipeline: from everything decided to files, compared with the tree."""

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path

from generator.artifacts import Artifact, Ownership
from generator.diagnostics import DiagnosedError, Diagnostic, Severity
from generator.frozen import frozen, replace
from generator.output import overrides
from generator.output.comparison import Comparison, State, compare
from generator.output.fileset import Fileset, collect
from generator.output.manifest import manifest, recorded_files, recorded_migrations
from generator.output.processes import shared
from generator.pipeline.decision import Decision, decide
from generator.pipeline.own_code import OwnCode, examine
from generator.plan.blueprint import Blueprint
from generator.plan.records import CORE, Record
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
    fileset: Fileset
    comparison: Comparison
    records: tuple[Record, ...]
    """As the lock will have them."""
    own: OwnCode
    """What the users wrote themselves."""
    code: tuple[str, ...]
    """The files of the packages that had a part in this, by absolute path."""


def render(root: Path, notify: Notify) -> Rendered:
    """Decides everything, renders every file and compares it with the tree at `root`.

    Raises DiagnosedError with all findings of the first stage that has any.
    """
    with overrides_of(root):
        return _rendered(root, notify)


def _rendered(root: Path, notify: Notify) -> Rendered:
    notify("reading specs")
    decision = decide(root)
    overridden = _overridden(root)
    platform = decision.blueprint.platform
    added = plugins(platform.targets, platform.spans.get("targets"))
    artifacts = _artifacts(decision, decision.blueprint.services, (*targets(), *added), notify)
    notify("comparing")
    fileset = collect(item for items in artifacts.values() for item in items)
    comparison = compare(fileset, manifest(decision.records.values()), root)
    kept = frozenset(item.path for item in comparison.having(State.ORPHAN_EDITED))
    records = tuple(_record(decision, name, items, kept) for name, items in artifacts.items())
    own = examine(root, decision, fileset)
    return Rendered(
        decision=decision,
        fileset=fileset,
        comparison=comparison,
        records=records,
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
        artifacts = _artifacts(decision, chosen, every, notify)
        known = manifest(record for name, record in decision.records.items() if name in artifacts)
        return compare(collect(item for items in artifacts.values() for item in items), known, root)


def _artifacts(
    decision: Decision, services: tuple[Blueprint, ...], every: tuple[Target, ...], notify: Notify
) -> Mapping[str, tuple[Artifact, ...]]:
    """The files of the platform itself, of `services` and of those that are gone, by name."""
    platform = replace(decision.blueprint, adopted=_adopted(decision))
    return {
        CORE: tuple(item for target in every for item in target.render_platform(platform)),
        **_service_artifacts(services, every, notify),
        **{item.service.name: tuple(SqlTarget().render_service(item)) for item in decision.blueprint.retired},
    }


def _service_artifacts(
    services: tuple[Blueprint, ...], every: tuple[Target, ...], notify: Notify
) -> Mapping[str, tuple[Artifact, ...]]:
    """The files of every service, by its name."""

    def rendered(service: Blueprint) -> tuple[Artifact, ...]:
        return tuple(item for target in every for item in target.render_service(service))

    def begun(number: int) -> None:
        notify(f"rendering {services[number].service.name} ({number + 1}/{len(services)})")

    found = shared(rendered, services, fewest=FEWEST_SERVICES, begun=begun)
    return {service.service.name: artifacts for service, artifacts in zip(services, found, strict=True)}


def _overridden(root: Path) -> tuple[Diagnostic, ...]:
    """What to know about templates of the user's; raises DiagnosedError if one would spoil what is generated."""
    found = tuple(overrides.findings(root))
    if any(item.severity is Severity.ERROR for item in found):
        raise DiagnosedError(found)
    return found


def _adopted(decision: Decision) -> tuple[str, ...]:
    """The generated files that the user has taken over."""
    files = manifest(decision.records.values()).items()
    return tuple(sorted(path for path, file in files if file.ownership is Ownership.ADOPTED))


def _record(decision: Decision, name: str, artifacts: Iterable[Artifact], kept: frozenset[str]) -> Record:
    """The record of one service with its rendered files and new migrations."""
    items = tuple(artifacts)
    before = decision.records.get(name, Record(service=name))
    return replace(
        decision.after[name],
        migrations=recorded_migrations(before.migrations, items),
        files=recorded_files(before.files, items, kept),
    )
