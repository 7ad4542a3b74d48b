"""What a comparison means to the user: refusals, drift and warnings, each with the way out."""

from collections.abc import Iterator
from typing import assert_never

from generator.diagnostics import DiagnosedError, Diagnostic, Severity, Span
from generator.output.comparison import Comparison, FileState, State

_COMPARED = frozenset({State.EDITED, State.UNKNOWN, State.MIGRATION_EDITED, State.ADOPTED, State.ADOPTED_BEHIND})
"""The states of files that hold somebody's text: a finding about one points at the first line that differs."""

_QUIET = frozenset({State.UNCHANGED, State.NEW, State.STALE, State.MISSING})
"""The states of files that are as they should be, or will be by a write."""

MOST_PATCHED_FILES = 10
"""How many files a refusal shows the diff of; the list of files is always whole."""


class EditedByHandError(DiagnosedError):
    """Files that nobody but us should change were changed; carries the edits as a patch."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...], patch: str) -> None:
        super().__init__(diagnostics)
        self.patch = patch


def refuse(comparison: Comparison, *, overwrite: bool) -> None:
    """Raises EditedByHandError if a write would lose somebody's work or break the history of migrations.

    With `overwrite`, an edit of a generated file is no reason, of a migration it still is.
    """
    findings = tuple(
        finding
        for item in _noticeable(comparison)
        for finding in _finding(item)
        if not (overwrite and finding.code == "SG901")
    )
    errors = tuple(finding for finding in findings if finding.severity is Severity.ERROR)
    if errors:
        edited = comparison.having(State.EDITED, State.UNKNOWN, State.MIGRATION_EDITED)
        raise EditedByHandError(errors, "".join(edits(item) for item in edited[:MOST_PATCHED_FILES]))


def warnings(comparison: Comparison) -> tuple[Diagnostic, ...]:
    """What a write leaves alone and says so."""
    found = (item for state in _noticeable(comparison) for item in _finding(state))
    return tuple(item for item in found if item.severity is Severity.WARNING)


def drift(comparison: Comparison) -> tuple[Diagnostic, ...]:
    """Everything in which the tree differs from what `generate` would leave: what `check` reports."""
    return tuple(item for state in comparison.files for item in (*_finding(state), *_pending(state)))


def changed_meanwhile(path: str) -> Diagnostic:
    """What stops a write whose file is not what the comparison saw: somebody saved it in between."""
    hint = "Nothing was written. Run the command again; it looks at what lies there now."
    span = Span(path=path, line=1, column=1, end_line=1, end_column=1)
    return Diagnostic(code="SG901", message=f"`{path}` was changed while scaffold ran", span=span, hint=hint)


def would_be_lost(item: FileState) -> Diagnostic:
    """What stops an adopted file from being given back: it is not as it would be written."""
    hint = f"Run `scaffold adopt --undo --overwrite {item.path}` to give your text up, or keep the file as yours."
    return _error("SG901", f"`{item.path}` differs from what scaffold would write", item, hint)


def edits(item: FileState) -> str:
    """A unified diff from what we would write to what lies there: the lines with `+` are the user's."""
    return (
        _diff(item.path, item.text or "", _text(item), "what generate would write", "your file")
        if item.text is not None
        else ""
    )


def patch(comparison: Comparison) -> str:
    """What `generate` would change, as a patch that `git apply` takes."""
    return "".join(_patch(item) for item in comparison.files)


def _patch(item: FileState) -> str:
    match item.state:
        case State.NEW | State.MISSING:
            return _diff(item.path, "", item.text or "", "/dev/null", f"b/{item.path}")
        case State.STALE | State.EDITED | State.UNKNOWN:
            return _diff(item.path, _text(item), item.text or "", f"a/{item.path}", f"b/{item.path}")
        case State.ORPHANED:
            return _diff(item.path, _text(item), "", f"a/{item.path}", "/dev/null")
        case State.BLOCKED | State.ORPHAN_EDITED | State.MIGRATION_EDITED | State.MIGRATION_MISSING:
            return ""
        case State.UNCHANGED | State.ADOPTED | State.ADOPTED_BEHIND:
            return ""
        case _:
            assert_never(item.state)


def _noticeable(comparison: Comparison) -> Iterator[FileState]:
    """The files of which there is something to say: of almost all there is not."""
    return (item for item in comparison.files if item.state not in _QUIET)


