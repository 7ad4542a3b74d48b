"""The former states of rows: the statement that reads them as rows of today, and the method."""

import json
import re
from collections.abc import Iterator
from typing import Final

from generator import names
from generator.ir import Entity, Field
from generator.plan.schema import Table
from generator.targets.python import statement_parts as parts
from generator.targets.python.methods import signature
from generator.targets.python.naming import EntityNames, campaign_argument, campaign_parameter
from generator.targets.python.statement_parts import sql_text
from generator.targets.source.layout import STEP, WIDTH, Call, laid_out, parentheses
from generator.targets.source.literals import text_literal
from generator.targets.source.view import view

_EMPTY: Final[dict[str, object]] = {
    "VARCHAR": "",
    "TEXT": "",
    "BYTEA": "",
    "SMALLINT": 0,
    "INTEGER": 0,
    "BIGINT": 0,
    "NUMERIC": 0,
    "REAL": 0,
    "DOUBLE PRECISION": 0,
    "BOOLEAN": False,
    "TIMESTAMPTZ": "1970-01-01T00:00:00+00:00",
    "DATE": "1970-01-01",
    "TIME": "00:00:00",
    "INTERVAL": "00:00:00",
    "UUID": "00000000-0000-0000-0000-000000000000",
    "JSONB": {},
    "INET": "0.0.0.0/32",
    "POINT": "(0,0)",
}
"""The empty value of a column, as JSON; of other types there is none."""


@view
class HistoryStatement:
    """The statement."""

    constant: str
    table: str
    type: str
    """The table whose rows the states were."""
    row: tuple[str, ...]
    """The columns of a state."""
    snapshot: str
    """The expression of what is known of a state, as JSON."""
    conditions: tuple[str, ...]
    limit: str


@view
class HistoryMethodView:
    """The method."""

    signature: str
    same: str
    """The statement that makes the tuple of what must be the same on the next page."""
    call: str


def history_statement(entity: Entity, table: Table) -> HistoryStatement | None:
    """The statement of an entity whose former states are kept."""
    if not entity.history or table.history is None:
        return None
    first = parts.first_value(entity)
    campaign = ("kept.campaign_id = $1::bigint",) if entity.scoped else ()
    return HistoryStatement(
        constant=f"{names.constant(entity.name)}_HISTORY",
        table=table.history.name,
        type=entity.table,
        row=parts.row(entity, "state."),
        snapshot="\n    || ".join((*_younger(entity), *_renamed(entity), "kept.snapshot", *_known(entity))),
        conditions=(*campaign, f"kept.row_id = ${first}::bigint"),
        limit=f"LIMIT ${first + 1}::integer OFFSET ${first + 2}::integer",
    )


def _younger(entity: Entity) -> Iterator[str]:
    """What states have in fields that are younger than they are: the default, or nothing."""
    values = {item.column: _empty(item) for item in entity.fields if not item.nullable}
    if empty := {column: value for column, value in values.items() if value is not None}:
        line = f"{sql_text(json.dumps(empty))}::jsonb"
        yield line if STEP + len(line) <= WIDTH else f"{sql_text(_a_line_each(empty))}::jsonb"


def _a_line_each(values: dict[str, object]) -> str:
    """An object of JSON, at column 4."""
    entries = (f"{json.dumps(name)}: {json.dumps(value)}" for name, value in values.items())
    return "{\n        " + ",\n        ".join(entries) + "\n    }"


def _empty(field: Field) -> object:
    if field.element is not None:
        return {} if field.type.name == "map" else []
    if field.dimensions is not None:
        return str([0] * field.dimensions)
    if field.default is not None and not isinstance(field.default, tuple):
        return field.default
    if field.values:
        return field.values[0]
    return _EMPTY.get(re.sub(r"\(.*", "", field.sql_type))


def _renamed(entity: Entity) -> Iterator[str]:
    """What states have under the name that a field had."""
    for field in entity.fields:
        if field.renamed_from and not field.target:
            former = f"kept.snapshot -> {sql_text(field.renamed_from)}"
            yield f"jsonb_strip_nulls(jsonb_build_object({sql_text(field.column)}, {former}))"


def _known(entity: Entity) -> Iterator[str]:
    """What states have in place of a value that an enum no longer has."""
    for field in entity.fields:
        empty = None if field.nullable else _empty(field)
        now = [(old, new) for new, old in field.renamed_values] + [(old, empty) for old in field.removed_values]
        if now:
            cases = (f"WHEN {sql_text(old)} THEN {sql_text(json.dumps({field.column: new}))}" for old, new in now)
            yield f"(CASE kept.snapshot ->> {sql_text(field.column)} {' '.join(cases)} ELSE '{{}}' END)::jsonb"


def history_method(entity: Entity, known: EntityNames) -> HistoryMethodView | None:
    """The method of its repository."""
    if not entity.history:
        return None
    page = ("*", "page_size: int = 0", 'page_token: str = ""')
    parameters = ("self", *campaign_parameter(entity), f"{known.id}: int", *page)
    key = (*campaign_argument(entity), known.id)
    call = Call("self._work.fetch", (f"statements.{known.constant}_HISTORY", *key, "limit + 1", "offset"))
    same = parentheses((text_literal(f"{entity.key}.history"), *key))
    return HistoryMethodView(
        signature=signature("history", parameters, f"paging.Page[{known.model}]"),
        same=laid_out(same, indent=8, prefix="same = "),
        call=laid_out(call, indent=8, prefix="rows = await "),
    )
