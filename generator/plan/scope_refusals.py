"""The edits of what is shared, seeded, a master or a campaign that are not carried out, each with the way out."""

from generator.diagnostics import Diagnostic, Severity, Span


def still_shared(entity: str, span: Span) -> Diagnostic:
    """SG591: of a shared entity that becomes everybody's."""
    return Diagnostic(
        code="SG591",
        message=f"`{entity}` is shared and becomes global in one edit",
        span=span,
        hint="Remove `shared` first and generate; then change the scope.",
    )


def seeds_move(entity: str, span: Span) -> Diagnostic:
    """SG592: of an entity that changes its scope and has seeds."""
    return Diagnostic(
        code="SG592",
        message=f"`{entity}` changes its scope and has seed records in one edit",
        span=span,
        hint="Change the scope first, without `seed_records`, and generate; then add them.",
    )


def seeds_left(entity: str, names: tuple[str, ...], span: Span) -> Diagnostic:
    """SG592, a warning: of records that the spec no longer has."""
    which = ", ".join(f"`{name}`" for name in names)
    return Diagnostic(
        code="SG592",
        message=f"the rows that were seeded to `{entity}` as {which} stay, though the spec has them no longer",
        severity=Severity.WARNING,
        span=span,
        hint="Delete them through the service if they shall go; this is said once, when the edit is recorded.",
    )


def tenant_changes(entity: str, span: Span) -> Diagnostic:
    """SG591: of an entity that has a table, and whose rows shall be campaigns, or no longer."""
    return Diagnostic(
        code="SG591",
        message=f"`{entity}` has rows with ids of their own, which cannot become those of campaigns, or cease to be",
        span=span,
        hint="Make another entity for the campaigns: it takes over all that are there.",
    )


def master_changes(entity: str, span: Span) -> Diagnostic:
    """SG591: of an entity whose rows would have other rows of `master`."""
    return Diagnostic(
        code="SG591",
        message=f"`{entity}` has rows, whose events are filed under the master rows that they have",
        span=span,
        hint="Restore `master` as it was, or make another entity whose rows begin anew.",
    )


def parent_changes(entity: str, span: Span) -> Diagnostic:
    """SG591: of an entity that shares the master row of its parent, and gets another parent."""
    return Diagnostic(
        code="SG591",
        message=f"`{entity}` shares the master row of its parent, and would have another parent",
        span=span,
        hint="Restore `belongs_to`, or make another entity whose rows begin anew.",
    )
