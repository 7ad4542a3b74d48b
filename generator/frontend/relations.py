"""Relations: a many-to-many is an entity whose rows are pairs, each once, found and listed from both sides."""

from collections.abc import Iterator, Mapping

from generator import names
from generator.frontend.node import Node

_AS_THEY_ARE = ("description", "scope", "deprecated", "http")


def entity_nodes(service: Node) -> Iterator[Node]:
    """The entities of a service: the declared, then those that its relations stand for."""
    yield from service.entries("entities")
    for relation in service.entries("relations"):
        yield relation.standing_for(singular(relation.name), _entity(relation))


def sides(relation: Node) -> Mapping[str, str]:
    """The entities that a relation is between, by what it calls them: their own names unless it says others."""
    said = relation.at("many_to_many")
    if isinstance(said.data, dict):
        return {item.name: item.string for item in said.values()}
    return {item.string.rpartition(".")[2]: item.string for item in said.values()}


def _entity(relation: Node) -> Mapping[str, object]:
    """What the entity of a relation says."""
    found = sides(relation)
    options = {"type": "ref", "required": True, "on_delete": relation.text("on_delete", "restrict")}
    referring = {name: {**options, "to": to} for name, to in found.items()}
    payload = relation.get("fields")
    declared = payload.data if payload and isinstance(payload.data, dict) else {}
    kept = relation.data if isinstance(relation.data, dict) else {}
    return {
        "many_to_many": list(found),
        "plural": relation.name,
        "fields": {**referring, **{name: value for name, value in declared.items() if name not in referring}},
        # A key is never updated; bare pairs have nothing to update besides, so theirs is unique only.
        "key" if declared else "unique": list(found) if declared else [list(found)],
        "filters": list(found),
        "rpcs": {"upsert": [list(found)]},
        **({"renamed_from": singular(relation.text("renamed_from"))} if relation.get("renamed_from") else {}),
        **{key: kept[key] for key in _AS_THEY_ARE if key in kept},
    }


def singular(name: str) -> str:
    """What one of the pairs is called: `article_topic` of `article_topics`; the name itself where it is no plural."""
    likely = (f"{name.removesuffix('ies')}y", name.removesuffix("es"), name.removesuffix("s"))
    return next((item for item in likely if names.plural(item) == name), name)
