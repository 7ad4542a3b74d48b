"""Relations that cannot be what they say."""

from typing import Final

from generator import names
from generator.frontend.node import Node
from generator.frontend.outline import Lowering
from generator.frontend.relations import sides, singular

_TWO: Final = 2


def check_relations(lowering: Lowering, service: Node) -> None:
    """Refuses a relation that is not named in the plural (SG361), and sides that cannot be told apart (SG362)."""
    entities = {item.name for item in service.entries("entities")}
    for relation in service.entries("relations"):
        if singular(relation.name) in entities:
            message = f"the pairs of `{relation.name}` and an entity would both be called `{singular(relation.name)}`"
            lowering.refuse("SG304", message, relation.key_span, "Rename one of the two.")
        if names.plural(singular(relation.name)) != relation.name:
            hint = f"Call it `{names.plural(relation.name)}`; one pair is then one `{relation.name}`."
            lowering.refuse("SG361", f"`{relation.name}` is no plural", relation.key_span, hint)
        _check_sides(lowering, relation)
        for node in relation.entries("fields"):
            if node.name in sides(relation):
                message = f"`{node.name}` is a side of the relation"
                lowering.refuse("SG304", message, node.key_span, "Remove the field, or rename it.")


def _check_sides(lowering: Lowering, relation: Node) -> None:
    said = relation.at("many_to_many")
    named = tuple(item.string for item in said.values())
    if len(named) != _TWO:
        hint = "Declare an entity that refers to each of them, with a `unique` group of these references."
        lowering.refuse("SG362", "a relation is between two entities", said.span, hint)
    elif len(sides(relation)) < _TWO:
        hint = f"Say what each is: `many_to_many: {{follower: {named[0]}, followed: {named[1]}}}`."
        lowering.refuse("SG362", "both sides of the relation would be called the same", said.span, hint)
