"""What the method behind an RPC does, in one sentence."""

from generator import names
from generator.plan.shapes import Rpc
from generator.plan.wire_kinds import Verb
from generator.targets.python.asked_rpcs import asked_summary
from generator.targets.python.naming import entity_names
from generator.targets.python.spelling import sentence


def summary(rpc: Rpc) -> str:
    """The first line of its docstring."""
    if rpc.operation is not None or rpc.entity is None:
        description = rpc.operation.description if rpc.operation else ""
        return sentence(description, f"{names.words(rpc.method).capitalize()}.")
    known = entity_names(rpc.entity)
    match rpc.verb:
        case Verb.LIST:
            return f"Return a page of {known.words_plural}, newest first."
        case Verb.SEARCH:
            return f"Find {known.words_plural} by their words, best match first."
        case Verb.GET:
            return f"Return the {known.words} with this id."
        case Verb.RESTORE:
            return f"Bring a deleted {known.words} back."
        case _:
            return asked_summary(rpc, rpc.entity, known)
