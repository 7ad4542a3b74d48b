"""What can be wrong with a lock file, as diagnostics."""

from typing import NoReturn

from generator.diagnostics import DiagnosedError, Diagnostic, Span

RESTORE = "Restore the file from version control, then run `scaffold generate` again."


class LockError(DiagnosedError):
    """A lock file that cannot be trusted; carries one diagnostic."""


def unreadable(path: str, message: str, *, line: int = 1) -> NoReturn:
    """Raises SG501: the file is not as `scaffold` writes it."""
    _refuse("SG501", path, f"the lock file is not as `scaffold` wrote it: {message}", line, RESTORE)


def conflicted(path: str, line: int) -> NoReturn:
    """Raises SG502: git left conflict markers."""
    hint = "Resolve the conflicts of the specs, then run `scaffold rebase`: it puts this branch's edits after theirs."
    _refuse("SG502", path, "the lock file has merge conflicts", line, hint)


def too_new(path: str, found: str) -> NoReturn:
    """Raises SG503: a later version of `scaffold` wrote the file."""
    message = f"the lock file has format `{found}`, but this `scaffold` reads format `1`"
    _refuse("SG503", path, message, 1, "Upgrade service-scaffold.")


def broken_chain(path: str, migration: str) -> NoReturn:
    """Raises SG504: a recorded migration does not follow from those before it."""
    message = f"the recorded migrations are broken at `{migration}`: one was edited, removed or reordered"
    _refuse("SG504", path, message, 1, RESTORE)


def _refuse(code: str, path: str, message: str, line: int, hint: str) -> NoReturn:
    span = Span(path=path, line=line, column=1, end_line=line, end_column=2)
    raise LockError((Diagnostic(code=code, message=message, span=span, hint=hint),))
