"""The methods of a repository that return many rows: pages, streams, searches."""

from generator import names
from generator.ir import Entity, Field
from generator.targets.python import annotations
from generator.targets.python.archive_view import archived_argument, archived_parameter
from generator.targets.python.methods import INDENT, signature
from generator.targets.python.naming import EntityNames, campaign_argument, campaign_parameter
from generator.targets.python.search_more import SearchMethodView, filter_documentation, search_method
from generator.targets.source.layout import Call, braces, laid_out, parentheses
from generator.targets.source.literals import text_literal
from generator.targets.source.view import view

PAGE_PARAMETERS = ("page_size: int = 0", 'page_token: str = ""')

BODY = 8


@view
class ListsView:
    """Signatures and calls of the listing methods."""

    search_signature: str
    search_arguments: str
    """The tuple of what must be the same on the next page."""
    search_call: str
    search_more: SearchMethodView
    stream_head: str
    stream_call: str
    rows_signature: str
    rows_call: str
    page_signature: str
    page_arguments: str
    page_call: str
    list_signature: str
    window: str
    """What a list can be asked for beside its token: `page_number`, `offset`, or nothing."""
    skipped: str
    """The statement that says how many rows that skips."""
    count_signature: str
    count_call: str
    counted_call: str
    list_call: str
    documentation: tuple[str, ...]
    """One line for each parameter of a list before the page's."""
    filter_documentation: tuple[str, ...]


def lists_view(entity: Entity, known: EntityNames) -> ListsView:
    """The listing methods of the entity's repository."""
    own = ("self", *campaign_parameter(entity))
    page = f"paging.Page[{known.model}]"
    listed = f"{'windows' if entity.paging.parameter else 'paging'}.{list_page(entity, known)}"
    window = window_parameter(entity)
    rows = f"AsyncIterator[{known.model}]"
    searched = filter_parameters(entity) if _is_filtered(entity) else ()
    filters = (*archived_parameter(entity), *filter_parameters(entity))
    narrowed = ("*", *filters) if filters else ()
    parent = parent_parameter(entity)
    shown = tuple(f"{item}: bool" for item in archived_argument(entity))
    skipped = ("skipped: int",) if entity.paging.parameter else ()
    inner = (*shown, "size: int", "token: str", *skipped, "filters: Mapping[str, object]")
    return ListsView(
        search_signature=signature("search", (*own, "query: str", "*", *PAGE_PARAMETERS, *searched), page),
        search_arguments=_same(_search_arguments(entity)),
        search_call=_search_call(entity, known),
        search_more=search_method(entity, known),
        stream_head=laid_out(Call("def stream", (*own, *narrowed), f" -> {rows}:"), indent=INDENT),
        stream_call=laid_out(
            Call("self._stream", (*campaign_argument(entity), *archived_argument(entity), _filters(entity))),
            indent=BODY,
            prefix="return ",
        ),
        rows_signature=signature("_stream", (*own, *shown, "filters: Mapping[str, object]"), rows),
        rows_call=_rows_call(entity, known),
        page_signature=signature("_page", (*own, *parent, *inner), page),
        page_arguments=_same((text_literal(f"{entity.key}.list"), *_key(entity), "given")),
        page_call=_page_call(entity, known),
        list_signature=signature("list", (*own, *parent, "*", *PAGE_PARAMETERS, *window, *filters), listed),
        list_call=_list_call(entity),
        window=entity.paging.parameter,
        skipped=_skipped(entity),
        count_signature=signature("_count", (*own, *parent, *shown, "filters: Mapping[str, object]"), "int"),
        count_call=_count_call(entity, known),
        counted_call=laid_out(Call("self._count", (*_key(entity), "filters")), indent=BODY, prefix="rows = await "),
        documentation=tuple(_documentation(entity)),
        filter_documentation=tuple(_filter_documentation(entity)),
    )


def filter_parameters(entity: Entity) -> tuple[str, ...]:
    """`status: ArticleStatus | None = None` for each filter."""
    return tuple(filter_parameter(entity, item) for item in entity.narrowing)


def filter_parameter(entity: Entity, field: Field) -> str:
    """`status: ArticleStatus | None = None`."""
    return f"{field.column}: {annotations.annotation(field, entity.name, frozenset())} | None = None"


