"""What tests are told of an entity's lists and searches."""

from collections.abc import Iterator
from typing import Final

from generator.ir import Entity, Field, Paging, Platform
from generator.plan.finders import suggested
from generator.targets.source.literals import text_literal
from generator.targets.source.view import view
from generator.targets.tests.capacity import is_tight
from generator.targets.tests.ranges_view import RangeView, range_views
from generator.targets.tests.source import call
from generator.targets.tests.transitions_view import put

_LONG_ENOUGH: Final = 4
"""Characters of a text that is still alike with one more."""


@view
class FilterView:
    """A filter of the list."""

    column: str
    put: str | None
    """For a column that only transitions change: the await that makes the first of `rows` differ."""
    page: str
    """The await of a filtered list."""


@view
class ReadsView:
    """The lists and the search of one entity."""

    parents: bool
    """Whether rows have parents, and there is room for two of them."""
    listed: str
    """First arguments of `list` for the siblings `rows`: campaign and parent."""
    pages: str
    """The statement, at column 8, that reads all pages into `listed`."""
    filters: tuple[FilterView, ...]
    ranges: tuple[RangeView, ...]
    window: str
    """What a page can be asked for by beside its token; empty where there is nothing, or too few rows for it."""
    second: str
    """Its value for the second page of one row."""
    searched: tuple[str, ...]
    """Literals of the columns that search reads; none where there is no search."""
    searches_by: tuple[str, ...]
    """Literals of the columns that a search may be narrowed by."""
    passages: bool
    """Whether a search shows what it found."""
    suggested: tuple[str, ...]
    """Literals of the columns whose beginnings are suggested; none where nothing is."""
    begun: str
    """The expression of such a text of `row`."""
    compared: tuple[str, ...]
    """Literals of the columns in which a search finds what is alike, but for those too short for that."""
    old_word: str
    """The expression of a text of `row` that search reads."""
    new_word: str
    """The same of `new`."""
    search_pages: str
    """The statement, at column 8, that reads all pages of a search into `found`."""


def reads_view(platform: Platform, entity: Entity) -> ReadsView:
    """The view of what `entity` is read by."""
    parent = f"rows[0].{entity.parent_column}, " if entity.parent_column else ""
    listed = f"{'campaign, ' if entity.scoped else ''}{parent}"
    return ReadsView(
        listed=listed,
        parents=entity.parent is not None and not is_tight(platform, platform.entity(entity.parent.key)),
        pages=_pages(listed),
        filters=tuple(
            _filter(entity, entity.field(name), listed) for name in entity.filters if name not in entity.left_empty
        ),
        ranges=range_views(entity, listed),
        window="" if is_tight(platform, entity) else entity.paging.parameter,
        second="2" if entity.paging is Paging.NUMBER else "1",
        searched=tuple(text_literal(item.column) for item in _searched(entity)),
        searches_by=tuple(_searches_by(entity)),
        passages=entity.search is not None and entity.search.highlight,
        suggested=tuple(text_literal(column) for column in suggested(entity)),
        begun=f"row.{suggested(entity)[0]}" if suggested(entity) else "",
        compared=tuple(_compared(entity)),
        old_word=_word(_changing(entity) or _searched(entity), "row"),
        new_word=_word(_changing(entity), "new"),
        search_pages=_search_pages(entity),
    )


def _compared(entity: Entity) -> Iterator[str]:
    for field in map(entity.field, entity.search.fuzzy if entity.search else ()):
        if field.max_length is None or field.max_length >= _LONG_ENOUGH:
            yield text_literal(field.column)


def _filter(entity: Entity, field: Field, listed: str) -> FilterView:
    governed = field.name in entity.governed and all(item.field != field.name for item in entity.computed)
    rest = [value for value in field.values if value != field.default] if governed else []
    arguments = (*(item for item in listed.split(", ") if item), "page_size=1000", f"{field.column}=wanted")
    return FilterView(
        column=field.column,
        put=put(field, "rows[0]", text_literal(rest[-1])) if rest else None,
        page=call("page = await repository.list", arguments, indent=8),
    )


def _pages(listed: str) -> str:
    page = f"lambda token: repository.list({listed}page_size=2, page_token=token)"
    return call("listed = await reading.all_pages", (page,), indent=8)


def _search_pages(entity: Entity) -> str:
    scope = "campaign, " if entity.scoped else ""
    page = f"lambda token: repository.search({scope}query, page_size=2, page_token=token)"
    return call("found = await reading.all_pages", (page,), indent=8)


def _searched(entity: Entity) -> tuple[Field, ...]:
    return tuple(entity.field(item.field) for item in entity.search.fields) if entity.search else ()


def _searches_by(entity: Entity) -> Iterator[str]:
    """Those that creations fill."""
    if entity.search and entity.search.filtered:
        for field in map(entity.field, entity.filters):
            if field.name not in entity.left_empty and not field.nullable:
                yield text_literal(field.column)


def _changing(entity: Entity) -> tuple[Field, ...]:
    return tuple(item for item in _searched(entity) if item in entity.changeable)


def _word(searched: tuple[Field, ...], variable: str) -> str:
    """The expression of a value of `variable` that search reads; empty if there is none."""
    for field in searched:
        value = f"{variable}.{field.column}"
        return f"samples.present({value})" if field.nullable else value
    return ""
