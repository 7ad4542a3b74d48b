"""Edits of references by another value than the id, and of what they refer to, that are not carried out."""

from generator.diagnostics import Diagnostic, Span


def referred_type(owner: str, column: str, referred: str, span: Span) -> Diagnostic:
    """SG587; `referred` is the field that changes its type, and by which others refer to its rows."""
    return Diagnostic(
        code="SG587",
        message=f"`{referred}` changes its type while `{owner}.{column}` refers to rows by it",
        span=span,
        hint="Let the reference be a plain field first, in an edit of its own; refer by the value again afterwards.",
    )


def still_referred(service: str, entity: str, column: str, owner: str, span: Span) -> Diagnostic:
    """SG587; `owner` is the column of another service that is recorded as a reference by `column`."""
    return Diagnostic(
        code="SG587",
        message=f"`{service}.{entity}.{column}` is no longer unique, and `{owner}` still refers to rows by it",
        span=span,
        hint=f"Let `{owner}` refer otherwise first, and run `scaffold generate`; then let `{column}` go.",
    )


def referred_too_early(owner: str, field: str, target: str, by: str, span: Span) -> Diagnostic:
    """SG588; `by` is not yet recorded as unique."""
    return Diagnostic(
        code="SG588",
        message=f"`{owner}.{field}` refers to `{target}` by `{by}`, which comes in the same edit",
        span=span,
        hint=f"Run `scaffold generate` with `{by}` unique first; then add the reference.",
    )
