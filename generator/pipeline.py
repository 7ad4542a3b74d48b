"""The pipeline: from specs, lock and templates to files, one stage after the other."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator import rules
from generator.artifacts import Artifact, Ownership
from generator.diagnostics import DiagnosedError, Diagnostic, Severity, Span, in_source_order
from generator.frontend.load import load, overlooked, read_sources
from generator.ir import Platform, Service
from generator.output import findings, stamp, transaction, writer
from generator.output.comparison import Comparison, State, compare
from generator.output.fileset import Fileset, collect
from generator.output.manifest import (
    lock_files,
    manifest,
    read_records,
    recorded_files,
    recorded_migrations,
    unrecorded_migrations,
)
from generator.output.writer import Written
from generator.plan import numbering, wire
from generator.plan.blueprint import Blueprint, Migration, PlatformBlueprint
from generator.plan.collisions import collisions
from generator.plan.diff import ServicePlan, origins, plan_platform, plan_service, removed_services
from generator.plan.records import CORE, Record
from generator.stubs.build import SUFFIXES, compile_stubs
from generator.targets.registry import targets
from generator.tree import PLATFORM_FILE, digest

Notify = Callable[[str], None]
"""Told what is being done, in a few words, often."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a run did, or would do."""

    written: Written
    migrations: tuple[Migration, ...] = ()
    """The new ones, in the order in which they run."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """Warnings of a run; of a check, everything that is not as it should be."""
    compiled: tuple[str, ...] = ()
    """The services whose stubs were compiled."""
    patch: str = ""
    """What a dry run would change, as a patch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Planned:
    """The platform with everything decided and nothing rendered."""

    blueprint: PlatformBlueprint
    records: Mapping[str, Record]
    """As the lock has them."""
    after: Mapping[str, Record]
    """As they will be, without files and new migrations, which are known by their rendered bytes only."""
    warnings: tuple[Diagnostic, ...]
    """What the rules say about a spec that they let pass."""

    @property
    def migrations(self) -> tuple[Migration, ...]:
        """The new ones, core first."""
        services = self.blueprint.services
        return self.blueprint.migrations + tuple(item for service in services for item in service.migrations)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rendered:
    """Every file of the run, compared with the tree."""

    planned: _Planned
    fileset: Fileset
    comparison: Comparison
    records: tuple[Record, ...]
    """As the lock will have them."""


def generate(
    root: Path,
    *,
    overwrite: bool = False,
    dry_run: bool = False,
    stubs: bool = True,
    notify: Notify = lambda doing: None,  # noqa: ARG005 - nobody listens
) -> Outcome:
    """Brings the platform at `root` in line with its specs; with `dry_run`, only says what that would do.

    `overwrite` gives up edits by hand of generated files; `stubs` compiles the protos, too.
    Raises DiagnosedError (nothing is written), EnvironmentProblem (the tree is the old one) and StubsError (protos are
    written and not compiled).
    """
    if dry_run:
        _settle(root)
        rendered = _render(root, notify)
        findings.refuse(rendered.comparison, overwrite=overwrite)
        return _outcome(rendered, patch=findings.patch(rendered.comparison))
    with transaction.exclusive(root):
        transaction.recover(root)
        rendered = _render(root, notify)
        findings.refuse(rendered.comparison, overwrite=overwrite)
        notify("writing")
        changes = writer.changes(rendered.fileset, rendered.comparison)
        transaction.apply(root, changes + writer.state_changes(root, lock_files(rendered.records)))
        compiled = _compile(root, rendered, notify) if stubs else ()
        _save_stamp(root, rendered, compiled=stubs)
    return _outcome(rendered, compiled=compiled)


