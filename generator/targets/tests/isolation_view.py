"""What the tests of campaign isolation are told: each method of a repository, called where it must find nothing."""

from collections.abc import Iterable, Iterator

from generator import names
from generator.ir import Entity, Platform
from generator.targets.source.view import view
from generator.targets.tests.capacity import is_tight
from generator.targets.tests.source import call
from generator.targets.tests.transitions_view import TransitionView

INSIDE = 12
"""Column of a statement below `with pytest.raises`."""


@view
class IsolationView:
    """Finished awaits of a scoped entity's methods."""

    elsewhere: tuple[str, ...]
    """In campaign `other`, with the keys of a row of another campaign: each finds none."""
    list_elsewhere: str
    """Arguments of a list there."""
    mismatched: tuple[str, ...]
    """For `campaign`, in a unit of work of `other`: each is refused."""
    turns: int
    """How many units of work of each campaign run at a time."""
    transitions: tuple[TransitionView, ...]


def isolation_view(platform: Platform, entity: Entity, transitions: tuple[TransitionView, ...]) -> IsolationView:
    """The view of a scoped entity with these guarded operations."""
    parent = f", row.{entity.parent_column}" if entity.parent_column else ""
    return IsolationView(
        elsewhere=tuple(awaits("other", (*lookups(entity), *_changes(entity)))),
        list_elsewhere=f"other{parent}",
        mismatched=tuple(_mismatched(entity, parent, transitions)),
        turns=1 if is_tight(platform, entity) else 4,
        transitions=transitions,
    )


_Method = tuple[str, tuple[str, ...]]
"""The name of a method and its arguments after the campaign."""


def awaits(campaign: str, methods: Iterable[_Method], *, indent: int = INSIDE) -> Iterator[str]:
    """The calls of the methods for the campaign, each for a line that starts at column `indent`."""
    for method, arguments in methods:
        yield call(f"await repository.{method}", (campaign, *arguments), indent=indent)


def lookups(entity: Entity) -> Iterator[_Method]:
    """The methods that find one row, with the keys of `row`."""
    yield "get", ("row.id",)
    yield "get_by_uuid", ("row.uuid",)
    if entity.owns_master:
        yield "get_by_master_id", ("row.master_id",)
    for unique in entity.lookups:
        fields = [entity.field(name) for name in unique.fields]
        keys = (f"samples.present(row.{item.column})" if item.nullable else f"row.{item.column}" for item in fields)
        yield names.lookup_method(entity.columns(unique)), tuple(keys)


def _changes(entity: Entity) -> Iterator[_Method]:
    if entity.changeable:
        yield "update", ("row.id", "changes")
    yield "delete", ("row.id",)
    if entity.natural_key:
        key = tuple(f"row.{column}" for column in entity.key_columns)
        yield names.keyed_method("update", entity.key_columns), (*key, "changes")
        yield names.keyed_method("delete", entity.key_columns), key
    if entity.archive:
        yield "archive", ("row.id",)
        yield "unarchive", ("row.id",)


def _mismatched(entity: Entity, parent: str, transitions: tuple[TransitionView, ...]) -> Iterator[str]:
    yield from awaits("campaign", (*lookups(entity), *_changes(entity), *_creations(entity)))
    yield f"await repository.list(campaign{parent})"
    yield "await repository.get_many(campaign, [row.id])"
    if entity.rpcs.batch_delete:
        yield "await repository.delete_many(campaign, [row.id])"
    yield "await anext(repository.stream(campaign))"
    if entity.soft_delete:
        yield "await repository.restore(campaign, row.id)"
    if entity.search:
        yield 'await repository.search(campaign, "word")'
    if entity.search and entity.search.suggest:
        yield 'await repository.suggest(campaign, "word")'
    if entity.history:
        yield "await repository.history(campaign, row.id)"
    if entity.expires:
        yield "await repository.purge_expired(campaign)"
    yield from (item.call_inside for item in transitions)


def _creations(entity: Entity) -> Iterator[_Method]:
    yield "create", ("new",)
    yield "create_many", ("[new]",)
    for unique in entity.upsertable:
        yield names.upsert_method(entity.columns(unique)), ("new",)
