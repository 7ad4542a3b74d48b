"""What the verbs do that an entity has without a declared operation, in a sentence each."""

from typing import Final

from generator import names
from generator.ir import Entity
from generator.plan.shapes import Rpc
from generator.plan.wire_kinds import Verb

WRITING: Final = frozenset({Verb.CREATE, Verb.UPDATE, Verb.UPDATE_BY, Verb.UPSERT, Verb.BATCH_CREATE})
"""The verbs that give values."""

CHANGING: Final = frozenset({Verb.UPDATE, Verb.UPDATE_BY})
"""Those of them that leave what is not given as it is."""

DELETING: Final = frozenset({Verb.DELETE, Verb.DELETE_BY, Verb.BATCH_DELETE})
"""The verbs that delete."""

LOOKING: Final = frozenset(
    {Verb.GET, Verb.UPDATE, Verb.DELETE, Verb.TRANSITION, Verb.GET_BY, Verb.UPDATE_BY, Verb.DELETE_BY, Verb.INCREMENT}
)
"""The verbs that need one live row."""


def summary_of(rpc: Rpc, entity: Entity) -> str:  # noqa: PLR0911 - one per verb
    """What a standard verb does; of the others it is the spec that says it."""
    noun, plural = names.words(entity.name), names.words(entity.plural)
    match rpc.verb:
        case Verb.CREATE:
            return f"Creates one {noun} and returns it."
        case Verb.GET:
            return f"Returns one {noun} by its id."
        case Verb.LIST:
            owner = f" of one {names.words(entity.parent.key.entity)}" if entity.parent else ""
            return f"Lists the {plural}{owner}, the newest first, page by page."
        case Verb.UPDATE:
            return f"Changes fields of one {noun} and returns it."
        case Verb.DELETE if entity.soft_delete:
            return f"Marks one {noun} as deleted; it can be restored, and until then no other call finds it."
        case Verb.DELETE:
            return f"Deletes one {noun} for good."
        case Verb.RESTORE:
            return f"Restores one deleted {noun} and returns it."
        case Verb.SEARCH:
            alike = " Words that are found nowhere find what is most alike." if _compares(entity) else ""
            return f"Searches the {plural} by words, the best match first, page by page.{alike}"
        case Verb.SUGGEST:
            return f"Suggests {plural} while somebody types, in the order of the words that they begin with."
        case _:
            return _asked_for(rpc, entity)


def _compares(entity: Entity) -> bool:
    return entity.search is not None and bool(entity.search.fuzzy)


def _asked_for(rpc: Rpc, entity: Entity) -> str:  # noqa: C901, PLR0911, PLR0912 - one per verb
    """What a verb does that the spec asks for."""
    noun, plural, key = names.words(entity.name), names.words(entity.plural), _key(rpc)
    match rpc.verb:
        case Verb.HISTORY:
            return f"Lists the states that one {noun} had before it was changed or deleted, the latest first."
        case Verb.ARCHIVE:
            return f"Puts one {noun} away: it stays readable, but lists and searches leave it out. Returns it."
        case Verb.UNARCHIVE:
            return f"Takes one archived {noun} out again and returns it."
        case Verb.GET_BY:
            return f"Returns the one {noun} with this {key}."
        case Verb.UPDATE_BY:
            return f"Changes fields of the one {noun} with this {key} and returns it."
        case Verb.DELETE_BY:
            return f"{'Marks as deleted' if entity.soft_delete else 'Deletes'} the one {noun} with this {key}."
        case Verb.UPSERT:
            return f"Creates one {noun}, or makes the one with this {key} like the request, and returns it."
        case Verb.BATCH_GET:
            return f"Returns many {plural} by their ids, in the order asked for; ids without a row are named."
        case Verb.BATCH_CREATE:
            return f"Creates many {plural}, all or none, each with its event; returns them in the order given."
        case Verb.BATCH_DELETE:
            how = f"Marks many {plural} as deleted" if entity.soft_delete else f"Deletes many {plural} for good"
            return f"{how}, each with its event; ids without a row are named and hinder nothing."
        case Verb.INCREMENT if rpc.field:
            return f"Adds to the {names.words(rpc.field.name)} of one {noun}, whoever else does, and returns it."
        case Verb.VIEW if rpc.view:
            return f"Returns a page of {names.words(rpc.view.name)}: {plural}, with what they refer to."
        case Verb.AGGREGATE if rpc.aggregate:
            by = " and ".join(names.words(name) for name in rpc.aggregate.group_by)
            return f"Counts and measures the {plural} in groups by {by}: those that a list shows by itself."
        case _:
            return ""


def _key(rpc: Rpc) -> str:
    """`provider and provider key`."""
    return " and ".join(names.words(name) for name in rpc.unique.fields) if rpc.unique else ""
