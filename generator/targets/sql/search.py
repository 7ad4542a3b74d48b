"""The view of full-text search: the trigger that keeps the vector and the function that searches one campaign."""

from typing import Final

from generator.frozen import frozen
from generator.plan import languages
from generator.plan.schema import Table
from generator.plan.searching import SearchColumn, SearchVector
from generator.targets.sql.quoting import identifier, literal
from generator.targets.sql.views import CURRENT_CAMPAIGN, Roles

_OR_SHARED: Final = " || ' | #c0'"
"""What everybody reads, beside the own campaign."""


@frozen
class SearchView:
    """What a table with a search vector is made with."""

    table: str
    trigger: str
    change_trigger: str
    trigger_function: str
    terms: tuple[str, ...]
    """The expression that makes the vector, one line per source."""
    old: tuple[str, ...]
    """The values of the columns that the vector is made of, before an update."""
    new: tuple[str, ...]
    """Their values after it."""
    search_function: str
    """Empty for a global table, which row-level security does not keep from its index."""
    language: str
    """The language of a row `found`, as an expression."""
    language_of_new: tuple[str, ...]
    """The language of a row `NEW`, in lines, where each row has its own."""
    matches: str
    """The condition of what is found."""
    hides_deleted: bool
    within: str
    """The condition of the campaigns whose rows are found."""
    lexeme: str
    """Their lexemes, as a query."""
    by_lexeme: bool
    """Whether the index knows a campaign by a lexeme of the vector alone."""
    hides: tuple[str, ...]
    """What else must hold of the rows that the function shows."""
    replaces: bool
    """Whether functions of these names may be there."""
    current_campaign: str
    rw: str
    ro: str


def is_soft_deleted(table: Table) -> bool:
    """Whether its rows are marked as deleted and never deleted."""
    return any(column.name == "deleted_at" and not column.retired for column in table.columns)


def search_view(table: Table, search: SearchVector, roles: Roles, *, replaces: bool = False) -> SearchView:
    """The view of the table's search."""
    sources = (*(("campaign_id",) if table.scoped else ()), *search.sources)
    return SearchView(
        table=identifier(table.name),
        trigger=identifier(search.trigger),
        change_trigger=identifier(search.change_trigger),
        trigger_function=identifier(search.trigger_function),
        terms=_terms(search, scoped=table.scoped, some_have_none=_is_nullable(table)),
        old=tuple(f"OLD.{identifier(column)}" for column in sources),
        new=tuple(f"NEW.{identifier(column)}" for column in sources),
        search_function=identifier(search.search_function) if search.search_function else "",
        language=languages.in_line(search, "found."),
        language_of_new=languages.configuration(search, "NEW.") if search.by_row else (),
        matches="\n        ".join(languages.matches(search, "p_query", "found.")),
        hides_deleted=is_soft_deleted(table),
        within="found.campaign_id IN (p_campaign_id, 0)" if table.shared else "found.campaign_id = p_campaign_id",
        lexeme=f"('#c' || p_campaign_id::text{_OR_SHARED if table.shared else ''})::tsquery",
        by_lexeme=not search.campaign_in_index,
        hides=search.hides,
        replaces=replaces,
        current_campaign=CURRENT_CAMPAIGN,
        rw=roles.rw,
        ro=roles.ro,
    )


def _is_nullable(table: Table) -> bool:
    """Whether a row may have no campaign, because the table becomes everybody's."""
    return any(column.name == "campaign_id" and column.nullable for column in table.columns)


def _terms(search: SearchVector, *, scoped: bool, some_have_none: bool) -> tuple[str, ...]:
    language = "language" if search.by_row else literal(search.language)
    terms = [_term(source, language) for source in search.columns]
    if scoped:
        lexemes = "ARRAY['#c' || NEW.campaign_id::text]"
        terms.append(f"array_to_tsvector({f'array_remove({lexemes}, NULL)' if some_have_none else lexemes})")
    head, *tail = terms
    lines = (head, *(f"|| {term}" for term in tail))
    return (*lines[:-1], f"{lines[-1]};")


def _term(source: SearchColumn, language: str) -> str:
    value = f"NEW.{identifier(source.column)}"
    text = f"array_to_string({value}, ' ')" if source.array else f"coalesce({value}, '')"
    return f"setweight(to_tsvector({language}, {text}), '{source.weight}')"
