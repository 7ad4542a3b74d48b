"""Edits of partitions that are not carried out as they stand: SG599."""

from generator.diagnostics import Diagnostic, Span


def rows_would_move(entity: str, span: Span) -> Diagnostic:
    """SG599: of a whole table that a hash would spread."""
    return _refused(
        f"`{entity}` has a table already, whose rows a hash would have to move to other partitions",
        span,
        "Write `partition_by: {campaigns_from: [N]}`, with N above every campaign that there is: rows stay where they"
        " are, and new campaigns begin partitions.",
    )


def bounds_are_fixed(entity: str, span: Span) -> Diagnostic:
    """SG599: of partitions that would hold other campaigns, or none."""
    return _refused(
        f"the partitions of `{entity}` would hold other campaigns than they do, and their rows would have to move",
        span,
        "Leave `partition_by` as it was; to `campaigns_from`, campaigns can be added at the end.",
    )


def not_alone(entity: str, span: Span) -> Diagnostic:
    """SG599: of a table that changes in other ways in the same edit."""
    return _refused(
        f"`{entity}` is parted and changed otherwise in one edit",
        span,
        "Change `partition_by` in an edit of its own, and generate between the two.",
    )


def in_transition(entity: str, span: Span) -> Diagnostic:
    """SG599: of a table that old code still knows in another shape."""
    return _refused(
        f"old code still uses the table of `{entity}` under another name, or a column under another",
        span,
        "Run `scaffold contract` for what is retired, then part the table.",
    )


def referred_to(entity: str, tables: tuple[str, ...], span: Span) -> Diagnostic:
    """SG599: of a table whose last partition would be taken off while others refer to its rows."""
    names = " and ".join(f"`{table}`" for table in tables)
    return _refused(
        f"{names} refers to rows of `{entity}`, and PostgreSQL takes off no partition that is referred to",
        span,
        "Leave `partition_by` as it was: the last partition holds all later campaigns.",
    )


def parted_elsewhere(entity: str, tables: tuple[str, ...], span: Span) -> Diagnostic:
    """SG599: of a table that a table in partitions of another service refers to."""
    names = " and ".join(f"`{table}`" for table in tables)
    return _refused(
        f"{names}, a table in partitions of another service, refers to `{entity}`",
        span,
        "Part the table that is referred to first, or remove the reference and add it again afterwards.",
    )


def _refused(message: str, span: Span, hint: str) -> Diagnostic:
    return Diagnostic(code="SG599", message=message, span=span, hint=hint)