def _finding(item: FileState) -> Iterator[Diagnostic]:
    """What stops a write, or is left alone by it."""
    match item.state:
        case State.EDITED:
            yield _error("SG901", f"`{item.path}` is generated and was edited by hand", item, _ways_out(item.path))
        case State.UNKNOWN:
            hint = (
                "Move it away, run `scaffold generate --overwrite` to replace it, "
                f"or `scaffold adopt {item.path}` to keep it as yours."
            )
            yield _error("SG901", f"`{item.path}` is not a file of ours and a generated file belongs there", item, hint)
        case State.MIGRATION_EDITED:
            hint = f"Put it back (`git checkout -- {item.path}`) and make the change through the spec."
            yield _error("SG902", f"migration `{item.path}` was edited; it may already have run somewhere", item, hint)
        case State.MIGRATION_MISSING:
            hint = f"Put it back (`git checkout -- {item.path}`); a new database needs every migration from the first."
            yield _error("SG903", f"migration `{item.path}` is missing", item, hint)
        case State.ORPHAN_EDITED:
            hint = "Move what you need elsewhere, then delete it."
            message = f"`{item.path}` is no longer generated, but was edited by hand, so it is kept"
            yield Diagnostic(code="SG904", severity=Severity.WARNING, message=message, span=_span(item), hint=hint)
        case State.ADOPTED_BEHIND:
            hint = (
                f"See what differs with `scaffold adopt --diff {item.path}`, take what you need, "
                f"then run `scaffold adopt {item.path}` to say that you have."
            )
            message = f"`{item.path}` is yours, and what scaffold would write there has changed since"
            yield Diagnostic(code="SG910", severity=Severity.WARNING, message=message, span=_span(item), hint=hint)
        case State.BLOCKED:
            yield _error(
                "SG906",
                f"cannot write `{item.path}`: {item.obstacle}",
                item,
                "Move it away, then run `scaffold generate`.",
            )
        case State.UNCHANGED | State.ADOPTED | State.NEW | State.STALE | State.MISSING | State.ORPHANED:
            return
        case _:
            assert_never(item.state)


def _ways_out(path: str) -> str:
    return (
        "There are three ways out:\n"
        "- It was a mistake: `scaffold generate --overwrite` takes the generated text.\n"
        "- It changes what the service does: move it into the spec or your own `service.py`, then the same command.\n"
        f"- The file shall be yours from now on: `scaffold adopt {path}`."
    )


def _pending(item: FileState) -> Iterator[Diagnostic]:
    """What a write would mend."""
    hint = "Run `scaffold generate`."
    match item.state:
        case State.NEW:
            message = f"`{item.path}` is missing: the spec asks for it and it was never generated"
            yield _error("SG908", message, item, hint)
        case State.STALE:
            yield _error("SG907", f"`{item.path}` is stale: the spec changed and it was not regenerated", item, hint)
        case State.MISSING:
            yield _error("SG908", f"`{item.path}` is missing: it was generated and then removed", item, hint)
        case State.ORPHANED:
            yield _error("SG909", f"`{item.path}` is orphaned: nothing in the specs asks for it any more", item, hint)
        case _:
            return


def _error(code: str, message: str, item: FileState, hint: str) -> Diagnostic:
    return Diagnostic(code=code, message=message, span=_span(item), hint=hint)


def _span(item: FileState) -> Span:
    line = _first_difference(item) if item.state in _COMPARED else 1
    return Span(path=item.path, line=line, column=1, end_line=line, end_column=1)


def _first_difference(item: FileState) -> int:
    ours = (item.text or "").splitlines()
    theirs = _text(item).splitlines()
    same = (number for number, (left, right) in enumerate(zip(ours, theirs, strict=False), 1) if left != right)
    return next(same, min(len(ours), len(theirs)) or 1)


def _text(item: FileState) -> str:
    return (item.found or b"").decode("utf-8", "replace")


def _diff(path: str, before: str, after: str, before_name: str, after_name: str) -> str:
    import difflib

    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    lines = difflib.unified_diff(old, new, before_name, after_name)
    body = "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
    mode = {before_name: "new file mode 100644\n", after_name: "deleted file mode 100644\n"}.get("/dev/null", "")
    return f"diff --git a/{path} b/{path}\n{mode}{body}" if body else ""
