"""Edits of the life of rows that are not carried out as they stand: SG593 to SG595."""

from generator.diagnostics import Diagnostic, Span


def history_of_another_scope(entity: str, span: Span) -> Diagnostic:
    """SG593: what is kept of rows cannot follow them into a campaign, or out of one."""
    return Diagnostic(
        code="SG593",
        message=f"the history of `{entity}` is of the scope that the entity had",
        span=span,
        hint="Remove `history` in this edit, drop what it kept with `scaffold contract`, then ask for it again.",
    )


def counted_since(entity: str, columns: tuple[str, ...], span: Span) -> Diagnostic:
    """SG595: what is in the column was written by others, or counted under another name."""
    counted = " and ".join(f"`{column}`" for column in columns)
    return Diagnostic(
        code="SG595",
        message=f"{counted} would count rows of `{entity}`, but the column is there and holds something else",
        span=span,
        hint="Give the counter another name; it counts the rows that are there, too.",
    )


def computed_since(entity: str, column: str, span: Span) -> Diagnostic:
    """SG594: what callers wrote would be lost."""
    return _computed(f"`{column}` of `{entity}` holds what callers wrote, and would be computed over it", column, span)


def computed_until(entity: str, column: str, span: Span) -> Diagnostic:
    """SG594: neither old code nor the trigger would leave a value alone that new code writes."""
    return _computed(f"`{column}` of `{entity}` is computed, and would be written by callers", column, span)


def computed_and_required(entity: str, column: str, span: Span) -> Diagnostic:
    """SG594: rows would have to hold a value that nothing computes yet."""
    return Diagnostic(
        code="SG594",
        message=f"`{column}` of `{entity}` would be computed otherwise and become required at once",
        span=span,
        hint="Change what it is computed as first, and make it required in an edit of its own.",
    )


def _computed(message: str, column: str, span: Span) -> Diagnostic:
    hint = f"Give the new field another name, and write `removed: [{column}]`."
    return Diagnostic(code="SG594", message=message, span=span, hint=hint)
