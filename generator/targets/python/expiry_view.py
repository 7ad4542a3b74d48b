"""Rows that expire: the statement and the method that delete a bounded number of them, and the job that deletes all."""

from collections.abc import Iterator

from generator import names
from generator.ir import Entity, Service
from generator.plan.blueprint import Blueprint
from generator.targets.python import statement_parts as parts
from generator.targets.python.methods import signature
from generator.targets.python.naming import EntityNames, campaign_argument, campaign_parameter, entity_names
from generator.targets.source.imports import import_block
from generator.targets.source.layout import Call, laid_out
from generator.targets.source.view import view

BATCH = 1000
"""The most rows that one purge deletes."""


@view
class PurgeView:
    """The statement."""

    constant: str
    due: tuple[str, ...]
    """Which rows have expired."""
    order: str
    limit: str
    found: tuple[str, ...]
    """The conditions of the rows to delete."""
    assignments: tuple[str, ...]
    """Of a soft deletion; empty where rows are deleted for good."""


@view
class PurgeMethodView:
    """The method."""

    signature: str
    call: str
    batch: int


@view
class PurgedEntity:
    """What the job deletes."""

    function: str
    head: str
    repository: str
    words: str
    argument: str
    """What the repository's method takes."""
    unit: str
    """The unit of work of a batch."""


@view
class ExpiryView:
    """The module of the job."""

    spec: str
    package: str
    title: str
    imports: str
    scoped: tuple[PurgedEntity, ...]
    shared: tuple[PurgedEntity, ...]
    """Those of global entities."""
    entities: tuple[PurgedEntity, ...]


def purge_statement(entity: Entity) -> PurgeView | None:
    """The statement of an entity whose rows expire."""
    if entity.expires is None:
        return None
    deleted = ("deleted_at IS NULL",) if entity.soft_delete else ()
    first = parts.first_value(entity)
    return PurgeView(
        constant=f"{names.constant(entity.name)}_PURGE_EXPIRED",
        due=(*parts.campaign(entity), entity.expires.due(), *deleted),
        order=entity.expires.column,
        limit=f"LEAST(${first}::integer, {BATCH})",
        # An array, because of a join the planner would expect a tenth of the table, and read all of it.
        found=(*parts.campaign(entity), "id = ANY (ARRAY(SELECT id FROM due))"),
        assignments=("deleted_at = now()", *parts.next_version(entity)) if entity.soft_delete else (),
    )


def purge_method(entity: Entity, known: EntityNames) -> PurgeMethodView | None:
    """The method of its repository."""
    if entity.expires is None:
        return None
    parameters = ("self", *campaign_parameter(entity), f"limit: int = {BATCH}")
    call = Call("self._work.fetch", (f"statements.{known.constant}_PURGE_EXPIRED", *campaign_argument(entity), "limit"))
    return PurgeMethodView(
        signature=signature("purge_expired", parameters, "int"),
        call=laid_out(call, indent=8, prefix="rows = await "),
        batch=BATCH,
    )


def expires(service: Service) -> bool:
    """Whether rows of the service expire."""
    return any(entity.expires for entity in service.entities)


def expiry_view(blueprint: Blueprint) -> ExpiryView:
    """The view of the job."""
    service, package = blueprint.service, blueprint.platform.package
    purged = {entity: _purged(entity) for entity in service.entities if entity.expires}
    return ExpiryView(
        spec=service.path,
        package=package,
        title=f"Deletes what has expired of the {names.words(service.name)} service: a job for a timer, not an RPC.",
        imports=import_block(package, _imports(package, service)),
        scoped=tuple(item for entity, item in purged.items() if entity.scoped),
        shared=tuple(item for entity, item in purged.items() if not entity.scoped),
        entities=tuple(purged.values()),
    )


def _purged(entity: Entity) -> PurgedEntity:
    known = entity_names(entity)
    function = f"_purge_{entity.plural}"
    parameters = ("database: Database", *campaign_parameter(entity))
    argument = "campaign_id" if entity.scoped else ""
    return PurgedEntity(
        function=function,
        head=laid_out(Call(f"async def {function}", parameters, " -> int:"), indent=0),
        repository=known.repository,
        words=known.words_plural,
        argument=argument,
        unit=f"database.unit_of_work({argument})",
    )


def _imports(package: str, service: Service) -> Iterator[tuple[str, str]]:
    yield f"{package}.core.database", "Database"
    for entity in service.entities:
        if entity.expires:
            yield f"{package}.{service.name}.repository", entity_names(entity).repository
