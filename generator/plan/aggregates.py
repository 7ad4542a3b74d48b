"""What an aggregate says of each of its groups, as fields; its messages, and the index that it reads."""

from collections.abc import Callable, Iterator

from generator import names
from generator.catalog import FIELD_TYPES
from generator.frozen import frozen, replace
from generator.ir import Aggregate, Entity, Field
from generator.plan.shapes import Message, MessageField
from generator.plan.wire_kinds import FieldKind, Part, Presence, Verb

_WHOLE = frozenset({"smallint", "integer"})
_SUM_DIGITS = 19
"""How many digits a sum may have more than what is summed: no table has more rows than an id can count."""

Member = Callable[[Field], MessageField]
"""Makes the message field that carries a field of the entity."""


@frozen
class Measure:
    """One number of a group."""

    field: Field
    """Of the group: what it is called, and what type it has."""
    source: Field | None
    """Of the rows; None for their count."""
    function: str
    """`count`, `sum`, `avg`, `min`, `max`."""

    @property
    def sql(self) -> str:
        """The expression: integers and decimals are summed exactly."""
        if self.source is None:
            return "count(*)"
        value = self.source.column
        match self.function:
            case "sum" if self.source.type.name == "float":
                return f"sum({value}::double precision)"
            case "avg":
                return f"avg({value})::double precision"
            case _:
                return f"{self.function}({value})"


def group_fields(entity: Entity, aggregate: Aggregate) -> tuple[Field, ...]:
    """The fields that make a group."""
    return tuple(map(entity.field, aggregate.group_by))


def measures(entity: Entity, aggregate: Aggregate) -> tuple[Measure, ...]:
    """The numbers of a group, in the order of its message."""
    return tuple(_measures(entity, aggregate))


def _measures(entity: Entity, aggregate: Aggregate) -> Iterator[Measure]:
    if aggregate.count:
        whole = FIELD_TYPES["bigint"]
        many = f"How many {names.words(entity.plural)} it has."
        count = Field(name="count", column="count", type=whole, description=many, required=True, span=aggregate.span)
        yield Measure(field=count, source=None, function="count")
    for source in map(entity.field, aggregate.sums):
        yield Measure(field=_sum(_measured(source, "sum", "The sum")), source=source, function="sum")
    for source in map(entity.field, aggregate.averages):
        average = replace(_measured(source, "average", "The average"), type=FIELD_TYPES["double"])
        yield Measure(field=average, source=source, function="avg")
    for source in map(entity.field, aggregate.minima):
        yield Measure(field=_measured(source, "minimum", "The least"), source=source, function="min")
    for source in map(entity.field, aggregate.maxima):
        yield Measure(field=_measured(source, "maximum", "The greatest"), source=source, function="max")


def _measured(source: Field, word: str, said: str) -> Field:
    """What a group says of a field of its rows; nothing only where no row has a value."""
    return Field(
        name=f"{word}_{source.name}",
        column=f"{word}_{source.column}",
        type=source.type,
        description=f"{said} of `{source.wire}`.",
        required=not source.nullable,
        precision=source.precision,
        scale=source.scale,
        wire_name=f"{word}_{source.wire_name}" if source.wire_name else None,
        span=source.span,
    )


def _sum(field: Field) -> Field:
    match field.type.name:
        case name if name in _WHOLE:
            return replace(field, type=FIELD_TYPES["bigint"])
        case "bigint":
            return replace(field, type=FIELD_TYPES["decimal"], precision=2 * _SUM_DIGITS, scale=0)
        case "decimal":
            return replace(field, precision=(field.precision or 0) + _SUM_DIGITS)
        case _:
            return replace(field, type=FIELD_TYPES["double"])


def group_message(entity: Entity, aggregate: Aggregate, member: Member) -> Message:
    """The message of one group: its values, then its numbers."""
    fields = (*group_fields(entity, aggregate), *(item.field for item in measures(entity, aggregate)))
    return Message(
        name=_group_name(aggregate),
        part=Part.GROUP,
        verb=Verb.AGGREGATE,
        entity=entity,
        fields=tuple(map(member, fields)),
        span=aggregate.span,
    )


def response(name: str, entity: Entity, aggregate: Aggregate) -> Message:
    """The response: the groups, and whether there are more."""
    groups = MessageField(
        name="groups", type=_group_name(aggregate), presence=Presence.REPEATED, kind=FieldKind.GROUPS, slot=1
    )
    more = MessageField(name="truncated", type="bool", presence=Presence.IMPLICIT, kind=FieldKind.TRUNCATED, slot=2)
    return Message(
        name=name,
        part=Part.RESPONSE,
        verb=Verb.AGGREGATE,
        entity=entity,
        slots=2,
        fields=(groups, more),
        span=aggregate.span,
    )


def _group_name(aggregate: Aggregate) -> str:
    return f"{names.pascal(aggregate.name)}Group"
