"""Money in the models: an amount and its currency are both there, or neither is."""

from collections.abc import Iterable, Iterator

from generator.ir import Field
from generator.targets.source.layout import STEP, Call, laid_out
from generator.targets.source.literals import text_literal

BODY = 8


def money_checks(pairs: Iterable[tuple[Field, Field]]) -> tuple[str, ...]:
    """Finished lines, at column 8, that note where one half of optional money is given alone."""
    return tuple(line for pair in pairs for line in _check(*pair))


def _check(amount: Field, currency: Field) -> Iterator[str]:
    yield f"if (self.{amount.column} is None) != (self.{currency.column} is None):"
    for half, other in ((currency, amount), (amount, currency)):
        said = text_literal(f"must be given with {other.column}, or not at all")
        noted = Call("violations.add", (text_literal(half.column), said))
        yield f"    {laid_out(noted, indent=BODY + STEP)}"