def check(root: Path, *, notify: Notify = lambda doing: None) -> Outcome:  # noqa: ARG005 - nobody listens
    """Everything in which the platform at `root` differs from what `generate` would leave; writes nothing.

    Raises DiagnosedError if the specs are wrong, EnvironmentProblem if the platform cannot be read.
    """
    _settle(root)
    rendered = _render(root, notify)
    drift = findings.drift(rendered.comparison)
    stale_locks = () if drift else tuple(_stale_locks(root, rendered.records))
    if not (drift or stale_locks):
        _save_stamp(root, rendered, compiled=False)
    return _outcome(rendered, diagnostics=drift + stale_locks)


def _settle(root: Path) -> None:
    """Finishes what a killed command began, so that the tree which is looked at is the old one or the new one."""
    if transaction.pending(root):
        with transaction.exclusive(root):
            transaction.recover(root)


def _decided(root: Path) -> _Planned:
    """Reads the platform at `root` and decides everything: tables, wire numbers, migrations.

    Raises DiagnosedError with all findings of the first stage that has any.
    """
    texts = read_sources(root)
    records = read_records(root)
    if stray := unrecorded_migrations(root, records.values()):
        raise DiagnosedError(stray)
    platform = load(texts, validated=_validated(texts, records))
    warnings = overlooked(root) + _warnings(platform)
    blueprint, after = _plan(platform, records, texts)
    return _Planned(blueprint=blueprint, records=records, after=after, warnings=warnings)


def _render(root: Path, notify: Notify) -> _Rendered:
    notify("reading specs")
    planned = _decided(root)
    artifacts = {
        CORE: tuple(item for target in targets() for item in target.render_platform(planned.blueprint)),
    }
    for number, service in enumerate(planned.blueprint.services, 1):
        notify(f"rendering {service.service.name} ({number}/{len(planned.blueprint.services)})")
        artifacts[service.service.name] = tuple(item for target in targets() for item in target.render_service(service))
    notify("comparing")
    fileset = collect(item for items in artifacts.values() for item in items)
    comparison = compare(fileset, manifest(planned.records.values()), root)
    kept = frozenset(item.path for item in comparison.having(State.ORPHAN_EDITED))
    records = tuple(_record(planned, name, items, kept) for name, items in artifacts.items())
    return _Rendered(planned=planned, fileset=fileset, comparison=comparison, records=records)


def _validated(texts: Mapping[str, str], records: Mapping[str, Record]) -> frozenset[str]:
    """The specs that are, byte for byte, those that were valid when the lock was written."""
    names = {PLATFORM_FILE: CORE} | {path: Path(path).stem for path in texts if path != PLATFORM_FILE}
    return frozenset(
        path for path, text in texts.items() if names[path] in records and records[names[path]].spec == digest(text)
    )


def _warnings(platform: Platform) -> tuple[Diagnostic, ...]:
    """What the rules only warn of; raises DiagnosedError with all they find if they refuse something."""
    found = rules.check(platform)
    if any(item.severity is Severity.ERROR for item in found):
        raise DiagnosedError(found)
    return found


def _plan(
    platform: Platform, records: Mapping[str, Record], texts: Mapping[str, str]
) -> tuple[PlatformBlueprint, Mapping[str, Record]]:
    """Every service planned; raises DiagnosedError with what all of them refuse."""
    created = {
        table: id_
        for service in platform.services
        for table, id_ in origins(records.get(service.name), service).items()
    }
    core = records.get(CORE, Record(service=CORE))
    whole = plan_platform(core, platform)
    refused = [*removed_services(records.values(), platform), *whole.refused]
    spec = digest(texts[PLATFORM_FILE])
    after = {CORE: Record(service=CORE, spec=spec, platform=whole.recorded, migrations=core.migrations)}
    blueprints: list[Blueprint] = []
    for service in platform.services:
        before = records.get(service.name, Record(service=service.name))
        try:
            blueprint, planned = _plan_service(platform, service, before, created)
        except DiagnosedError as error:
            refused.extend(error.diagnostics)
            continue
        blueprints.append(blueprint)
        after[service.name] = _planned_record(blueprint, planned, before, digest(texts[service.path]))
    if refused:
        raise DiagnosedError(in_source_order(refused))
    return PlatformBlueprint(platform=platform, services=tuple(blueprints), migrations=whole.migrations), after


