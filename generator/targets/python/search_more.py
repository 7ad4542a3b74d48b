"""What a search can do beyond finding words: be narrowed by filters, show the passages that it found, suggest."""

from collections.abc import Iterator
from typing import Final

from generator.ir import Entity, Search
from generator.plan import languages
from generator.plan.finders import compared
from generator.plan.searching import SearchVector
from generator.plan.shapes import Rpc
from generator.plan.wire_kinds import FieldKind
from generator.targets.python import statement_parts as parts
from generator.targets.python.finders_view import SuggestionMethod, suggestion_method
from generator.targets.python.methods import signature
from generator.targets.python.naming import EntityNames, campaign_argument, campaign_parameter
from generator.targets.source.layout import Brackets, Call, Keyword, braces, laid_out, parentheses
from generator.targets.source.literals import text_literal
from generator.targets.source.view import view

BODY = 8
INSIDE = 12

_READ: Final = 20_000
"""Characters of a row that its passages are taken from: a headline is made by reading all the text again."""

_OPTIONS: Final = "StartSel=<mark>, StopSel=</mark>, MaxFragments=2, MinWords=5, MaxWords=20"


@view
class SearchMoreView:
    """The statements of a search with filters and with passages."""

    filtered: bool
    source: tuple[str, ...]
    """What a filtered search of a global table reads from, in lines."""
    filtered_conditions: str
    """The tuple of what every form asks, laid out for column 4."""
    passage: str
    """The expression of a row's passages; empty where they are not shown."""
    passage_conditions: tuple[str, ...]


@view
class SearchView:
    """Full-text search."""

    function: str
    """The search function of a scoped table; empty for a global one, which is searched directly."""
    row: tuple[str, ...]
    """The row's columns, qualified, for the join with the function."""
    joined: str
    conditions: tuple[str, ...]
    rank: str
    more: SearchMoreView


def search_view(entity: Entity, vector: SearchVector | None) -> SearchView | None:
    """The statements of an entity that is searched."""
    if vector is None or entity.search is None:
        return None
    matches = tuple(map(parts.in_text, languages.matches(vector, "$1::text")))
    language = parts.in_text("\n    ".join(languages.configuration(vector)))
    return SearchView(
        function=vector.search_function,
        row=parts.row(entity, "item."),
        joined=parts.joined(entity),
        conditions=("\n  ".join(matches), *parts.alive(entity), *parts.shown(entity)),
        rank=f"ts_rank_cd(search_vector, websearch_to_tsquery({language}, $1::text))",
        more=_more(entity, entity.search, vector, matches),
    )


def _more(entity: Entity, search: Search, vector: SearchVector, matches: tuple[str, ...]) -> SearchMoreView:
    """The view of the entity's statements; `matches` is the condition of a global search over `$1`, in lines."""
    found = (matches[0].replace("$1", "$?"),) if vector.by_row is None else ()
    conditions = (*found, *parts.alive(entity), *parts.shown(entity))
    first = parts.first_value(entity)
    return SearchMoreView(
        filtered=search.filtered,
        source=(entity.table,) if vector.by_row is None else _matching(entity, matches),
        filtered_conditions=laid_out(parentheses(tuple(map(text_literal, conditions))), indent=4, suffix=","),
        passage=_passage(entity, search, vector, first + 1) if search.highlight else "",
        passage_conditions=(*parts.visible(entity), f"id = ANY (${first}::bigint[])", *parts.alive(entity)),
    )


def _matching(entity: Entity, matches: tuple[str, ...]) -> tuple[str, ...]:
    """The rows that the query finds, each in its language: a condition too long for one line of Python."""
    first, *rest = matches
    asked = [line.replace("$1", "$?", 1) if number == 0 else line for number, line in enumerate(rest)]
    return (
        "(",
        "    SELECT known.*",
        f"    FROM {entity.table} AS known",
        f"    WHERE {first}",
        *(f"    {line}" for line in asked),
        f") AS {entity.table}",
    )


def _passage(entity: Entity, search: Search, vector: SearchVector, number: int) -> str:
    """The passages of a row that the query, parameter `number`, finds: as HTML in which only the marks are markup."""
    fields = [entity.field(item.field) for item in search.fields]
    texts = (f"array_to_string({item.column}, ' ')" if item.element else item.column for item in fields)
    language = tuple(map(parts.in_text, languages.configuration(vector)))
    lines = (
        "ts_headline(",
        *_indented(language, ","),
        "    replace(replace(replace(left(concat_ws(",
        *(f"        {line}" for line in parts.wrapped(("' ... '", *texts))),
        f"    ), {_READ}), '&', '&amp;'), '<', '&lt;'), '>', '&gt;'),",
        *_indented(_called("websearch_to_tsquery", language, f"${number}::text"), ","),
        f"    '{_OPTIONS}'",
        ")",
    )
    return "\n    ".join(lines)


