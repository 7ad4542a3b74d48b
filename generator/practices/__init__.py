"""The database practices that a platform keeps, and by what: constructs of the spec, rules, commands and tests."""

from collections.abc import Iterator
from typing import Final

from generator.frozen import replace
from generator.practices import campaigns, project, queries, tables
from generator.practices.row import Practice

__all__ = ["Practice", "markdown", "page", "practices"]

_ROWS: Final = (*tables.ROWS, *queries.ROWS, *project.ROWS, *campaigns.ROWS)

_HEAD: Final = """\
# Practices

What a database of many services must keep to, and what keeps it. `By construction` means that nothing generated can be
otherwise. The tests are generated with every platform and run on a real PostgreSQL.
`scaffold explain P59` says one row.

| practice | what makes it true | spec | rules | commands | generated tests |
| --- | --- | --- | --- | --- | --- |
"""


def practices() -> Iterator[Practice]:
    """Every practice in order, with the rules that cite it."""
    from generator.explanations import all_explanations

    cited: dict[str, list[str]] = {}
    for explanation in all_explanations().values():
        for code in explanation.practices:
            cited.setdefault(code, []).append(explanation.code)
    return (replace(item, rules=tuple(cited.get(item.code, ()))) for item in _ROWS)


def markdown() -> str:
    """docs/practices.md: one row for each practice."""
    return _HEAD + "".join(_table_row(item) for item in practices())


def page(practice: Practice) -> str:
    """One practice as Markdown, as `scaffold explain` prints it."""
    named = {
        "In the spec": practice.spec,
        "Rules": practice.rules,
        "Commands": tuple(f"scaffold {name}" for name in practice.commands),
        "Generated tests": practice.tests,
    }
    listed = "".join(
        f"{title}: {', '.join(f'`{name}`' for name in names)}\n" for title, names in named.items() if names
    )
    missing = f"Not yet: {practice.missing}\n" if practice.missing else ""
    return f"# {practice.code} {practice.says}\n\n{practice.kept}\n\n{listed}{missing}"


def _table_row(item: Practice) -> str:
    kept = f"{item.kept} **Not yet:** {item.missing}" if item.missing else item.kept
    lists = (item.spec, item.rules, item.commands, item.tests)
    cells = (f"{item.code} {item.says}", kept, *(", ".join(f"`{name}`" for name in names) for names in lists))
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |\n"
