"""`partition_by`: how the table of an entity is parted."""

from itertools import pairwise
from typing import Final

from generator.frontend.node import Node
from generator.frontend.outline import Lowering, did_you_mean
from generator.ir import PartitionBy, Scope

_CAMPAIGN: Final = "campaign"
_FROM: Final = "campaigns_from"
_COUNT: Final = 16
_TIMES: Final = frozenset("hour day week month quarter year time created_at updated_at occurred_at".split())
_WAYS: Final = "Write `partition_by: campaign`, `{campaign: 64}` or `{campaigns_from: [5000]}`."


def lower_partition_by(lowering: Lowering, entity: Node, scope: Scope) -> PartitionBy | None:
    """How the table is parted; SG396 for ways that there are not."""
    said = entity.get("partition_by")
    if said is None:
        return None
    if scope is Scope.GLOBAL:
        message = f"the rows of `{entity.name}` belong to no campaign, so there is nothing to part them by"
        lowering.refuse("SG396", message, said.span, "Remove `partition_by`, or give the entity `scope: campaign`.")
        return None
    if isinstance(said.data, str):
        if said.string == _CAMPAIGN:
            return PartitionBy(count=_COUNT)
        _refuse(lowering, said, said.string)
        return None
    return _lower_options(lowering, said)


def _lower_options(lowering: Lowering, said: Node) -> PartitionBy | None:
    for option in said.values():
        if option.name not in {_CAMPAIGN, _FROM}:
            _refuse(lowering, option, option.name)
            return None
    first, bounds = said.number(_CAMPAIGN), said.get(_FROM)
    if first is not None and bounds is not None:
        message = f"`{_CAMPAIGN}` and `{_FROM}` are two ways to part a table"
        lowering.refuse("SG396", message, bounds.key_span, "Keep one of the two.")
        return None
    if bounds is None:
        return PartitionBy(count=first or _COUNT)
    campaigns = tuple(item.data for item in bounds.values() if isinstance(item.data, int))
    if any(later <= earlier for earlier, later in pairwise(campaigns)):
        lowering.refuse("SG396", f"the campaigns of `{_FROM}` do not ascend", bounds.span, "Put the lowest first.")
        return None
    return PartitionBy(campaigns_from=campaigns)


def _refuse(lowering: Lowering, said: Node, word: str) -> None:
    if word in _TIMES:
        message = f"a table cannot be parted by `{word}`: its primary key is (campaign_id, id), and has no time in it"
        hint = (
            "PostgreSQL wants the partition key in every unique key; part it by `campaign`, and let old rows go by"
            " `expires`. What happened when is in the event log, whose partitions are months."
        )
    else:
        message = f"a table cannot be parted by `{word}`"
        hint = did_you_mean(word, (_CAMPAIGN, _FROM), otherwise=_WAYS)
    lowering.refuse("SG396", message, said.span if word == said.data else said.key_span, hint)