def _indented(lines: tuple[str, ...], end: str) -> Iterator[str]:
    *first, last = lines
    yield from (f"    {line}" for line in first)
    yield f"    {last}{end}"


def _called(function: str, lines: tuple[str, ...], second: str) -> tuple[str, ...]:
    """The call of a function with an argument in lines, and a second one."""
    if len(lines) == 1:
        return (f"{function}({lines[0]}, {second})",)
    return (f"{function}(", *_indented(lines, ","), f"    {second}", ")")


@view
class SearchMethodView:
    """What the repository's methods of such a search are spelled with."""

    given: str
    """The statement that gathers the filters; empty for a search that takes none."""
    filtered_call: str
    """The statement, at column 12, that asks for the form with the given filters."""
    call: str
    """The statement, at column 12, that asks without one."""
    filters: tuple[str, ...]
    """One line of documentation for each filter."""
    passages_signature: str
    """Empty where passages are not shown."""
    passages_call: str
    suggestion: SuggestionMethod | None
    none_found: str
    """When to look for what is alike; empty where a search never does."""
    alike_call: str
    """The statement, at column 12, that does."""


def search_method(entity: Entity, known: EntityNames) -> SearchMethodView:
    """The view of the entity's repository."""
    filtered = entity.search is not None and entity.search.filtered
    columns = [item.column for item in entity.narrowing] if filtered else []
    key = (*campaign_argument(entity), "query")
    form = (
        f"statements.{known.constant}_SEARCH_FILTERED[tuple(given)]",
        *key,
        "*given.values()",
        "limit + 1",
        "offset",
    )
    plain = (f"statements.{known.constant}_SEARCH", *key, "limit + 1", "offset")
    given = braces(tuple(f"{text_literal(column)}: {column}" for column in columns))
    ids = f"{known.name}_ids"
    passages = ("self", *campaign_parameter(entity), "query: str", f"{ids}: Sequence[int]")
    found = (f"statements.{known.constant}_HIGHLIGHT", *campaign_argument(entity), ids, "query")
    shows = entity.search is not None and entity.search.highlight
    return SearchMethodView(
        given=laid_out(Call("given_filters", (given,)), indent=BODY, prefix="given = ") if columns else "",
        filtered_call=_fetched(form, INSIDE),
        call=_fetched(plain, INSIDE),
        filters=filter_documentation(entity) if filtered else (),
        passages_signature=signature("search_highlights", passages, "Mapping[int, str]") if shows else "",
        passages_call=_fetched(found, BODY),
        suggestion=suggestion_method(entity, known),
        none_found=_none_found(filtered=bool(columns)) if compared(entity) else "",
        alike_call=_fetched((f"statements.{known.constant}_SEARCH_ALIKE", *key, "limit"), INSIDE),
    )


def filter_documentation(entity: Entity) -> tuple[str, ...]:
    """One line for each parameter by which rows may be narrowed."""
    equal = (f"{entity.field(name).column}: Only those with this value; None means any." for name in entity.filters)
    ends = (f"{item.field.column}: Only those with {item.says}; None means any." for item in entity.bounds)
    return (*equal, *ends)


def _none_found(*, filtered: bool) -> str:
    """What is alike has one page, and no filter is applied to it."""
    return f"not rows and not page_token{' and not given' if filtered else ''}"


def _fetched(arguments: tuple[str, ...], indent: int) -> str:
    return laid_out(Call("self._work.fetch", arguments), indent=indent, prefix="rows = await ")


def passages_work(rpc: Rpc, known: EntityNames) -> str:
    """The statement, at column 12, that asks for the passages of what was found; empty where none are shown."""
    if not rpc.response.of(FieldKind.HIGHLIGHTS):
        return ""
    ids = Brackets(("item.id", "for item in result.items"))
    scope = ("campaign_id",) if rpc.scoped else ()
    call = Call(f"{known.repository}(work).search_highlights", (*scope, "request.query", ids))
    return laid_out(call, indent=INSIDE, prefix="passages = await ")


def passages_answer(rpc: Rpc) -> tuple[Keyword, ...]:
    """What the response says of them."""
    parts_ = ('passages.get(item.id, "")', "for item in result.items")
    return tuple(Keyword(item.name, Brackets(parts_)) for item in rpc.response.of(FieldKind.HIGHLIGHTS))