def parent_parameter(entity: Entity) -> tuple[str, ...]:
    """`article_id: int` of a child's list."""
    return (f"{entity.parent_column}: int",) if entity.parent_column else ()


def _key(entity: Entity) -> tuple[str, ...]:
    """The arguments that every list of the entity needs: campaign and parent, and whether archived rows are shown."""
    parent = (entity.parent_column,) if entity.parent_column else ()
    return (*campaign_argument(entity), *parent, *archived_argument(entity))


def _same(items: tuple[str, ...]) -> str:
    return laid_out(parentheses(items), indent=BODY, prefix="same = ")


def _filters(entity: Entity) -> Call:
    columns = (item.column for item in entity.narrowing)
    return braces(tuple(f"{text_literal(column)}: {column}" for column in columns))


def _page_call(entity: Entity, known: EntityNames) -> str:
    variant = f"statements.{known.constant}_LIST[tuple(given)]"
    arguments = (variant, *_key(entity), "start.created_at", "start.id", "*given.values()", "limit + 1")
    skipped = ("skipped",) if entity.paging.parameter else ()
    return laid_out(Call("self._work.fetch", (*arguments, *skipped)), indent=BODY, prefix="rows = await ")


def window_parameter(entity: Entity) -> tuple[str, ...]:
    """`page_number: int = 0`; nothing where lists have only tokens."""
    return (f"{entity.paging.parameter}: int = 0",) if entity.paging.parameter else ()


def window_argument(entity: Entity) -> tuple[str, ...]:
    """`page_number`; nothing where lists have only tokens."""
    return (entity.paging.parameter,) if entity.paging.parameter else ()


def list_page(entity: Entity, known: EntityNames) -> str:
    """The type of a page of the entity's list."""
    return f"{'CountedPage' if entity.paging.parameter else 'Page'}[{known.model}]"


def _list_call(entity: Entity) -> str:
    if not entity.paging.parameter:
        call = Call("self._page", (*_key(entity), "page_size", "page_token", _filters(entity)))
        return laid_out(call, indent=BODY, prefix="return await ")
    call = Call("self._page", (*_key(entity), "page_size", "page_token", "skipped", "filters"))
    filters = laid_out(_filters(entity), indent=BODY, prefix="filters: Mapping[str, object] = ")
    return f"{filters}\n{' ' * BODY}{laid_out(call, indent=BODY, prefix='page = await ')}"


def _skipped(entity: Entity) -> str:
    window = entity.paging.parameter
    call = Call(f"windows.skipped_by_{entity.paging.value}", (window, "page_size", "page_token"))
    return laid_out(call, indent=BODY, prefix="skipped = ")


def _count_call(entity: Entity, known: EntityNames) -> str:
    variant = f"statements.{known.constant}_COUNT[tuple(given)]"
    arguments = (variant, *_key(entity), "*given.values()", "windows.MOST_ROWS + 1")
    return laid_out(Call("self._work.fetch", arguments), indent=BODY, prefix="rows = await ")


def _rows_call(entity: Entity, known: EntityNames) -> str:
    variant = f"statements.{known.constant}_STREAM[tuple(given)]"
    call = Call(
        "self._work.cursor", (variant, *campaign_argument(entity), *archived_argument(entity), "*given.values()")
    )
    return laid_out(call, indent=BODY, prefix="async for row in ", suffix=":")


def _search_arguments(entity: Entity) -> tuple[str, ...]:
    given = ("given",) if _is_filtered(entity) else ()
    return (text_literal(f"{entity.key}.search"), *campaign_argument(entity), "query", *given)


def _is_filtered(entity: Entity) -> bool:
    return entity.search is not None and entity.search.filtered


def _search_call(entity: Entity, known: EntityNames) -> str:
    arguments = (f"statements.{known.constant}_SEARCH", *campaign_argument(entity), "query", "limit + 1", "offset")
    return laid_out(Call("self._work.fetch", arguments), indent=BODY, prefix="rows = await ")


def _documentation(entity: Entity) -> list[str]:
    campaign = ["campaign_id: The campaign to read."] if entity.scoped else []
    if entity.parent is None:
        return campaign
    return [*campaign, f"{entity.parent_column}: The {names.words(entity.parent.key.entity)} they belong to."]


def _filter_documentation(entity: Entity) -> list[str]:
    archived = [f"{item}: Whether archived ones are among them." for item in archived_argument(entity)]
    return [*archived, *filter_documentation(entity)]
