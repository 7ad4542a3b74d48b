"""What a thing is called in comments when its spec does not describe it."""

from generator import names


def service(name: str) -> str:
    """A service: `content` -> `The content service.`."""
    return f"The {names.words(name)} service."


def entity(name: str) -> str:
    """An entity: `order_item` -> `One order item.`."""
    return f"One {names.words(name)}."


def field(name: str, type_name: str, owner: str) -> str:
    """A field: `unit_price`, `order_item` -> `The unit price of the order item.`.

    A boolean `pinned` says whether, a timestamp `published_at` says when.
    """
    thing = names.words(owner)
    if type_name == "boolean":
        return f"Whether the {thing} is {names.words(name)}."
    if type_name == "timestamp" and name.endswith("_at"):
        return f"When the {thing} was {names.words(name.removesuffix('_at'))}."
    return f"The {names.words(name)} of the {thing}."


def event(entity_name: str, verb: str) -> str:
    """An event: `article`, `published` -> `The article was published.`."""
    return f"The {names.words(entity_name)} was {names.words(verb)}."


def operation(name: str) -> str:
    """An operation: `publish_article` -> `Publish article.`."""
    return f"{names.words(name).capitalize()}."
