"""What an author can be told: spans, severities, diagnostics and the exceptions that carry them."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from generator.frozen import frozen


class Severity(StrEnum):
    """How much a diagnostic stops: errors stop the run, warnings do not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A piece of a source file; lines and columns count from 1, columns in code points, the end is exclusive."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int


@frozen
class Diagnostic:
    """One finding: a stable code, where it is, what is wrong and what to do about it."""

    code: str
    severity: Severity = Severity.ERROR
    message: str
    """Lower case, names in backticks, no full stop."""
    span: Span | None = None
    hint: str | None = None
    """An imperative sentence that can be done as written."""


def in_source_order(findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The findings by file, line and column, those without a place first; each once."""
    distinct = dict.fromkeys(findings)
    return tuple(sorted(distinct, key=lambda item: (item.span is not None, item.span, item.code, item.message)))


class ScaffoldError(Exception):
    """Everything this package raises on purpose; anything else that escapes is a bug of ours."""


class DiagnosedError(ScaffoldError):
    """A stage found errors; carries all diagnostics of that stage, in source order."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__("\n".join(f"{item.code}: {item.message}" for item in diagnostics))
        self.diagnostics = diagnostics


class EnvironmentProblem(ScaffoldError):  # noqa: N818 - names what is wrong, which is not the spec
    """The machine lacks something the command needs: a platform, a database, a tool, a permission."""

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


@frozen
class Explanation:
    """What `scaffold explain` says about a code; each package declares its own in its `explanations`."""

    code: str
    name: str
    """What the code forbids, in kebab case: `unknown-key`."""
    text: str
    """Markdown: what is wrong, why it matters, what to do instead."""
    practices: tuple[str, ...] = ()
    """The database practices it enforces: `P64`."""
