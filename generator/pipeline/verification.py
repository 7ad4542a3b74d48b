"""Verification: the migrations of a platform are right, proven on scratch databases."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from generator.diagnostics import DiagnosedError, Diagnostic, EnvironmentProblem, Severity, in_source_order
from generator.frontend.load import read_sources
from generator.frozen import frozen
from generator.names import counted
from generator.output import stamp
from generator.output.manifest import read_records
from generator.output.migrations import present
from generator.pipeline import squawk
from generator.pipeline.home import elsewhere
from generator.pipeline.proofs import Proved, Subject, skipped
from generator.pipeline.release import Release, released
from generator.pipeline.rendering import Notify
from generator.pipeline.runs import check, settle
from generator.plan.records import CORE, Record

NOTHING = "nothing is recorded yet: run `scaffold generate`"
UNREADABLE = "the repository of the platform itself cannot be read"


@frozen
class Verification:
    """What all proofs came to."""

    proofs: tuple[Proved, ...]

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All findings, in source order."""
        return in_source_order(item for proof in self.proofs for item in proof.findings)

    @property
    def notes(self) -> tuple[str, ...]:
        """What the proofs could not cover."""
        return tuple(note for proof in self.proofs for note in proof.notes)


def verify(
    root: Path,
    services: Collection[str] = (),
    *,
    since: str | None = None,
    database_url: str | None = None,
    notify: Notify = lambda doing: None,  # noqa: ARG005 - nobody listens
) -> Verification:
    """Proves on scratch databases that the migrations of the platform at `root` make what its lock records.

    `services` limits what is told to some services, and what is run to them and all they depend on. `since` names the
    revision that counts as released, see `released`. `database_url` is a server on which databases and roles may be
    made; without one, an embedded server is started. Nothing is written below `root`.

    Raises DiagnosedError if the lock cannot be read, EnvironmentProblem if there is no such service or revision, or no
    database server.
    """
    settle(root)
    records = read_records(root)
    if unknown := sorted(set(services) - records.keys() - {CORE}):
        known = ", ".join(sorted(records))
        raise EnvironmentProblem(f"there is no service `{unknown[0]}`", hint=f"The lock has {known or 'none'}.")
    release = released(root, since)
    specs = _specs(root, notify)
    trials = tuple(_trials(root, records, frozenset(services), release, database_url, notify))
    notify("squawk")
    return Verification(proofs=(specs, *trials, _linted(root, services)))


def _specs(root: Path, notify: Notify) -> Proved:
    """Valid, and nothing left to do; the quick answer of an unchanged tree counts."""
    started = perf_counter()
    unchanged = 0
    if (found := stamp.valid(root)) is not None:
        findings, unchanged = found.warnings, found.unchanged
    else:
        try:
            done = check(root, notify=notify)
            findings, unchanged = done.diagnostics, done.written.unchanged
        except DiagnosedError as error:
            findings = error.diagnostics
    wrong = sum(item.severity is Severity.ERROR for item in findings)
    return Proved(
        subject=Subject.SPECS,
        summary=counted(wrong, "problem") if wrong else f"valid, {counted(unchanged, 'file')} up to date",
        seconds=perf_counter() - started,
        counts={"files": unchanged},
        findings=findings,
    )


def _trials(
    root: Path,
    records: Mapping[str, Record],
    services: frozenset[str],
    release: Release | str,
    database_url: str | None,
    notify: Notify,
) -> Iterator[Proved]:
    """The proofs that need a database."""
    try:
        ground = elsewhere(root, read_sources(root)) if _is_borrowing(records) else None
    except DiagnosedError:
        yield from _none(UNREADABLE)
        return
    borrowed = ground.records if ground else {}
    # The core of a repository that borrows one has nothing but the record of that.
    everything = {**records, **borrowed}
    platform = everything[CORE].platform if CORE in everything else None
    if platform is None:
        yield from _none(NOTHING)
        return
    from generator.pipeline import trials

    with TemporaryDirectory(prefix="scaffold-verify-") as folder, _server(database_url) as server_url:
        bench = trials.Bench(
            server_url=server_url,
            folder=Path(folder),
            root=root,
            home=ground.home.folder if ground else root,
            borrowed=borrowed,
            platform=platform,
            records=everything,
            names=_needed(root, everything, services),
            asked=services,
            notify=notify,
        )
        yield from trials.carried_out(bench, release)


def _is_borrowing(records: Mapping[str, Record]) -> bool:
    """Whether the platform's core is in another repository."""
    return CORE in records and records[CORE].home is not None


def _none(reason: str) -> Iterator[Proved]:
    yield skipped(Subject.REPLAY, reason)
    yield skipped(Subject.UPGRADE, reason)


def _needed(root: Path, records: Mapping[str, Record], services: frozenset[str]) -> frozenset[str]:
    """What has to be run; everything if the files do not fit together, which the replay will say."""
    from generator.database.errors import MigrationError
    from generator.pipeline.histories import needed

    if services:
        with suppress(MigrationError):
            return needed(root, services)
    return frozenset(records)


def _server(database_url: str | None) -> AbstractContextManager[str]:
    """The URL of a server to make databases on."""
    return nullcontext(database_url) if database_url else _embedded()


@contextmanager
def _embedded() -> Iterator[str]:
    from generator.database.embedded import server

    with server() as running:
        yield running.url


def _linted(root: Path, services: Collection[str]) -> Proved:
    """What squawk says of the migrations; that it cannot be asked is no reason to fail."""
    program = squawk.executable()
    if program is None:
        return skipped(Subject.SQUAWK, "squawk is not installed: `pip install squawk-cli`")
    started = perf_counter()
    paths = sorted(path for path in present(root) if not services or Path(path).parent.name in services)
    findings = squawk.lint(program, root, paths)
    return Proved(
        subject=Subject.SQUAWK,
        summary=f"{counted(len(paths), 'migration')} linted",
        seconds=perf_counter() - started,
        counts={"migrations": len(paths)},
        findings=findings,
    )
