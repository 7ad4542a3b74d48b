"""The checks between fields in `validate()`: those that Python can answer exactly as PostgreSQL does."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from generator.ir import Entity, RowCheck
from generator.ir.expressions import Constant, constants_of
from generator.targets.python import annotations
from generator.targets.python.checks_view import can_be_wrong
from generator.targets.source.layout import STEP, Call, laid_out
from generator.targets.source.literals import text_literal

if TYPE_CHECKING:
    from generator.targets.python.conditions import Spell
    from generator.targets.source.logic import Logic

INDENT = 8


def new_checks(entity: Entity, taken: frozenset[str]) -> tuple[str, ...]:
    """Finished statements over all fields of a creation."""
    if not entity.checks:
        return ()
    from generator.targets.python.conditions import fails

    found = ((check, fails(check.condition, "self", _speller(taken))) for check in answered(entity))
    return _raised_before(entity, tuple(_statement(check, condition) for check, condition in found))


def change_checks(entity: Entity, taken: frozenset[str]) -> tuple[str, ...]:
    """The same for a change: a check is asked where the change says all that it is about, which a key is never of."""
    if not entity.checks:
        return ()
    from generator.targets.python.conditions import fails
    from generator.targets.source.logic import both

    found = []
    for check in answered(entity):
        if any(field.name in entity.natural_key for field in check.fields):
            continue
        given = (f"not isinstance(self.{field.column}, Unset)" for field in check.fields)
        found.append(_statement(check, both((*given, fails(check.condition, "self", _speller(taken))))))
    return _raised_before(entity, tuple(found))


def answered(entity: Entity) -> tuple[RowCheck, ...]:
    """The checks that Python answers: not those over fields that only transitions change, which no caller gives."""
    if not entity.checks:
        return ()
    from generator.targets.python.conditions import is_exact

    return tuple(
        check
        for check in entity.checks
        if is_exact(check.condition) and not any(field.name in entity.governed for field in check.fields)
    )


def imports(entity: Entity, taken: frozenset[str]) -> Iterator[tuple[str, str]]:
    """What the constants of the checks need."""
    for check in answered(entity):
        for constant in constants_of(check.condition):
            yield from annotations.constant_imports(constant.type, taken)


def _raised_before(entity: Entity, statements: tuple[str, ...]) -> tuple[str, ...]:
    """Values that are wrong in themselves are not compared: a moment without a time zone cannot be."""
    if not statements or not any(map(can_be_wrong, entity.writable)):
        return statements
    return ("violations.raise_if_any()", *statements)


def _statement(check: RowCheck, condition: "Logic | str") -> str:
    from generator.targets.source.logic import statement

    head = statement("if", condition, indent=INDENT)
    inner = INDENT + STEP
    message = text_literal(check.message)
    calls = (Call("violations.add", (text_literal(field.column), message)) for field in check.fields)
    return "\n".join((head, *(" " * inner + laid_out(call, indent=inner) for call in calls)))


def _speller(taken: frozenset[str]) -> "Spell":
    def spell(constant: Constant) -> str:
        return annotations.constant(constant.value, constant.type.name, taken)

    return spell
