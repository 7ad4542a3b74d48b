"""What tests are told of an entity's values: what may be written, what comes back, what is refused."""

from collections.abc import Iterable, Iterator

from generator import names
from generator.ir import Entity, Field
from generator.ir.truth import UNKNOWN, Row
from generator.plan.checks import row_check_name
from generator.targets.source.literals import text_literal
from generator.targets.source.view import view
from generator.targets.tests.computed_view import computed_with, has_room
from generator.targets.tests.money_view import MoneyView, money_views
from generator.targets.tests.nearest_view import NearestView, nearest_views
from generator.targets.tests.parts_view import PartView, part_views
from generator.targets.tests.refusals import RefusedColumn, refused, unstorable
from generator.targets.tests.secrets_view import SecretView, secret_views
from generator.targets.tests.source import case
from generator.targets.tests.values import boundaries, enum_class, evaluated
from generator.targets.tests.witness import keeps, witness


@view
class LimitsView:
    """The values of one entity's columns."""

    columns: tuple[str, ...]
    """Literals of the columns that an update may name."""
    nullable: tuple[str, ...]
    """Literals of those that may become NULL."""
    boundaries: tuple[str, ...]
    """Finished cases: field, value."""
    checks: tuple[str, ...]
    """Finished cases: constraint, assignment."""
    refusals: tuple[str, ...]
    """Finished cases: field, value."""
    key_refusals: tuple[str, ...]
    """Finished cases of the natural key, which only a creation gives: field, value."""
    refused_field: str
    """A literal: the field of the first of them; empty if there is none."""
    refused_value: str
    secrets: tuple[SecretView, ...]
    money: tuple[MoneyView, ...]
    parts: tuple[PartView, ...]
    """Documents in which each service has a part of its own."""
    nearest: tuple[NearestView, ...]
    """Vectors of which near ones are found."""


def limits_view(entity: Entity) -> LimitsView:
    """The view of the values of `entity`."""
    kept = {text_literal(column) for column in entity.key_columns}
    columns = tuple(refused(entity))
    reported = _reported(entity, columns)
    every = tuple(_refusals(entity, columns))
    refusals = tuple(items for items in every if items[0] not in kept)
    found = witness(entity)
    field, value = refusals[0] if refusals else ("", "")
    changeable = {item.column for item in entity.changeable}
    return LimitsView(
        columns=tuple(text_literal(item.column) for item in _readable(entity) if item.column in changeable),
        nullable=tuple(
            text_literal(item.column)
            for item in _readable(entity)
            if may_be_empty(entity, item) and keeps(entity, found, {item.column: None})
        ),
        boundaries=tuple(_boundaries(entity, found)),
        checks=tuple(dict.fromkeys(_check(item.constraint, item.column, item.sql) for item in reported)),
        refusals=tuple(case(*items) for items in refusals),
        key_refusals=tuple(case(*items) for items in every if items[0] in kept),
        refused_field=field,
        # An empty list alone has no type that a type checker could tell.
        refused_value="[0]" if value == "[]" else value,
        secrets=secret_views(entity),
        money=money_views(entity),
        parts=part_views(entity),
        nearest=nearest_views(entity),
    )


def may_be_empty(entity: Entity, field: Field) -> bool:
    """Whether a row can do without a value there, whatever else it has."""
    group = entity.group(field.name)
    return field.nullable and field.half_of is None and (group is None or group.optional)


def _readable(entity: Entity) -> Iterator[Field]:
    """The fields that are written and read back; what is written only has tests of its own."""
    return (item for item in entity.writable if not item.type.hidden)


def _boundaries(entity: Entity, found: Row) -> Iterator[str]:
    ends = entity.expires.column if entity.expires else ""  # a row that has ended is not read back
    for field in (item for item in _readable(entity) if item.column != ends):
        for value in boundaries(field, enum_class(entity, field)):
            fits = _obeys(entity, found, field, value)
            if fits and (value != "None" or may_be_empty(entity, field)):
                yield case(text_literal(field.column), value)


def _obeys(entity: Entity, found: Row, field: Field, value: str) -> bool:
    """Whether a row may have the value beside its others, and what is computed of it has room."""
    if not entity.checks and not entity.computed:
        return True
    known = {field.column: _known(field, value)}
    checked = any(field in check.fields for check in entity.checks)
    return (not checked or keeps(entity, found, known)) and has_room(entity, known)


def _known(field: Field, expression: str) -> object:
    """The value of a boundary's expression: of an enum, whose class the tests have, the value itself.

    Of a document nothing is asked but whether it is there.
    """
    if field.values and expression != "None":
        return next(value for value in field.values if expression.endswith(f".{names.constant(value)}"))
    return UNKNOWN if field.fields and expression != "None" else evaluated(expression)


def _reported(entity: Entity, columns: Iterable[RefusedColumn]) -> Iterator[RefusedColumn]:
    """Without values that a check between fields may refuse first: constraints are asked in order of their names."""
    first = {
        field.column: min(row_check_name(entity, check.name) for check in entity.checks if field in check.fields)
        for checks in entity.checks
        for field in checks.fields
    }
    for item in (item for item in columns if item.column not in computed_with(entity)):
        if item.column not in first or item.constraint < first[item.column]:
            yield item


def _check(constraint: str, column: str, sql: str) -> str:
    return case(text_literal(constraint), text_literal(f"{column} = {sql}"))


def _refusals(entity: Entity, columns: Iterable[RefusedColumn]) -> Iterator[tuple[str, str]]:
    """Literals of fields, and values that they refuse."""
    writable = {item.column for item in entity.writable}
    for item in columns:
        if item.python is not None and item.column in writable:
            yield text_literal(item.column), item.python
    for field in entity.writable:
        for value in unstorable(field):
            yield text_literal(field.column), value
