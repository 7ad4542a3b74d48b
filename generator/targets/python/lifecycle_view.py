"""The methods that the life of its rows gives a repository, put together."""

from generator.ir import Entity
from generator.targets.python.archive_view import ArchiveMethodView, archive_methods
from generator.targets.python.expiry_view import PurgeMethodView, purge_method
from generator.targets.python.naming import EntityNames
from generator.targets.source.view import view


@view
class LifecycleMethodsView:
    """What may be done with rows besides creating, reading, changing and deleting them."""

    archive: tuple[ArchiveMethodView, ...]
    purge: PurgeMethodView | None


def lifecycle_methods(entity: Entity, known: EntityNames) -> LifecycleMethodsView:
    """The methods of the entity's repository."""
    return LifecycleMethodsView(archive=archive_methods(entity, known), purge=purge_method(entity, known))
