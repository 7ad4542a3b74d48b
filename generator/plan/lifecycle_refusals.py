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
    """SG595: rows that exist would have to be counted while others write them."""
    counted = " and ".join(f"`{column}`" for column in columns)
    return Diagnostic(
        code="SG595",
        message=f"{counted} would count rows of `{entity}` anew, but there are tables whose rows were not counted so",
        span=span,
        hint="Declare counters with the entity that they count; or leave a counter, and what it depends on, as it was.",
    )
