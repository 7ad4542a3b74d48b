"""Events: what happened to a row, and what is told of it."""

from generator.diagnostics import Span
from generator.frozen import frozen
from generator.ir.fields import Field


@frozen
class Event:
    """Something that happened to an entity and is written to `service_event`."""

    service: str
    entity: str
    name: str
    """The verb: `published`."""
    description: str
    payload: tuple[Field, ...] = ()
    retention: str
    """A retention class of the platform."""
    implied: bool = False
    """Whether an entity has it by itself (created, updated, deleted, restored, ...) or the spec declares it."""
    renamed_from: str | None = None
    """The verb it had; of no meaning once the lock records the new one."""
    deprecated: str | None = None
    """Why readers should leave it (empty if no reason is given); None if they need not."""
    wire_owner: str | None = None
    """What clients know the enums of its payload by, if it was renamed since; None where that is `owner`."""
    span: Span

    @property
    def owner(self) -> str:
        """What its class and the enums of its payload are named after: `article_published`."""
        return f"{self.entity}_{self.name}"

    @property
    def type(self) -> str:
        """The `event_type` stored in the log: `content.article.published`."""
        return f"{self.service}.{self.entity}.{self.name}"
