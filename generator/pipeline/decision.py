"""The first half of the pipeline: from specs and lock to everything decided, with nothing rendered."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from generator import rules
from generator.diagnostics import DiagnosedError, Diagnostic, Severity, in_source_order
from generator.frontend.home import is_own
from generator.frontend.load import load, overlooked, read_sources
from generator.frozen import frozen, replace
from generator.ir import Platform, Service
from generator.output.manifest import read_records, unrecorded_migrations
from generator.pipeline.dependencies import undeclared
from generator.pipeline.home import Elsewhere, elsewhere, misfits, moved, recorded
from generator.plan import (
    compatibility,
    extensions,
    http,
    interplay,
    numbering,
    order,
    referred,
    refusals,
    routines,
    seeds,
    wire,
)
from generator.plan.blueprint import Blueprint, Migration, PlatformBlueprint
from generator.plan.collisions import collisions
from generator.plan.diff import (
    ServicePlan,
    Surroundings,
    arrivals,
    origins,
    plan_platform,
    plan_service,
    removed_services,
    retirement_notice,
)
from generator.plan.records import CORE, Record
from generator.plan.renames import renames
from generator.plan.wire_names import Names, named, wire_names
from generator.tree import PLATFORM_FILE, digest


@frozen
class Decision:
    """The platform with everything decided and nothing rendered."""

    blueprint: PlatformBlueprint
    records: Mapping[str, Record]
    """As the lock has them."""
    after: Mapping[str, Record]
    """As they will be, without files and new migrations, which are known by their rendered bytes only."""
    warnings: tuple[Diagnostic, ...]
    """What the rules say about a spec that they let pass."""
    notices: tuple[Diagnostic, ...]
    """What to know about the edits of this run; said once, because the next run finds them recorded."""
    foundations: tuple[str, ...] = ()
    """The files of a platform in another repository that the run depends on, by absolute path."""

    @property
    def migrations(self) -> tuple[Migration, ...]:
        """The new ones, core first."""
        services = (*self.blueprint.services, *self.blueprint.retired)
        return self.blueprint.migrations + tuple(item for service in services for item in service.migrations)


def decide(root: Path, edited: Mapping[str, str] = MappingProxyType({})) -> Decision:
    """Reads the platform at `root` and decides everything: tables, wire numbers, migrations.

    `edited` holds specs that count instead of what lies on the disk.
    Raises DiagnosedError with all findings of the first stage that has any.
    """
    texts = {**read_sources(root), **edited}
    records = read_records(root)
    if stray := unrecorded_migrations(root, records.values()):
        raise DiagnosedError(stray)
    ground = elsewhere(root, texts)
    platform = _loaded(texts, records, ground)
    warnings = (*overlooked(root), *undeclared(root, platform), *_warnings(platform))
    first = {service.name: _first_names(platform, service, records) for service in platform.services}
    clients = replace(platform, services=tuple(named(service, first[service.name]) for service in platform.services))
    blueprint, planned = _plan(clients, records, texts, ground)
    after = {
        name: replace(record, wire_names=first.get(name, _recorded(records, name).wire_names))
        for name, record in planned.items()
    }
    notices = tuple(
        notice
        for service in (*blueprint.services, *blueprint.retired)
        for notice in _notices(_recorded(records, service.service.name), service)
    )
    return Decision(
        blueprint=blueprint,
        records=records,
        after=after,
        warnings=(*warnings, *http.met(blueprint.services)),
        notices=notices,
        foundations=ground.files if ground else (),
    )


def _notices(before: Record, blueprint: Blueprint) -> Iterator[Diagnostic]:
    """What is said once, when an edit is recorded."""
    yield from compatibility.tightened(before.wire, blueprint.shapes)
    yield from http.moved(before.rpcs, blueprint.shapes)
    yield from seeds.left_behind(before, blueprint.service)
    yield from retirement_notice(before, blueprint.service)


def _loaded(texts: Mapping[str, str], records: Mapping[str, Record], ground: Elsewhere | None) -> Platform:
    """The platform; raises DiagnosedError with what is wrong in its specs, and between them and the `ground`."""
    validated = _validated(texts, records)
    if ground is None:
        return load(texts, validated=validated)
    before = _recorded(records, CORE).home
    try:
        platform = load(texts, validated=validated)
    except DiagnosedError as error:
        raise DiagnosedError((*misfits(ground, before, None), *error.diagnostics)) from error
    if found := tuple(misfits(ground, before, platform)):
        raise DiagnosedError(found)
    return replace(
        platform,
        borrowed=tuple(named(item, _recorded(ground.records, item.name).wire_names) for item in platform.borrowed),
    )


def _first_names(platform: Platform, service: Service, records: Mapping[str, Record]) -> Names:
    before = _recorded(records, service.name)
    return wire_names(before, f"{platform.package}.{service.name}.v1", service, renames(before, service))


def _recorded(records: Mapping[str, Record], service: str) -> Record:
    return records.get(service, Record(service=service))


def _validated(texts: Mapping[str, str], records: Mapping[str, Record]) -> frozenset[str]:
    """The specs that are, byte for byte, those that were valid when the lock was written."""
    names = {path: CORE if path == PLATFORM_FILE else Path(path).stem for path in texts if is_own(path)}
    return frozenset(
        path for path, name in names.items() if name in records and records[name].spec == digest(texts[path])
    )


def _warnings(platform: Platform) -> tuple[Diagnostic, ...]:
    """What the rules only warn of; raises DiagnosedError with all they find if they refuse something."""
    found = rules.check(platform)
    if any(item.severity is Severity.ERROR for item in found):
        raise DiagnosedError(found)
    return found


def _plan(
    platform: Platform, records: Mapping[str, Record], texts: Mapping[str, str], ground: Elsewhere | None
) -> tuple[PlatformBlueprint, Mapping[str, Record]]:
    """Every service planned; raises DiagnosedError with what all of them refuse."""
    core = records.get(CORE, Record(service=CORE))
    whole = plan_platform(core, platform)
    known = {**(ground.records if ground else {}), **records}
    gone = removed_services(records.values(), platform)
    retired = tuple(item for item in gone if isinstance(item, Service))
    built = [*(item.id for item in core.migrations), *(item.id for item in whole.migrations)]
    around = _surroundings((*platform.services, *retired), records, ground, built)
    refused = [*(item for item in gone if isinstance(item, Diagnostic)), *moved(core, platform), *whole.refused]
    spec = digest(texts[PLATFORM_FILE])
    home = recorded(platform, ground) if ground else None
    after = {CORE: Record(service=CORE, spec=spec, platform=whole.recorded, home=home, migrations=core.migrations)}
    blueprints: list[Blueprint] = []
    for service in (*platform.services, *retired):
        before = _recorded(records, service.name)
        try:
            blueprint, planned = _plan_service(platform, service, before, around)
        except DiagnosedError as error:
            refused.extend(error.diagnostics)
            continue
        refused.extend(referred.refused(service, known, planned.tables))
        if blueprint.migrations:
            others = last_of_others(records, service.name)
            new = order.after_others(blueprint.migrations, others, referred.dropped(before))
            blueprint = replace(blueprint, migrations=new)
        blueprints.append(blueprint)
        spec = "" if service in retired else texts[service.path]
        after[service.name] = _planned_record(blueprint, planned, before, digest(spec))
    refused.extend(_forsaken(platform, [item for blueprint in blueprints for item in blueprint.migrations]))
    if refused:
        raise DiagnosedError(in_source_order(refused))
    services, records = _in_step(blueprints, after)
    own = len(platform.services)
    return PlatformBlueprint(
        platform=platform, services=services[:own], migrations=whole.migrations, retired=services[own:]
    ), records


def _surroundings(
    services: Sequence[Service], records: Mapping[str, Record], ground: Elsewhere | None, core: Sequence[str]
) -> Surroundings:
    """What is known of all services; `core` are the ids of the core's migrations, those of this run among them."""
    created = {**(ground.origins if ground else {}), **referred.origins(records.values()), **extensions.origins(core)}
    arriving: dict[str, int] = {}
    for service in services:
        created |= origins(records.get(service.name), service)
        arriving |= arrivals(records.get(service.name), service)
    return Surroundings(origins=created, arrivals=arriving)


