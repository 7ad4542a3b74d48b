"""The proofs of `verify` that need a database: migrations from nothing, and from an earlier revision with rows."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Final

from generator.database.catalog import Entry
from generator.database.errors import MigrationError, StatementFailed
from generator.database.events import Applied, Event, Executed
from generator.database.samples import populate
from generator.database.verify import Finding, Proof, Refusal, made_at_once, replayed, upgraded
from generator.diagnostics import Diagnostic, Span, in_source_order
from generator.frozen import frozen, replace
from generator.names import counted
from generator.pipeline.histories import copy_platform, copy_revision, write_at_once
from generator.pipeline.proofs import Proved, Subject, skipped
from generator.pipeline.release import Release
from generator.pipeline.rendering import Notify
from generator.plan.records import CORE, Record, RecordedPlatform

ROWS: Final = 6
"""In each table: enough for both campaigns, with and without each value that may be missing."""

CODES: Final = {
    Proof.REPLAY: "SG571",
    Proof.UPGRADE: "SG572",
    Proof.ROWS: "SG573",
    Proof.LOCKS: "SG574",
}
RESTORE: Final = "Restore lock and migrations from version control, then run `scaffold generate`."
PLACE: Final = re.compile(r"(?P<path>migrations/(?P<service>\w+)/.+):(?P<line>\d+)")
ARRIVAL: Final = re.compile(rb"ADD COLUMN campaign_id BIGINT NOT NULL DEFAULT (\d+)")
"""Where an entity becomes a campaign's, its rows go to one that is there already."""
RELATION: Final = re.compile(r"\w+")


@frozen
class Bench:
    """Where the proofs are carried out, and on what."""

    server_url: str
    folder: Path
    """For copies of migrations."""
    root: Path
    home: Path
    """Where the core is: the same, or another repository that this one stands on."""
    borrowed: Mapping[str, Record]
    """What that other one records; nothing if it is the same."""
    platform: RecordedPlatform
    records: Mapping[str, Record]
    """All of them."""
    names: AbstractSet[str]
    """The services whose migrations are run, and the core."""
    asked: AbstractSet[str]
    """Those whose findings are told; none for all."""
    notify: Notify

    @property
    def now(self) -> Path:
        """The folder of the platform's migrations as they lie there."""
        return self.folder / "now"

    def tells(self, item: Finding) -> bool:
        """Whether somebody has asked for it: what cannot be ascribed to a service is everybody's."""
        return not self.asked or self._owner(item.subject) in {None, *self.asked}

    def _owner(self, subject: str) -> str | None:
        if place := PLACE.fullmatch(subject):
            return place["service"]
        found = RELATION.match(subject)
        relation = f"{found[0] if found else subject}_"
        owners = {table.name: name for name, record in self.records.items() for table in record.tables}
        return owners.get(max((table for table in owners if relation.startswith(f"{table}_")), key=len, default=""))


@dataclass(slots=True, kw_only=True)
class Tally:
    """Counts what a run of migrations does, and tells of it."""

    doing: str
    notify: Notify
    migrations: int = 0
    statements: int = 0

    def __call__(self, event: Event) -> None:
        """Hear of it."""
        match event:
            case Applied():
                self.migrations += 1
                self.notify(f"{self.doing}: {event.id}")
            case Executed():
                self.statements += 1
            case _:
                pass


def carried_out(bench: Bench, release: Release | str) -> Iterator[Proved]:
    """The replay, then the upgrade from `release`, or why there is none."""
    started = perf_counter()
    try:
        copy_platform(bench.home, bench.borrowed.keys(), bench.now)
        present = copy_platform(bench.root, bench.names, bench.now)
        expected = _expected(bench)
        replay = _replay(bench, expected)
    except MigrationError as error:
        failed = _failure(error, "in a replay from nothing", bench)
        yield Proved(
            subject=Subject.REPLAY,
            summary="not to the end",
            seconds=perf_counter() - started,
            findings=(failed,),
        )
        yield skipped(Subject.UPGRADE, "there is nothing to compare with until a replay succeeds")
        return
    yield replace(replay, seconds=perf_counter() - started)
    if isinstance(release, str):
        yield skipped(Subject.UPGRADE, release)
        return
    started = perf_counter()
    upgrade = _upgrade(bench, release, expected, present, replay.findings)
    yield replace(upgrade, seconds=perf_counter() - started)


