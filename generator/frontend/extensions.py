"""What a spec may only use where the platform has the extension of PostgreSQL for it."""

from generator.diagnostics import Span
from generator.frontend.outline import Lowering


def require(lowering: Lowering, extension: str, use: str, span: Span) -> None:
    """SG347 at `span` if the platform has not got the extension that `use`, such as a field of type `vector`, needs."""
    if extension not in lowering.extensions:
        hint = f"Write `extensions: [{extension}]` in scaffold.yaml; a migration of the core installs it."
        lowering.refuse("SG347", f"{use} needs the extension `{extension}`", span, hint)
