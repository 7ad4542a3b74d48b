"""The CHECK constraints that a field's type and options ask for."""

from collections.abc import Iterator

from generator import names
from generator.ir import Entity, Field, OneOf
from generator.plan import literals, type_checks
from generator.plan.schema import Check, CheckKind, RowCheck


def checks(entity: Entity) -> tuple[Check, ...]:
    """Every CHECK of the entity's table: those of a field in the order of its fields, then those of several."""
    return (
        *(check for field in entity.fields for check in field_checks(entity.table, field)),
        *(one_of_check(entity, group) for group in entity.one_of),
        *(together_check(entity.table, *pair) for pair in entity.pairs),
    )


def together_check(table: str, amount: Field, currency: Field) -> Check:
    """The CHECK that a row has both, or none."""
    return Check(
        name=names.shortened(f"{table}_{currency.column}_together_check"),
        column=currency.column,
        kind=CheckKind.TOGETHER,
        expression=f"num_nulls({amount.column}, {currency.column}) <> 1",
        others=(amount.column,),
    )


def one_of_check(entity: Entity, group: OneOf) -> Check:
    """The CHECK that a row has one of the group's references."""
    first, *others = (entity.field(name).column for name in group.fields)
    return Check(
        name=names.shortened(f"{entity.table}_{group.name}_one_of_check"),
        column=first,
        kind=CheckKind.ONE_OF,
        expression=f"num_nonnulls({', '.join((first, *others))}) {'<=' if group.optional else '='} 1",
        others=tuple(others),
    )


def field_checks(table: str, field: Field) -> tuple[Check, ...]:
    """The CHECKs of one column, named `<table>_<column>_<kind>_check`; none where a foreign key says more."""
    if field.target is not None:
        return ()
    return tuple(
        Check(
            name=names.shortened(f"{table}_{field.column}_{kind}_check"),
            column=field.column,
            kind=kind,
            expression=expression,
        )
        for kind, expression in _expressions(field)
    )


def row_checks(entity: Entity) -> tuple[RowCheck, ...]:
    """The CHECKs between fields that the spec declares, named `<table>_<name>_check`."""
    if not entity.checks:
        return ()
    from generator.plan.expressions import condition_sql

    return tuple(
        RowCheck(
            name=row_check_name(entity, check.name),
            columns=tuple(field.column for field in check.fields),
            expression=condition_sql(check.condition),
        )
        for check in entity.checks
    )


def row_check_name(entity: Entity, name: str) -> str:
    """The name of the constraint of one of the entity's `checks`."""
    return names.shortened(f"{entity.table}_{name}_check")


def _expressions(field: Field) -> Iterator[tuple[CheckKind, str]]:
    column = field.column
    match field.type.kind:
        case "string" | "text":
            yield from _text(field)
        case "inet" | "map" | "point" | "json":
            yield from type_checks.expressions(field)
        case "enum":
            yield CheckKind.VALUES, f"{column} IN ({', '.join(literals.quoted(value) for value in field.values)})"
        case "smallint" | "integer" | "bigint" | "decimal" | "float" | "double":
            yield from _number(field)
        case "timestamp" | "date":
            yield CheckKind.FINITE, f"isfinite({column})"
        case "duration":
            # A month has no fixed length, so neither timedelta nor google.protobuf.Duration can hold one. Days are
            # fine: both are 24 hours, and asyncpg sends a timedelta as days and microseconds.
            yield CheckKind.MONTHS, f"EXTRACT(YEAR FROM {column}) = 0 AND EXTRACT(MONTH FROM {column}) = 0"
        case "bytes" if field.max_length is not None:
            yield CheckKind.LENGTH, f"octet_length({column}) <= {field.max_length}"
        case "list":
            yield from _list(field)
        case _:
            pass  # boolean, time, uuid, ref and master columns hold nothing but valid values


def _text(field: Field) -> Iterator[tuple[CheckKind, str]]:
    length = f"char_length({field.column})"
    if bounds := _bounds(length, _decimal_text(field.min_length), _decimal_text(field.max_length)):
        yield CheckKind.LENGTH, bounds
    if field.pattern is not None:
        # The pattern must match the whole value. Without flags `$` is the end of the string in PostgreSQL, never a
        # line's.
        yield CheckKind.PATTERN, f"{field.column} ~ {literals.quoted(f'^(?:{field.pattern})$')}"


def _number(field: Field) -> Iterator[tuple[CheckKind, str]]:
    column, cast = field.column, field.type.cast
    if field.type.name == "decimal":
        # NUMERIC(p,s) refuses infinity by itself, but takes NaN.
        yield CheckKind.FINITE, f"{column} <> 'NaN'::numeric"
    elif field.type.name in {"float", "double"}:
        # PostgreSQL sorts NaN above infinity, so the upper bound refuses both.
        yield CheckKind.FINITE, f"{column} > '-Infinity'::{cast} AND {column} < 'Infinity'::{cast}"
    if bounds := _bounds(field.column, _limit(field, field.minimum), _limit(field, field.maximum)):
        yield CheckKind.RANGE, bounds


def _limit(field: Field, text: str | None) -> str | None:
    if text is None:
        return None
    spelled = literals.number(text, field.type.cast)
    # A REAL compared with an uncast literal is widened first: 0.7 stored as REAL is less than 0.7, and its own bound
    # would refuse it.
    return f"({spelled})::real" if field.type.name == "float" else spelled


def _list(field: Field) -> Iterator[tuple[CheckKind, str]]:
    # array_position also raises for nested arrays, which no Python list of the element type could hold.
    yield CheckKind.ITEMS, f"array_position({field.column}, NULL) IS NULL"
    if field.max_items is not None:
        yield CheckKind.CARDINALITY, f"cardinality({field.column}) <= {field.max_items}"
    if field.element is not None:
        yield from type_checks.of_items(field.column, field.element)
    if field.element is not None and field.element.name in {"float", "double"}:
        cast = field.element.cast
        yield (
            CheckKind.FINITE,
            f"'-Infinity'::{cast} < ALL ({field.column}) AND 'Infinity'::{cast} > ALL ({field.column})",
        )


def _bounds(term: str, minimum: str | None, maximum: str | None) -> str:
    """`term >= minimum AND term <= maximum`, either side left out where it is None; the empty string for neither."""
    lower = [f"{term} >= {minimum}"] if minimum is not None else []
    upper = [f"{term} <= {maximum}"] if maximum is not None else []
    return " AND ".join(lower + upper)


def _decimal_text(value: int | None) -> str | None:
    return None if value is None else str(value)
