"""Baselines: the migrations that create the recorded tables of a service at once, in place of all that led there."""

from collections.abc import Mapping

from generator.frozen import frozen, replace
from generator.plan import extensions, order, seeds
from generator.plan.blueprint import Migration
from generator.plan.records import CORE, Record

_SLUG = "baseline"
"""What the file of the tables is called; those of foreign keys and seeds, as in a new service, say so behind it."""


@frozen
class ServiceBaseline:
    """What takes the place of one service's migrations."""

    record: Record
    """As it will be, without its migrations, which are known by their rendered bytes only."""
    migrations: tuple[Migration, ...]


@frozen
class Past:
    """What the migration files of a service say that its record does not."""

    depends: frozenset[str] = frozenset()
    """Every id that one of them depends on."""
    is_redirected: bool = False
    """Whether one names what a platform in another repository has replaced."""
    replaced: tuple[str, ...] = ()
    """What an earlier baseline among them stands for, and its predecessors."""


def baselines(
    records: Mapping[str, Record], pasts: Mapping[str, Past], borrowed: Mapping[str, str]
) -> tuple[ServiceBaseline, ...]:
    """The baselines of the services that have more than their first files; nothing for the core.

    A service whose files depend on what goes gets one as well, so that stock yoyo finds every file it is told of.

    Args:
        records: of every service.
        pasts: of every service.
        borrowed: the id of the migration that created each table, or extension, of a platform in another repository.
    """
    chosen = _chosen(records, pasts)
    origins = {**borrowed, **{name: id_ for record in records.values() for name, id_ in record.origins.items()}}
    origins |= extensions.origins(item.id for record in records.values() for item in record.migrations)
    origins |= {table.name: _id(records[name], 0) for name in chosen for table in records[name].tables}
    return tuple(_baseline(records[name], pasts[name], origins) for name in chosen)


def _chosen(records: Mapping[str, Record], pasts: Mapping[str, Past]) -> tuple[str, ...]:
    able = {name for name, record in records.items() if name != CORE and record.tables}
    chosen = {name for name in able if _is_long(records[name]) or pasts[name].is_redirected}
    more = chosen
    while more:
        gone = {item.id for name in more for item in records[name].migrations}
        more = {name for name in able - chosen if pasts[name].depends & gone}
        chosen |= more
    return tuple(sorted(chosen))


def _is_long(record: Record) -> bool:
    """Whether a new service would have fewer files."""
    return len(record.migrations) > len(_made_at_once(record, {}))


def _baseline(record: Record, past: Past, origins: Mapping[str, str]) -> ServiceBaseline:
    made = _made_at_once(record, origins)
    ids = {item.id: _id(record, place, item.id.rpartition(".")[2]) for place, item in enumerate(made)}
    return ServiceBaseline(
        record=replace(record, origins={table.name: origins[table.name] for table in record.tables}, migrations=()),
        migrations=tuple(
            replace(
                item,
                id=ids[item.id],
                depends=tuple(ids.get(id_, id_) for id_ in item.depends),
                replaces=tuple(migration.id for migration in record.migrations),
                replaced_before=past.replaced,
            )
            for item in made
        ),
    )


def _made_at_once(record: Record, origins: Mapping[str, str]) -> tuple[Migration, ...]:
    """The migrations of a service that has none yet and gets all its recorded tables, retired ones among them."""
    steps = tuple(seeds.parents_first(seeds.steps(record.tables)))
    return order.migrations(record.service, (), record.tables, steps, origins)


def _id(record: Record, place: int, slug: str = "") -> str:
    """The id of one of the files, the first if no slug is given: numbers go on, so that none ever names two files."""
    number = order.next_number([item.id for item in record.migrations]) + place
    return f"{record.service}.{number:04}.{f'{_SLUG}_{slug}' if place else _SLUG}"
