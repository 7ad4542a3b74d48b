"""What the classes, variables and parameters of an entity are called in generated Python."""

from functools import lru_cache

from generator import names
from generator.ir import Entity, Event
from generator.targets.python.spelling import indefinite
from generator.targets.source.layout import Keyword
from generator.targets.source.view import view


@view
class EntityNames:
    """The names that follow from an entity's own."""

    model: str
    """`Article`."""
    new: str
    """`NewArticle`."""
    changes: str
    """`ArticleChanges`."""
    repository: str
    """`ArticleRepository`."""
    constant: str
    """Prefix of its statements: `ARTICLE`."""
    name: str
    """`article`."""
    plural: str
    """`articles`."""
    id: str
    """`article_id`."""
    words: str
    """`order item`, for sentences."""
    a_words: str
    """`an order item`."""
    words_plural: str
    """`order items`."""


def entity_names(entity: Entity) -> EntityNames:
    """The names of `entity`."""
    return _entity_names(entity.name, entity.plural)


@lru_cache
def _entity_names(name: str, plural: str) -> EntityNames:
    """The names that follow from these two; every view of an entity asks for them."""
    model = names.pascal(name)
    words = names.words(name)
    return EntityNames(
        model=model,
        new=f"New{model}",
        changes=f"{model}Changes",
        repository=f"{model}Repository",
        constant=names.constant(name),
        name=name,
        plural=plural,
        id=f"{name}_id",
        words=words,
        a_words=indefinite(words),
        words_plural=names.words(plural),
    )


def event_class(event: Event) -> str:
    """`ArticlePublished`."""
    return names.pascal(event.owner)


def campaign_parameter(entity: Entity) -> tuple[str, ...]:
    """The first parameter of a scoped entity's methods."""
    return ("campaign_id: int",) if entity.scoped else ()


def campaign_argument(entity: Entity) -> tuple[str, ...]:
    """`campaign_id` where the entity is scoped."""
    return ("campaign_id",) if entity.scoped else ()


def passed_on(*parameters: str) -> tuple[Keyword, ...]:
    """`status=status` for each name: keyword arguments handed through."""
    return tuple(Keyword(name, name) for name in parameters)
