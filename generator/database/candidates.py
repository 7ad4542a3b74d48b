"""Values that are worth trying in a column: some for its type, and those at the limits of its CHECKs.

They are texts, as PostgreSQL reads them. Which of them the CHECKs let pass is PostgreSQL's to say, so nothing of an
expression is understood here but the constants in it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress

from generator.database.matching import matching
from generator.plan.schema import Check, CheckKind

LONGEST = 20_000
"""A limit above this is not tried: a row of it would only cost time."""
DISTINCT = 24
"""How many different texts are made, for unique keys."""

WORDS = (
    *("a", "A", "0", "ab", "AB", "abc", "ABC", "000", "a1", "a-b", "a_b", "a.b", "en", "de-AT", "EUR", "é", "🦉", " "),
    *("it's $$ -- \\ x", "a\nb", "user@example.org", "https://example.org/a?b=c", "+43123456789", "#00ff7f", ""),
    *("2024-02-29", "12:30", "1.2.3", "0" * 32, "0" * 64, "00000000-0000-4000-8000-000000000000"),
)
WHOLE = ("0", "1", "2", "3", "4", "5", "6", "7", "10", "100", "-1")
MOMENTS = ("2024-02-29 23:59:59.999999+00", "1970-01-01 00:00:00+00")
OF_TYPE: Mapping[str, tuple[str, ...]] = {
    "SMALLINT": WHOLE,
    "INTEGER": WHOLE,
    "BIGINT": WHOLE,
    "NUMERIC": (*WHOLE, "0.5"),
    "REAL": (*WHOLE, "0.5"),
    "DOUBLE PRECISION": (*WHOLE, "0.5"),
    "BOOLEAN": ("true", "false"),
    "TIMESTAMPTZ": (*MOMENTS, *(f"2025-01-{day:02} 12:00:00+00" for day in range(1, 9))),
    "DATE": ("2024-02-29", "1970-01-01", *(f"2025-01-{day:02}" for day in range(1, 9))),
    "TIME": ("00:00", "23:59:59.999999", *(f"12:{minute:02}" for minute in range(8))),
    "INTERVAL": ("0", "26 hours 0.000001 seconds", *(f"{minute} minutes" for minute in range(1, 9))),
    "UUID": tuple(f"00000000-0000-4000-8000-{number:012}" for number in range(8)),
    "INET": tuple(f"192.0.2.{number}" for number in range(8)),
    "JSONB": ("{}", '{"a": "x"}', '{"a": 1}', '{"a": true}', '{"a": [1, null]}'),
}
CONSTANT = re.compile(r"'((?:[^']|'')*)'|(-?\d+(?:\.\d+)?)")


def candidates(type_: str, checks: Sequence[Check]) -> Iterator[str]:
    """Texts to try in a column, the limits first.

    Args:
        type_: of the column, as it is recorded: `NUMERIC(12,2)`, `TEXT[]`.
        checks: those on the column.
    """
    plain = type_.partition("(")[0]
    if type_.endswith("[]"):
        yield from _arrays(type_.removesuffix("[]"), checks)
    elif plain in ("VARCHAR", "TEXT"):
        yield from _texts(checks)
    elif plain == "vector":
        size = int(type_.removeprefix("vector(").removesuffix(")"))
        yield from (f"[{','.join([str(number)] * size)}]" for number in range(1, 8))
    elif plain == "POINT":
        yield from (f"({number},{number})" for number in range(8))
    elif plain == "BYTEA":
        yield from (f"\\x{'a5' * length}" for length in _limits(checks, CheckKind.LENGTH))
        yield from ("", "\\x00ff", *(f"\\x{number:02x}" for number in range(8)))
    else:
        yield from (constant for check in checks for constant in _constants(check))
        yield from OF_TYPE[plain]


def _arrays(element: str, checks: Sequence[Check]) -> Iterator[str]:
    items = [item for item in candidates(element, ()) if item.isalnum()]
    yield from (f"{{{','.join(items[:1] * length)}}}" for length in _limits(checks, CheckKind.CARDINALITY))
    yield "{}"
    yield from (f"{{{item}}}" for item in items)


def _texts(checks: Sequence[Check]) -> Iterator[str]:
    lengths = sorted(_limits(checks, CheckKind.LENGTH), reverse=True)
    for check in checks:
        match check.kind:
            case CheckKind.VALUES:
                yield from _constants(check)
            case CheckKind.PATTERN:
                yield from (text for pattern in _constants(check) for text in _matching(pattern, lengths))
            case _:
                pass
    yield from ("x" * length for length in lengths)
    yield from WORDS
    yield from (f"row {number}" for number in range(DISTINCT))


def _matching(pattern: str, lengths: Sequence[int]) -> Iterator[str]:
    """Texts that a pattern matches, those as long as may be first; none if it is beyond what is known of patterns."""
    bare = pattern.removeprefix("^(?:").removesuffix(")$")
    for length in lengths:
        with suppress(ValueError):
            yield matching(bare, 0, minimum=length, maximum=length)
    shortest, longest = (lengths[-1] if len(lengths) > 1 else 0), (lengths[0] if lengths else LONGEST)
    with suppress(ValueError):
        yield from (matching(bare, number, minimum=shortest, maximum=longest) for number in range(DISTINCT))


def _limits(checks: Iterable[Check], kind: CheckKind) -> Iterator[int]:
    numbers = (constant for check in checks if check.kind is kind for constant in _constants(check))
    yield from (int(number) for number in numbers if number.isdecimal() and 0 < int(number) <= LONGEST)


def _constants(check: Check) -> Iterator[str]:
    """The texts and numbers in a CHECK, without their quotes."""
    for text, number in CONSTANT.findall(check.expression):
        yield number or text.replace("''", "'")
