"""The methods of RPCs that a spec declares over the rows of an entity: aggregates and views."""

from collections.abc import Iterator
from typing import Final

from generator.ir import Entity
from generator.plan.shapes import Rpc
from generator.plan.wire_kinds import Verb
from generator.targets.python.aggregates_view import aggregate_domain, aggregate_response
from generator.targets.python.asked_rpcs import Domain
from generator.targets.python.list_rpcs import page_arguments
from generator.targets.python.read_models_view import view_domain, view_response
from generator.targets.source.layout import Keyword

DECLARED: Final = frozenset({Verb.AGGREGATE, Verb.VIEW})


def declared_page(rpc: Rpc) -> Iterator[Keyword]:
    """What a page is asked for by; an aggregate has one answer."""
    return page_arguments() if rpc.view else iter(())


def declared_domain(rpc: Rpc, entity: Entity) -> Domain:
    """Parameters after the campaign, arguments that the repository gets, and the returned type.

    Raises ValueError for an RPC that is neither.
    """
    if rpc.aggregate:
        return aggregate_domain(entity, rpc.aggregate)
    if rpc.view:
        return view_domain(entity, rpc.view)
    raise ValueError(rpc.name)


def declared_response(rpc: Rpc) -> tuple[Keyword, ...]:
    """The fields of the response, from `result`."""
    return view_response(rpc) if rpc.view else aggregate_response(rpc)