def _plan_service(
    platform: Platform, service: Service, before: Record, created: Mapping[str, str]
) -> tuple[Blueprint, ServicePlan]:
    """One service planned; raises DiagnosedError with all that is refused, numbers only if nothing else is."""
    shapes = wire.shapes(platform, service)
    planned = plan_service(before, platform, service, shapes, created)
    if refused := (*planned.refused, *collisions(shapes)):
        raise DiagnosedError(refused)
    blueprint = Blueprint(
        platform=platform,
        service=service,
        tables=planned.tables,
        shapes=shapes,
        wire=numbering.allocate(before.wire, shapes),
        migrations=planned.migrations,
    )
    return blueprint, planned


def _planned_record(blueprint: Blueprint, planned: ServicePlan, before: Record, spec: str) -> Record:
    return Record(
        service=blueprint.service.name,
        spec=spec,
        tables=planned.tables,
        origins=planned.origins,
        rpcs=planned.rpcs,
        wire=blueprint.wire,
        migrations=before.migrations,
    )


def _record(planned: _Planned, name: str, artifacts: Iterable[Artifact], kept: frozenset[str]) -> Record:
    """The record of one service with its rendered files and new migrations."""
    items = tuple(artifacts)
    before = planned.records.get(name, Record(service=name))
    return replace(
        planned.after[name],
        migrations=recorded_migrations(before.migrations, items),
        files=recorded_files(before.files, items, kept),
    )


def _compile(root: Path, rendered: _Rendered, notify: Notify) -> tuple[str, ...]:
    notify("compiling protos")
    platform = rendered.planned.blueprint.platform
    return compile_stubs(root, platform.package, tuple(service.name for service in platform.services))


def _save_stamp(root: Path, rendered: _Rendered, *, compiled: bool) -> None:
    """Notes that nothing is to be done; `compiled` says whether the stubs were looked at, too."""
    platform = rendered.planned.blueprint.platform
    specs = {record.service: record.spec for record in rendered.records}
    read = {PLATFORM_FILE: specs[CORE]} | {service.path: specs[service.name] for service in platform.services}
    outputs: dict[str, str] = {
        path: stamp.ANY_CONTENT if file.ownership is Ownership.SCAFFOLDED else file.sha256
        for path, file in manifest(rendered.records).items()
    }
    for service in platform.services if compiled else ():
        stem = f"src/{platform.package}/{service.name}/v1/{service.name}"
        outputs |= {f"{stem}{suffix}": stamp.AS_FOUND for suffix in SUFFIXES}
    warnings = rendered.planned.warnings + findings.warnings(rendered.comparison)
    stamp.save(root, read=read, outputs=outputs, warnings=warnings, compiled=compiled)


def _stale_locks(root: Path, records: tuple[Record, ...]) -> Iterator[Diagnostic]:
    for change in writer.state_changes(root, lock_files(records)):
        message = f"`{change.path}` is stale: it does not record what the specs say"
        span = Span(path=change.path, line=1, column=1, end_line=1, end_column=1)
        yield Diagnostic(code="SG907", message=message, span=span, hint="Run `scaffold generate`.")


def _outcome(
    rendered: _Rendered,
    *,
    diagnostics: tuple[Diagnostic, ...] | None = None,
    compiled: tuple[str, ...] = (),
    patch: str = "",
) -> Outcome:
    found = findings.warnings(rendered.comparison) if diagnostics is None else diagnostics
    return Outcome(
        written=writer.summary(rendered.comparison),
        migrations=rendered.planned.migrations,
        diagnostics=rendered.planned.warnings + found,
        compiled=compiled,
        patch=patch,
    )
