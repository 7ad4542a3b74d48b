"""The methods that the life of its rows gives a repository, put together."""

from collections.abc import Iterator

from generator.ir import Entity
from generator.plan.schema import Table
from generator.targets.python.archive_view import ArchiveMethodView, archive_methods, archive_statements
from generator.targets.python.expiry_view import PurgeMethodView, PurgeView, purge_method, purge_statement
from generator.targets.python.guarded_statements import TransitionView
from generator.targets.python.history_view import (
    HistoryMethodView,
    HistoryStatement,
    history_method,
    history_statement,
)
from generator.targets.python.increments_view import IncrementView, increment_methods, increment_statements
from generator.targets.python.naming import EntityNames
from generator.targets.python.nearest_view import (
    NearestMethodView,
    NearestStatement,
    nearest_methods,
    nearest_names,
    nearest_statements,
)
from generator.targets.python.parts_view import PartMethodView, part_methods, part_statements
from generator.targets.source.view import view


@view
class LifecycleMethodsView:
    """What may be done with rows besides creating, reading, changing and deleting them."""

    has_master: bool
    """Whether a row has a master row, which is made with it."""
    marks_both: bool
    """Whether a deletion marks the row and its master row."""
    archive: tuple[ArchiveMethodView, ...]
    increments: tuple[IncrementView, ...]
    purge: PurgeMethodView | None
    history: HistoryMethodView | None
    parts: tuple[PartMethodView, ...]
    nearest: tuple[NearestMethodView, ...]


@view
class LifecycleStatementsView:
    """Their statements, but those that are like transitions."""

    purge: PurgeView | None
    history: HistoryStatement | None
    nearest: tuple[NearestStatement, ...]


def lifecycle_statements(entity: Entity, table: Table) -> LifecycleStatementsView:
    """The statements of the entity."""
    history, purge = history_statement(entity, table), purge_statement(entity)
    return LifecycleStatementsView(purge=purge, history=history, nearest=nearest_statements(entity))


def state_statements(entity: Entity) -> Iterator[TransitionView]:
    """Those that are like transitions: of one row, with the event of what becomes of it."""
    yield from archive_statements(entity)
    yield from part_statements(entity)
    yield from increment_statements(entity)


def statement_names(entity: Entity) -> tuple[str, ...]:
    """What they are called, after the entity."""
    return (*("history",) * entity.history, *("purge_expired",) * bool(entity.expires), *nearest_names(entity))


def lifecycle_methods(entity: Entity, known: EntityNames) -> LifecycleMethodsView:
    """The methods of the entity's repository."""
    return LifecycleMethodsView(
        has_master=entity.has_master,
        marks_both=entity.soft_delete and entity.has_master,
        archive=archive_methods(entity, known),
        increments=increment_methods(entity, known),
        purge=purge_method(entity, known),
        history=history_method(entity, known),
        parts=part_methods(entity, known),
        nearest=nearest_methods(entity, known),
    )