def _expected(bench: Bench) -> Sequence[Entry]:
    fresh = bench.folder / "fresh"
    copy_platform(bench.home, {CORE}, fresh)
    write_at_once(bench.root, bench.platform, bench.records, bench.names, fresh)
    return made_at_once(bench.server_url, fresh, Tally(doing="the recorded schema", notify=bench.notify))


def _replay(bench: Bench, expected: Sequence[Entry]) -> Proved:
    tally = Tally(doing="replay", notify=bench.notify)
    found = replayed(bench.server_url, bench.now, expected, tally)
    return Proved(
        subject=Subject.REPLAY,
        summary=f"{counted(tally.migrations, 'migration')} with {counted(tally.statements, 'statement')} from nothing, "
        f"{len(expected)} objects compared",
        counts={"migrations": tally.migrations, "statements": tally.statements, "objects": len(expected)},
        findings=_diagnostics(bench, found, "after a replay from nothing"),
    )


def _upgrade(
    bench: Bench,
    release: Release,
    expected: Sequence[Entry],
    present: Mapping[str, bytes],
    known: tuple[Diagnostic, ...],
) -> Proved:
    """The upgrade; what the replay has found already is not told again."""
    before = bench.folder / "released"
    copy_platform(bench.home, bench.borrowed.keys(), before)
    released = copy_revision(release.revision, bench.names, before)
    if released == present:
        return skipped(Subject.UPGRADE, f"there are no new migrations since {release.label}")
    made: dict[str, int] = {}
    new = present.keys() - released.keys()
    campaigns = {int(campaign) for path in new for campaign in ARRIVAL.findall(present[path])}

    def fill(url: str) -> None:
        bench.notify("upgrade: making rows")
        records = {**bench.borrowed, **release.records}
        tables = (table for name, record in records.items() if name in bench.names for table in record.tables)
        made.update(populate(url, tables, rows=ROWS, campaigns=campaigns))

    tally = Tally(doing="upgrade", notify=bench.notify)
    context = f"in an upgrade from {release.label}"
    try:
        result = upgraded(bench.server_url, bench.now, expected, before, fill, tally)
    except MigrationError as error:
        return Proved(subject=Subject.UPGRADE, summary="not to the end", findings=(_failure(error, context, bench),))
    rows = sum(made.values())
    findings = _diagnostics(bench, result.findings, f"after an upgrade from {release.label}")
    return Proved(
        subject=Subject.UPGRADE,
        summary=f"{counted(len(new), 'new migration')} since {release.label}, "
        f"on {counted(rows, 'row')} in {counted(len(made), 'table')}",
        counts={"migrations": len(new), "rows": rows, "tables": len(made)},
        findings=tuple(item for item in findings if not _is_known(item, known)),
        notes=(*_empty(made), *map(_refused, result.refusals)),
    )


def _diagnostics(bench: Bench, found: Iterable[Finding], context: str) -> tuple[Diagnostic, ...]:
    return in_source_order(_diagnostic(item, context) for item in found if bench.tells(item))


def _diagnostic(item: Finding, context: str) -> Diagnostic:
    place = PLACE.fullmatch(item.subject)
    return Diagnostic(
        code=CODES[item.proof],
        message=item.message if place else f"{context}, {item.message}",
        span=_span(place["path"], int(place["line"])) if place else None,
        hint=RESTORE,
    )


def _is_known(item: Diagnostic, known: Iterable[Diagnostic]) -> bool:
    """Whether the replay has found the same."""
    said = {(other.span, other.message.partition(", ")[2]) for other in known}
    return (item.span, item.message.partition(", ")[2]) in said


def _failure(error: MigrationError, context: str, bench: Bench) -> Diagnostic:
    is_placed = isinstance(error, StatementFailed) and error.path.is_relative_to(bench.now)
    span = (
        _span(error.path.relative_to(bench.now).as_posix(), error.line)
        if is_placed and isinstance(error, StatementFailed)
        else None
    )
    return Diagnostic(code="SG570", message=f"{context}, {error}", span=span, hint=error.hint)


def _span(path: str, line: int) -> Span:
    return Span(path=path, line=line, column=1, end_line=line, end_column=1)


def _empty(made: Mapping[str, int]) -> Iterator[str]:
    none = [name for name, rows in made.items() if not rows]
    if none:
        yield f"No row could be made for {', '.join(none)}: the upgrade was tried with these tables empty."


def _refused(item: Refusal) -> str:
    tables = ", ".join(sorted(f"{table.name} ({counted(len(table.rows), 'row')})" for table in item.emptied.values()))
    return f"{item.migration} has refused rows, as it should: {item.reason}. Emptied to go on: {tables}."
