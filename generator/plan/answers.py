"""Which answers of a service are kept, and for how long."""

from generator.plan.shapes import Rpc
from generator.plan.wire_kinds import Verb


def kept_seconds(rpc: Rpc) -> int:
    """How long answers of the RPC are kept; 0 where they are not."""
    kept = rpc.entity.kept if rpc.entity else None
    if kept is None:
        return 0
    times = {Verb.SEARCH: kept.search, Verb.LIST: kept.list, Verb.AGGREGATE: kept.aggregates}
    return times.get(rpc.verb, 0)
