"""Groups of references of which a row has one, in the models: a check before a creation, and which one a row has."""

from collections.abc import Iterator

from generator.ir import Entity, OneOf
from generator.targets.python.annotations import unhidden
from generator.targets.python.spelling import docstring
from generator.targets.source.layout import STEP, Call, laid_out
from generator.targets.source.literals import text_literal
from generator.targets.source.view import view

BODY = 8


@view
class AlternativesView:
    """The property of a row that tells which of a group's references it has."""

    decorator: str
    """`property`, or its alias where a field is called so."""
    name: str
    """`target_type`."""
    returns: str
    docstring: str
    cases: tuple[tuple[str, str], ...]
    """Columns, each with what is said of it."""
    last: str
    """What is said of a row that has none of them: the last reference, or None."""


def alternatives_views(entity: Entity, taken: frozenset[str]) -> tuple[AlternativesView, ...]:
    """The properties of the entity's rows."""
    return tuple(_property(entity, group, taken) for group in entity.one_of)


def alternatives_checks(entity: Entity) -> tuple[str, ...]:
    """Finished statements, at column 8, that note which groups of a creation have too many references, or none."""
    return tuple(statement for group in entity.one_of for statement in _check(entity, group))


def _check(entity: Entity, group: OneOf) -> Iterator[str]:
    columns = [entity.field(name).column for name in group.fields]
    values = Call("", tuple(f"self.{column}" for column in columns), brackets=("[", "]"))
    yield laid_out(values, indent=BODY, prefix="given = ")
    operator, many = (">", "at most") if group.optional else ("!=", "exactly")
    yield f"if len(given) - given.count(None) {operator} 1:"
    for column in columns:
        noted = Call("violations.add", (text_literal(column), text_literal(f"must be {many} one of {group.name}")))
        yield f"    {laid_out(noted, indent=BODY + STEP)}"


def _property(entity: Entity, group: OneOf, taken: frozenset[str]) -> AlternativesView:
    labels = tuple(_label(entity, group, name) for name in group.fields)
    columns = tuple(entity.field(name).column for name in group.fields)
    cases = tuple(zip(columns, labels, strict=True))
    text = f"Which of its {group.name} it has: {', '.join(labels[:-1])} or {labels[-1]}."
    return AlternativesView(
        decorator=unhidden("property", taken),
        name=group.type_name,
        returns=f"{unhidden('str', taken)}{' | None' if group.optional else ''}",
        docstring=docstring(text.replace('"', "`"), summary=f"Which {group.name} it has.", indent=BODY),
        cases=cases if group.optional else cases[:-1],
        last="None" if group.optional else labels[-1],
    )


def _label(entity: Entity, group: OneOf, name: str) -> str:
    target = entity.field(name).target
    return text_literal(str(target.key) if group.polymorphic and target else name)