def _forsaken(platform: Platform, made: Sequence[Migration]) -> Iterator[Diagnostic]:
    """SG557 for entities whose key would have to change before a foreign key to them is gone."""
    entities = {entity.table: entity for entity in platform.entities()}
    for table, referrer in interplay.late_farewells(made):
        yield refusals.scope_of_the_forsaken(str(entities[table].key), referrer, entities[table].span)


def _in_step(
    blueprints: Sequence[Blueprint], after: Mapping[str, Record]
) -> tuple[tuple[Blueprint, ...], Mapping[str, Record]]:
    """The services and their records, with what their new migrations have to wait for in each other."""
    made = interplay.in_step([item for blueprint in blueprints for item in blueprint.migrations])
    keyed = interplay.origins(made)
    by_service: dict[str, list[Migration]] = defaultdict(list)
    for item in made:
        by_service[item.service].append(item)
    services = tuple(replace(item, migrations=tuple(by_service[item.service.name])) for item in blueprints)
    records = {
        name: replace(item, origins={table: keyed.get(table, id_) for table, id_ in item.origins.items()})
        for name, item in after.items()
    }
    return services, records


def last_of_others(records: Mapping[str, Record], service: str) -> tuple[str, ...]:
    """The id of the last migration of every other service that has any."""
    others = (record for name, record in records.items() if name not in {CORE, service})
    return tuple(record.migrations[-1].id for record in others if record.migrations)


def _plan_service(
    platform: Platform, service: Service, before: Record, around: Surroundings
) -> tuple[Blueprint, ServicePlan]:
    """One service planned; raises DiagnosedError with all that is refused, numbers only if nothing else is."""
    shapes = wire.shapes(platform, service)
    planned = plan_service(before, platform, service, shapes, around)
    if refused := (*planned.refused, *collisions(shapes), *http.misfits(shapes)):
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
        routines=routines.VERSION,
        rpcs=planned.rpcs,
        wire=blueprint.wire,
        migrations=before.migrations,
    )
