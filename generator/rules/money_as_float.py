"""An amount of money is a floating-point number.

## What

A field called like money (`price`, `total_amount`, `shipping_cost`) has the type `float` or `double`.

## Why

Binary fractions cannot hold most decimal ones: 0.1 + 0.2 is 0.30000000000000004, sums depend on their order, and the
books do not balance. A later change of type is a rewrite of the table and a break of the wire.

## Instead

Use `{type: decimal, precision: 12, scale: 2}`, beside a `currency` field where there is more than one.
"""

from collections.abc import Iterator
from typing import Final

from generator.diagnostics import Severity
from generator.ir import Field, Platform
from generator.rules import Finding, Rule

_MONEY: Final = frozenset(
    "amount balance budget cost credit debit deposit discount fee fees fine money payment payout price refund revenue "
    "salary subtotal tax total wage".split()
)


def check(platform: Platform) -> Iterator[Finding]:
    """Finds floating-point fields, of entities and messages, whose last word is a word for money."""
    for field in _fields(platform):
        if field.type.name in {"float", "double"} and field.name.split("_")[-1] in _MONEY:
            yield Finding(
                span=field.span,
                message=f"`{field.name}` looks like money and is a `{field.type.name}`",
                hint="Use `{type: decimal, precision: 12, scale: 2}`.",
            )


def _fields(platform: Platform) -> Iterator[Field]:
    for service in platform.services:
        for entity in service.entities:
            yield from entity.fields
            for event in entity.events:
                yield from event.payload
        for operation in service.operations:
            if operation.transition is None:
                yield from (*operation.request, *operation.response)


RULE: Final = Rule(
    code="SG403",
    name="money-as-float",
    severity=Severity.ERROR,
    practices=("P25",),
    check=check,
    page=__doc__,
)
