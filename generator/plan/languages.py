"""In what language the words of a row are read, and a query is asked of it: expressions of SQL over the row."""

from collections.abc import Iterator

from generator.plan.literals import quoted
from generator.plan.searching import RowLanguage, SearchVector


def configuration(search: SearchVector, qualifier: str = "") -> tuple[str, ...]:
    """The text search configuration of a row, in lines; `qualifier` is what stands before its columns.

    Constants that a CASE chooses from, because the text of a column becomes a configuration in no immutable way.
    """
    by = search.by_row
    if by is None:
        return (quoted(search.language),)
    return (
        f"CASE {qualifier}{by.column}",
        *(f"    WHEN {quoted(value)} THEN {_constant(name)}" for value, name in by.configurations),
        f"    ELSE {_constant(search.language)}",
        "END",
    )


def in_line(search: SearchVector, qualifier: str = "") -> str:
    """The same on one line."""
    return " ".join(line.strip() for line in configuration(search, qualifier))


def matches(search: SearchVector, text: str, qualifier: str = "") -> tuple[str, ...]:
    """The condition of the rows that the query `text` finds, in lines.

    Each row is asked in its own language, so that stems agree and `-word` means what it says. PostgreSQL looks for each
    language in the index and takes the campaign, which is asked for beside this, into each of these scans.
    """
    by = search.by_row
    if by is None:
        return (_asked(quoted(search.language), text, qualifier),)
    first, *rest = _arms(search, by, text, qualifier)
    return ("(", f"    {first}", *(f"    OR {arm}" for arm in rest), ")")


def _arms(search: SearchVector, by: RowLanguage, text: str, qualifier: str) -> Iterator[str]:
    column = f"{qualifier}{by.column}"
    for name in dict.fromkeys(name for _, name in by.configurations):
        values = ", ".join(quoted(value) for value, own in by.configurations if own == name)
        yield f"({column} IN ({values}) AND {_asked(quoted(name), text, qualifier)})"
    known = ", ".join(quoted(value) for value, _ in by.configurations)
    others = f"({column} IN ({known})) IS NOT TRUE"
    yield f"({others} AND {_asked(quoted(search.language), text, qualifier)})"


def _asked(language: str, text: str, qualifier: str) -> str:
    return f"{qualifier}search_vector @@ websearch_to_tsquery({language}, {text})"


def _constant(name: str) -> str:
    return f"{quoted(name)}::regconfig"
