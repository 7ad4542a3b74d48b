"""What the sessions beside a migration ask for: four reads and four writes, in the generated code's own statements."""

import importlib
import itertools
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

READ, WRITE = "read", "write"
REMARKS = 4
"""Articles for each remark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One statement of the mix; `arguments` makes its arguments anew each time, the campaign left out."""

    name: str
    kind: str
    statement: str
    arguments: Callable[[], Sequence[object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """The rows that one session works on: its own, so that sessions wait for the migration only, not for each other."""

    rows: int
    """Articles that were there at the beginning, their ids from 1."""
    number: int
    """Of the session, from 0."""
    sessions: int
    """As many as there are in all, one after the other or at once."""
    turn: Iterator[int]

    def article(self) -> int:
        """One of the articles; a stride that is prime to their number visits all, far from each other."""
        numbers = self.rows // self.sessions
        return 1 + self.number + self.sessions * (next(self.turn) * 7_919 % numbers)

    def remark(self) -> int:
        """One of the older half of the remarks."""
        return 1 + self.article() % (self.rows // REMARKS // 2)

    def last_remark(self) -> int:
        """One of the newer half, and each only once."""
        return self.rows // REMARKS - self.number - self.sessions * next(self.turn)


def mix(rows: int, number: int, sessions: int) -> list[Step]:
    """The steps of a session; the platform's `src` is importable.

    Of three sessions one reads, one writes and one does both in turn: where all did both, a lock might catch each of
    them at a read, and no write would have waited because none was tried.
    """
    reads, writes = _reads(_share(rows, number, sessions)), _writes(rows, number, sessions)
    both = [step for pair in zip(reads, writes, strict=True) for step in pair]
    return (reads, writes, both)[number % 3]


def _share(rows: int, number: int, sessions: int) -> Share:
    return Share(rows=rows, number=number, sessions=sessions, turn=itertools.count())


def _reads(share: Share) -> list[Step]:
    sql = importlib.import_module("acme.shop.statements")
    first = importlib.import_module("acme.core.paging").FIRST
    page = (first.created_at, first.id)
    return [
        Step(name="get article", kind=READ, statement=sql.ARTICLE_GET, arguments=lambda: (share.article(),)),
        Step(name="list articles", kind=READ, statement=sql.ARTICLE_LIST[()], arguments=lambda: (*page, 20)),
        Step(
            name="list drafts",
            kind=READ,
            statement=sql.ARTICLE_LIST[("status",)],
            arguments=lambda: (*page, "draft", 20),
        ),
        Step(name="get remark", kind=READ, statement=sql.REMARK_GET, arguments=lambda: (share.remark(),)),
    ]


def _writes(rows: int, number: int, sessions: int) -> list[Step]:
    sql = importlib.import_module("acme.shop.statements")
    changed, deleted = _share(rows, number, sessions), _share(rows, number, sessions)
    unique = f"{number}-{time.monotonic_ns()}"

    def article() -> Sequence[object]:
        return "A title", f"{unique}-{next(changed.turn)}", "Some words to find", "draft", Decimal(5)

    def change() -> Sequence[object]:
        return changed.article(), None, ["title"], f"Title {next(changed.turn)}", None, None, None, None

    return [
        Step(name="create article", kind=WRITE, statement=sql.ARTICLE_CREATE, arguments=article),
        Step(name="update article", kind=WRITE, statement=sql.ARTICLE_UPDATE, arguments=change),
        Step(
            name="create remark",
            kind=WRITE,
            statement=sql.REMARK_CREATE,
            arguments=lambda: (changed.article(), "A remark"),
        ),
        Step(
            name="delete remark",
            kind=WRITE,
            statement=sql.REMARK_DELETE,
            arguments=lambda: (deleted.last_remark(),),
        ),
    ]
