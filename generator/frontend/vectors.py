"""Indexes by which near vectors are found, checked."""

from typing import Final

from generator.frontend.constraints import Fields
from generator.frontend.node import Node
from generator.frontend.outline import Lowering
from generator.ir import IndexColumn, IndexUse

_MOST_DIMENSIONS: Final = 2000
"""What pgvector's HNSW takes of the type `vector`."""


def check_vectors(lowering: Lowering, index: Node, fields: Fields, columns: tuple[IndexColumn, ...]) -> None:
    """SG354 for an index of vectors that there cannot be, and for a distance of something else."""
    if index.text("using") != IndexUse.VECTOR:
        if metric := index.get("metric"):
            lowering.refuse("SG354", "`metric` is about vectors", metric.key_span, "Add `using: vector`, or remove it.")
        return
    if len(columns) > 1:
        hint = "Write an index for each; a campaign's rows are chosen among those that it finds."
        lowering.refuse("SG354", "an index of vectors is over one field", index.at("fields").span, hint)
    dimensions = max((fields.by_name[item.field].dimensions or 0 for item in columns), default=0)
    if dimensions > _MOST_DIMENSIONS:
        message = f"an index of vectors has at most {_MOST_DIMENSIONS} dimensions, and the field has {dimensions}"
        hint = "Keep a shorter embedding beside it, such as its first dimensions where the model allows that."
        lowering.refuse("SG354", message, index.at("fields").span, hint)
