"""Full-text search that comes, reads other fields or goes: its vector is made of other columns, nothing is lost."""

from generator.frozen import replace
from generator.plan import languages
from generator.plan.changes.edit import Edit
from generator.plan.indexes import column_of
from generator.plan.operations import (
    AddSearch,
    Backfill,
    DropColumn,
    DropCompatibilityView,
    DropIndex,
    DropSearch,
    Operation,
    RenewCompatibilityViews,
    ReplaceSearch,
)
from generator.plan.schema import Table
from generator.plan.searching import SearchColumn, SearchVector
from generator.plan.steps import Stage, Step

_VECTOR = "search_vector"


def plan(edit: Edit) -> Edit:
    """Adds, replaces and drops the search of the table."""
    before, after = edit.table.search, edit.desired.search
    if after is None:
        return edit if before is None else _dropped(edit, before)
    if not edit.live.keys() >= set(after.sources):
        return edit  # a column of it is refused
    if before is None:
        return _added(edit, after)
    shows_others = _hides_others(edit) or (edit.recorded.shared != edit.table.shared and edit.recorded.scoped)
    return edit if before == after and not shows_others else _replaced(edit, before, after)


def _hides_others(edit: Edit) -> bool:
    """Whether search shows deleted rows now, or hides them for the first time."""
    deleted = [_live(table, "deleted_at") for table in (edit.recorded, edit.table)]
    return edit.table.scoped and deleted[0] != deleted[1]


def _live(table: Table, name: str) -> bool:
    return any(column.name == name and not column.retired for column in table.columns)


def _added(edit: Edit, search: SearchVector) -> Edit:
    table = replace(edit.with_column(edit.wanted[_VECTOR]), search=search)
    where = f"{_VECTOR} IS NULL"
    add = edit.step(Stage.ADD, _VECTOR, AddSearch(table=table), *_renewed(table))
    return edit.then(add, _filled(edit, where), table=table)


def _replaced(edit: Edit, before: SearchVector, after: SearchVector) -> Edit:
    """The function alone changes where only who is found does; else every vector is made anew."""
    table = replace(edit.table, search=after)
    # Old code searches within a campaign by a function, and by a lexeme in the vector.
    late = bool(before.search_function) and not after.search_function
    same = replace(before, campaign_in_index=after.campaign_in_index, hides=after.hides) == after
    # A function that asks for no lexeme waits for the index that begins with the campaign.
    soon = Stage.SETTLE if same and after.campaign_in_index else Stage.ADD
    replace_, fill = (Stage.RETIRE, Stage.TIDY) if late else (soon, Stage.BACKFILL)
    steps = [edit.step(replace_, _VECTOR, ReplaceSearch(table=table, was=before), *_renewed(table))]
    if late:
        steps.append(edit.step(Stage.SETTLE, _VECTOR, ReplaceSearch(table=_between(edit), was=before)))
    if not same:
        steps.append(_filled(edit, f"{_VECTOR} IS DISTINCT FROM {_vector(after, scoped=table.scoped)}", fill))
    return edit.then(*steps, table=table)


def _between(edit: Edit) -> Table:
    """The table while its rows are everybody's and old code still searches within a campaign: some have none."""
    return replace(edit.table, scoped=True)


def _renewed(table: Table) -> tuple[Operation, ...]:
    """The search functions of former names call that of the table, and go with it."""
    if not table.former_names:
        return ()
    drops = (DropCompatibilityView(table=table.name, view=view) for view in table.former_names)
    return (*drops, RenewCompatibilityViews(table=table))


def _filled(edit: Edit, where: str, stage: Stage = Stage.BACKFILL) -> Step:
    """The trigger makes the vector, whatever is written into it."""
    key = edit.desired.primary_key.columns if stage is Stage.TIDY else edit.key
    fill = Backfill(table=edit.table.name, key=key, values=((_VECTOR, "NULL"),), where=where)
    return edit.step(stage, _VECTOR, fill)


def _dropped(edit: Edit, search: SearchVector) -> Edit:
    name = edit.table.name
    renewed = _renewed(replace(edit.table, search=None))
    over = [index for index in edit.table.indexes if _VECTOR in map(column_of, index.columns)]
    return edit.then(
        edit.step(Stage.RETIRE, "search", DropSearch(table=name, search=search), *renewed),
        *(edit.step(Stage.DISCARD, _VECTOR, DropIndex(table=name, name=index.name)) for index in over),
        edit.step(Stage.REMOVE, _VECTOR, DropColumn(table=name, column=_VECTOR)),
        table=replace(
            edit.table,
            columns=tuple(column for column in edit.table.columns if column.name != _VECTOR),
            indexes=tuple(index for index in edit.table.indexes if index not in over),
            search=None,
        ),
    )


def _vector(search: SearchVector, *, scoped: bool) -> str:
    """The vector that the trigger makes of a row, as an expression over the row."""
    language = languages.in_line(search)
    terms = [_term(source, language) for source in search.columns]
    if scoped:
        terms.append("array_to_tsvector(ARRAY['#c' || campaign_id::text])")
    return f"({' || '.join(terms)})"


def _term(source: SearchColumn, language: str) -> str:
    text = f"array_to_string({source.column}, ' ')" if source.array else f"coalesce({source.column}, '')"
    return f"setweight(to_tsvector({language}, {text}), '{source.weight}')"
