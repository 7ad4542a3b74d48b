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

    A boolean `pinned` says whether, a timestamp `published_at` or `starts_at` says when, a date `born_on` on which day.
    """
    thing = names.words(owner)
    match type_name, name.rpartition("_"):
        case "boolean", _:
            return f"Whether the {thing} is {names.words(name)}."
        case "timestamp", (verb, "_", "at"):
            return _moment("When", thing, verb)
        case "date", (verb, "_", "on"):
            return _moment("The day on which", thing, verb)
        case _:
            return f"The {names.words(name)} of the {thing}."


def _moment(when: str, thing: str, verb: str) -> str:
    """`starts` is what the thing does by itself, `published` what is done to it."""
    doing = names.words(verb)
    return f"{when} the {thing} {doing if verb.endswith('s') else f'was {doing}'}."


def event(entity_name: str, verb: str) -> str:
    """An event: `article`, `published` -> `The article was published.`."""
    return f"The {names.words(entity_name)} was {names.words(verb)}."


def operation(name: str) -> str:
    """An operation: `publish_article` -> `Publish article.`."""
    return f"{names.words(name).capitalize()}."
