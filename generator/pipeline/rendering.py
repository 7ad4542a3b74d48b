"""The second half of the pipeline: from everything decided to files, compared with the tree."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from generator.artifacts import Artifact
from generator.output.comparison import Comparison, State, compare
from generator.output.fileset import Fileset, collect
from generator.output.manifest import manifest, recorded_files, recorded_migrations
from generator.pipeline.decision import Decision, decide
from generator.plan.records import CORE, Record
from generator.targets.registry import targets

Notify = Callable[[str], None]
"""Told what is being done, in a few words, often."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """Every file of the run, compared with the tree."""

    decision: Decision
    fileset: Fileset
    comparison: Comparison
    records: tuple[Record, ...]
    """As the lock will have them."""


def render(root: Path, notify: Notify) -> Rendered:
    """Decides everything, renders every file and compares it with the tree at `root`.

    Raises DiagnosedError with all findings of the first stage that has any.
    """
    notify("reading specs")
    decision = decide(root)
    artifacts = {
        CORE: tuple(item for target in targets() for item in target.render_platform(decision.blueprint)),
    }
    for number, service in enumerate(decision.blueprint.services, 1):
        notify(f"rendering {service.service.name} ({number}/{len(decision.blueprint.services)})")
        artifacts[service.service.name] = tuple(item for target in targets() for item in target.render_service(service))
    notify("comparing")
    fileset = collect(item for items in artifacts.values() for item in items)
    comparison = compare(fileset, manifest(decision.records.values()), root)
    kept = frozenset(item.path for item in comparison.having(State.ORPHAN_EDITED))
    records = tuple(_record(decision, name, items, kept) for name, items in artifacts.items())
    return Rendered(decision=decision, fileset=fileset, comparison=comparison, records=records)


def _record(decision: Decision, name: str, artifacts: Iterable[Artifact], kept: frozenset[str]) -> Record:
    """The record of one service with its rendered files and new migrations."""
    items = tuple(artifacts)
    before = decision.records.get(name, Record(service=name))
    return replace(
        decision.after[name],
        migrations=recorded_migrations(before.migrations, items),
        files=recorded_files(before.files, items, kept),
    )
