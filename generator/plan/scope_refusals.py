"""The edits of what is shared, seeded, a master or a campaign that are not carried out, each with the way out."""

from generator.diagnostics import Diagnostic, Span


def still_shared(entity: str, span: Span) -> Diagnostic:
    """SG591: of a shared entity that becomes everybody's."""
    return Diagnostic(
        code="SG591",
        message=f"`{entity}` is shared and becomes global in one edit",
        span=span,
        hint="Remove `shared` first and generate; then change the scope.",
    )
