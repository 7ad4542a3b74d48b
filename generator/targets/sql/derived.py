"""The views of the trigger that computes columns of the others of their row."""

import re
from collections.abc import Collection
from typing import assert_never

from generator.frozen import frozen
from generator.plan.hazards.subjects import DerivedOperation
from generator.plan.kept import Derivation
from generator.plan.operations import Derive, StopDeriving
from generator.targets.sql.quoting import expression, identifier

_NAME_OR_LITERAL = re.compile(r"'(?:[^']|'')*'|(?<![:\w])[a-z_][a-z0-9_]*\b(?!\()")
"""A name that is neither a function's nor a type's, or a string literal, in which nothing is a name."""


@frozen
class DerivationView:
    """The trigger and its function, which share a name."""

    table: str
    name: str
    assignments: tuple[str, ...]
    """`NEW.total := (NEW.quantity * NEW.price);`"""
    replaces: bool
    """Whether something of that name may be there."""


@frozen
class DerivedView:
    """A migration's statement about it."""

    derivation: DerivationView


def derivation_view(table: str, derivation: Derivation, *, replaces: bool) -> DerivationView:
    """The view of what computes columns of a table."""
    return DerivationView(
        table=identifier(table),
        name=identifier(derivation.name),
        assignments=tuple(
            f"NEW.{identifier(item.column)} := {_of_new(expression(item.expression), item.sources)};"
            for item in derivation.columns
        ),
        replaces=replaces,
    )


def spelled(operation: DerivedOperation) -> tuple[str, DerivedView]:
    """The template of the operation and its view."""
    match operation:
        case Derive():
            template = "derive"
        case StopDeriving():
            template = "stop_deriving"
        case _:
            assert_never(operation)
    return template, DerivedView(derivation=derivation_view(operation.table, operation.derivation, replaces=True))


def _of_new(text: str, sources: Collection[str]) -> str:
    return _NAME_OR_LITERAL.sub(lambda found: f"NEW.{found[0]}" if found[0] in sources else found[0], text)
