"""What tests are told of the ranges that a list may be narrowed by."""

from collections.abc import Iterator

from generator.ir import Entity, Field
from generator.targets.source.layout import Brackets, Call, laid_out
from generator.targets.source.view import view
from generator.targets.tests.source import call

_BODY = 8


@view
class RangeView:
    """A range."""

    head: str
    """The head of the test of the repository."""
    nullable: bool
    values: str
    """The statement, at column 8, that makes `values` of `rows` in the order of the list, each with its value."""
    pages: str
    """The statement, at column 8, that reads all pages from `middle` on into `listed`."""
    before: str
    """The await of those before it."""
    none: str
    """The await of the range that begins where it ends."""
    streamed: str
    """The statement, at column 8, that streams from `middle` on into `streamed`."""
    wire_head: str
    """The head of the test of the RPC."""
    first: str
    """The statement that makes `request` begin with the row of `message`."""
    last: str
    """The statement that makes it end before that."""


def range_views(entity: Entity, listed: str) -> tuple[RangeView, ...]:
    """The views of the entity's ranges that every full row has a value for; `listed` begins the calls of its list."""
    return tuple(_ranges(entity, listed))


def _ranges(entity: Entity, listed: str) -> Iterator[RangeView]:
    key = tuple(item for item in listed.split(", ") if item)
    fixtures = ("database: Database", *(("campaign: int",) if entity.scoped else ()))
    for field in (entity.ranged(name) for name in entity.ranges if name not in entity.left_empty):
        column = field.column
        from_, before = f"{column}_from=middle", f"{column}_before=middle"
        page = Call("lambda token: repository.list", (*key, "page_size=2", "page_token=token", from_))
        valued = Brackets((f"(row, row.{column})", "for row in reading.newest_first(rows)"))
        yield RangeView(
            head=_head(f"test_list_and_stream_take_a_range_of_{column}", fixtures),
            nullable=field.nullable,
            values=laid_out(valued, indent=_BODY, prefix="values = "),
            pages=laid_out(Call("listed = await reading.all_pages", (page,)), indent=_BODY),
            before=call("before = await repository.list", (*key, "page_size=1000", before), indent=_BODY),
            none=call("none = await repository.list", (*key, from_, before), indent=_BODY),
            streamed=_streamed(entity, from_),
            wire_head=_head(f"test_list_takes_a_range_of_{column}", ("channel: grpc.aio.Channel", *fixtures)),
            first=_set(field, f"{field.wire}_from"),
            last=_set(field, f"{field.wire}_before"),
        )


def _head(name: str, parameters: tuple[str, ...]) -> str:
    return call(f"async def {name}", parameters, indent=0, tail=" -> None:")


def _streamed(entity: Entity, first: str) -> str:
    scope = "campaign, " if entity.scoped else ""
    loop = Brackets(("row", f"async for row in repository.stream({scope}{first})"))
    return laid_out(loop, indent=_BODY, prefix="streamed = ")


def _set(field: Field, name: str) -> str:
    if field.type.message:
        return f"request.{name}.CopyFrom(message.{field.wire})"
    return f"request.{name} = message.{field.wire}"
