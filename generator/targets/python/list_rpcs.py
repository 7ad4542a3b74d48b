"""What is told apart in the methods of lists: how a page is asked for, and what comes with it."""

from collections.abc import Iterator

from generator.ir import Entity
from generator.plan.shapes import Rpc
from generator.plan.wire_kinds import FieldKind
from generator.targets.python.archive_view import archived_argument, archived_parameter
from generator.targets.python.asked_rpcs import Domain
from generator.targets.python.naming import EntityNames, passed_on
from generator.targets.python.repository_lists import (
    filter_parameters,
    list_page,
    parent_parameter,
    window_argument,
    window_parameter,
)
from generator.targets.source.layout import Expression, Keyword

PAGING = ("*", "page_size: int = 0", 'page_token: str = ""')

_WISHES = (FieldKind.PAGE_NUMBER, FieldKind.OFFSET, FieldKind.INCLUDE_ARCHIVED)


def page_arguments() -> Iterator[Keyword]:
    """What every page is asked for by."""
    return (Keyword(name, f"request.{name}") for name in ("page_size", "page_token"))


def listed_arguments(rpc: Rpc) -> Iterator[Expression]:
    """The arguments of a list before its filters."""
    yield from (f"request.{item.name}" for item in rpc.request.of(FieldKind.PARENT))
    yield from page_arguments()
    for kind in _WISHES:
        yield from (Keyword(item.name, f"request.{item.name}") for item in rpc.request.of(kind))


def page_results(rpc: Rpc) -> Iterator[Keyword]:
    """What a response says beside its rows."""
    for kind in (FieldKind.NEXT_PAGE_TOKEN, FieldKind.TOTAL_SIZE):
        yield from (Keyword(item.name, f"result.{item.name}") for item in rpc.response.of(kind))


def listing(entity: Entity, known: EntityNames) -> Domain:
    """The method behind a list."""
    filters = (item.column for item in entity.narrowing)
    parent = (entity.parent_column,) if entity.parent_column else ()
    wishes = (*window_argument(entity), *archived_argument(entity))
    arguments = (*parent, *passed_on("page_size", "page_token", *wishes, *filters))
    wished = (*window_parameter(entity), *archived_parameter(entity))
    own = (*parent_parameter(entity), *PAGING, *wished, *filter_parameters(entity))
    return own, arguments, list_page(entity, known)
