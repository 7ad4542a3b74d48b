"""What `verify` proves, and what came of it."""

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from generator.diagnostics import Diagnostic, Severity
from generator.frozen import frozen


class Subject(StrEnum):
    """What a proof is about, in the order in which they are carried out."""

    SPECS = "specs"
    """They are valid, and there is nothing left to generate."""
    REPLAY = "replay"
    """All migrations from nothing make the recorded schema, with the locks that they declare."""
    UPGRADE = "upgrade"
    """The migrations since a revision make it too, of a database with rows, which they keep."""
    SQUAWK = "squawk"
    """The linter of migrations is content."""


class Verdict(StrEnum):
    """How a proof has ended."""

    HOLDS = "holds"
    FAILS = "fails"
    SKIPPED = "skipped"


@frozen
class Proved:
    """One proof, carried out or not."""

    subject: Subject
    summary: str
    """What has been looked at, or why nothing was, in a few words."""
    seconds: float = 0.0
    skipped: bool = False
    counts: Mapping[str, int] = field(default_factory=dict)
    findings: tuple[Diagnostic, ...] = ()
    notes: tuple[str, ...] = ()
    """What the proof could not cover; sentences."""

    @property
    def verdict(self) -> Verdict:
        """Warnings refute nothing."""
        if self.skipped:
            return Verdict.SKIPPED
        failed = any(item.severity is Severity.ERROR for item in self.findings)
        return Verdict.FAILS if failed else Verdict.HOLDS


def skipped(subject: Subject, reason: str) -> Proved:
    """A proof that was not carried out."""
    return Proved(subject=subject, summary=reason, skipped=True)
