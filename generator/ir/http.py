"""Where a gateway lets an RPC be called over HTTP with JSON."""

from generator.diagnostics import Span
from generator.frozen import frozen


@frozen
class HttpRule:
    """One binding: what the option `google.api.http` of an RPC says."""

    method: str
    """`get`, `put`, `post`, `patch` or `delete`."""
    path: str
    """`/v1/articles/{id}:publish`: a name in braces is a field of the request."""
    body: str = ""
    """What the body is: the field of that name, every field that the path does not hold (`*`), or nothing."""
    span: Span | None = None
    """Where the spec says it; None of what follows from the entity."""

    @property
    def address(self) -> str:
        """As people write it: `GET /v1/articles/{id}`."""
        return f"{self.method.upper()} {self.path}"
