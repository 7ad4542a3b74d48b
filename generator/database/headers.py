"""What the comment at the top of a generated migration declares to the runner: phase, locks, what it replaces."""

import re
from collections.abc import Iterator, Mapping

from generator.frozen import frozen
from generator.plan.operations.words import Lock, Phase

PHASE = re.compile(r"-- Phase:\s+(\S+)")
EXTENSION = re.compile(r"-- Needs: the extension (\w+),.*")
LOCKS = re.compile(r"--(?: Locks:|       )\s+(.+)")
REPLACES = re.compile(r"-- replaces: (.+)")
REPLACED_BEFORE = re.compile(r"-- replaced before: (.+)")
BUDGET = re.compile(rf"({'|'.join(Lock)}) on ")


@frozen
class Header:
    """The declarations of one file. One that is written by hand may have none: it counts as expanding."""

    phase: Phase
    budget: Mapping[str, Lock] | None
    """The strongest lock by table; a table that is not named gets no stronger one than traffic takes. None where
    nothing is declared."""
    extensions: tuple[str, ...] = ()
    """What it installs where the database has not got it."""
    replaces: tuple[str, ...] = ()
    """Of a baseline: the ids of the migrations that it stands for."""
    replaced_before: tuple[str, ...] = ()
    """Those that a baseline among them stood for, and its predecessors."""

    @property
    def every_replaced(self) -> tuple[str, ...]:
        """All that have no file any more because of this one."""
        return self.replaces + self.replaced_before


def read_header(text: str) -> Header:
    """Read the comment that a file begins with.

    Raises:
        ValueError: there is no such phase.
    """
    lines = list(_first_comment(text))
    phases = [found[1] for line in lines if (found := PHASE.match(line))]
    locks = " ".join(_declared(lines))
    return Header(
        phase=Phase(phases[0]) if phases else Phase.EXPAND,
        budget=_budget(locks) if locks else None,
        extensions=tuple(_listed(lines, EXTENSION)),
        replaces=tuple(_listed(lines, REPLACES)),
        replaced_before=tuple(_listed(lines, REPLACED_BEFORE)),
    )


def _first_comment(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if not line.startswith("--"):
            return
        yield line


def _listed(lines: list[str], form: re.Pattern[str]) -> Iterator[str]:
    """The words of all lines of that form."""
    for line in lines:
        if found := form.fullmatch(line):
            yield from found[1].split()


def _declared(lines: list[str]) -> Iterator[str]:
    """The lines below `-- Locks:`, which end with the first that is not indented."""
    is_open = False
    for line in lines:
        found = LOCKS.fullmatch(line)
        is_open = found is not None and (is_open or line.startswith("-- Locks:"))
        if found and is_open:
            yield found[1]


def _budget(text: str) -> Mapping[str, Lock]:
    """`SHARE on a, b ACCESS EXCLUSIVE on a` as the strongest lock of each table."""
    order = list(Lock)
    budget: dict[str, Lock] = {}
    _, *pieces = BUDGET.split(text)
    for mode, tables in zip(pieces[::2], pieces[1::2], strict=True):
        for table in tables.split(","):
            name = table.strip()
            budget[name] = max(Lock(mode), budget.get(name, Lock.ACCESS_SHARE), key=order.index)
    return budget
