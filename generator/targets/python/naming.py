"""What the classes, variables and parameters of an entity are called in generated Python."""

from dataclasses import dataclass

from generator import names
from generator.ir import Entity
from generator.targets.python.spelling import indefinite
from generator.targets.source.layout import Keyword


@dataclass(frozen=True, slots=True, kw_only=True)
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
    model = names.pascal(entity.name)
    words = names.words(entity.name)
    return EntityNames(
        model=model,
        new=f"New{model}",
        changes=f"{model}Changes",
        repository=f"{model}Repository",
        constant=names.constant(entity.name),
        name=entity.name,
        plural=entity.plural,
        id=f"{entity.name}_id",
        words=words,
        a_words=indefinite(words),
        words_plural=names.words(entity.plural),
    )


def campaign_parameter(entity: Entity) -> tuple[str, ...]:
    """The first parameter of a scoped entity's methods."""
    return ("campaign_id: int",) if entity.scoped else ()


def campaign_argument(entity: Entity) -> tuple[str, ...]:
    """`campaign_id` where the entity is scoped."""
    return ("campaign_id",) if entity.scoped else ()


def passed_on(*parameters: str) -> tuple[Keyword, ...]:
    """`status=status` for each name: keyword arguments handed through."""
    return tuple(Keyword(name, name) for name in parameters)
