"""A `money` field, as the two that it stands for: an amount, and the currency it is in."""

import re
from collections.abc import Iterator
from typing import Final

from generator.frontend.node import Node
from generator.frontend.outline import Lowering

PRECISION: Final = 19
SCALE: Final = 4
"""NUMERIC(19,4): enough for the tenth part of a cent in amounts of 10**15."""

_CURRENCY: Final = "[A-Z]{3}"
"""The codes of ISO 4217 that are, were and will be."""
_WRITTEN: Final = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?) ([A-Z]{3})")
_OF_BOTH: Final = ("required", "deprecated")
_OF_THE_AMOUNT: Final = ("minimum", "maximum", "description")


def is_money(node: Node) -> bool:
    """Whether the field is one of money."""
    return (node.data if isinstance(node.data, str) else node.text("type")) == "money"


def half_of(node: Node) -> str | None:
    """The field of money that the node is a half of: `price`, for `price_amount`; None for any other."""
    is_half = node.name != str(node.path[-1]) and node.text("type") in {"decimal", "string"}
    return str(node.path[-1]) if is_half else None


def halves(lowering: Lowering, node: Node) -> Iterator[Node]:
    """`price: {type: money}` is `price_amount` and `price_currency`."""
    options = dict(node.data) if isinstance(node.data, dict) else {}
    both = {key: options[key] for key in _OF_BOTH if key in options}
    amount = {"type": "decimal"} | _size(options) | both
    amount |= {key: options[key] for key in _OF_THE_AMOUNT if key in options}
    currency = {"type": "string", "max_length": 3, "pattern": _pattern(options)} | both
    if "renamed_from" in options:
        amount["renamed_from"] = f"{options['renamed_from']}_amount"
        currency["renamed_from"] = f"{options['renamed_from']}_currency"
    for key in ("default", "backfill"):
        if written := _written(lowering, node, key):
            amount[key] = written[1]
            currency[key] = written[2] if key == "default" else f"'{written[2]}'"
    yield node.standing_for(f"{node.name}_amount", amount)
    yield node.standing_for(f"{node.name}_currency", currency)


def _size(options: dict[str, object]) -> dict[str, object]:
    """Precision and scale; where only one is given, the other is what suits it."""
    precision, scale = options.get("precision"), options.get("scale")
    if not isinstance(precision, int):
        precision = max(PRECISION, scale) if isinstance(scale, int) else PRECISION
    return {"precision": precision, "scale": min(SCALE, precision) if scale is None else scale}


def _pattern(options: dict[str, object]) -> str:
    currencies = options.get("currencies")
    return "|".join(map(str, currencies)) if isinstance(currencies, list) else _CURRENCY


def _written(lowering: Lowering, node: Node, key: str) -> re.Match[str] | None:
    said = node.get(key)
    if said is None:
        return None
    found = _WRITTEN.fullmatch(said.data) if isinstance(said.data, str) else None
    if found is None:
        lowering.refuse("SG310", f"the {key} of `{node.name}` must be written like `12.50 EUR`", said.span)
    return found
