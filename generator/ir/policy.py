"""What a platform demands of its services beyond what is valid, and what a spec is excused from."""

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from types import MappingProxyType

from generator.diagnostics import Span
from generator.frozen import frozen
from generator.ir.fields import Scope


class Strictness(StrEnum):
    """What a platform makes of a rule."""

    OFF = "off"
    WARNING = "warning"
    ERROR = "error"


class Named(StrEnum):
    """What `naming` has patterns for."""

    SERVICE = "service"
    ENTITY = "entity"
    FIELD = "field"
    EVENT = "event"
    OPERATION = "operation"


@frozen
class Allowance:
    """A rule that does not hold for a part of a spec, and why."""

    code: str
    """`SG404`."""
    reason: str
    around: Span
    """The part: what a finding must lie in to be silenced."""
    span: Span
    """Where the code stands."""

    def covers(self, code: str, span: Span) -> bool:
        """Whether a finding of the rule `code` at `span` is silenced."""
        if (code, span.path) != (self.code, self.around.path):
            return False
        begins, ends = (self.around.line, self.around.column), (self.around.end_line, self.around.end_column)
        return begins <= (span.line, span.column) <= ends


@frozen
class RequiredField:
    """A field that every entity of a scope must have."""

    name: str
    type: str
    scope: Scope | None = None
    """None for the entities of both."""


@frozen
class Policy:
    """The rules of one platform."""

    severities: Mapping[str, Strictness] = field(default_factory=lambda: MappingProxyType({}))
    """What became of a rule, by its code."""
    scopes: Mapping[str, Scope] = field(default_factory=lambda: MappingProxyType({}))
    """The only scope that the entities of a service may have, by the service's name."""
    required_fields: tuple[RequiredField, ...] = ()
    naming: Mapping[Named, str] = field(default_factory=lambda: MappingProxyType({}))
    """A pattern that a whole name must match, by what it names."""
    spans: Mapping[str, Span] = field(default_factory=lambda: MappingProxyType({}))
    """Where the codes of `severities` stand."""
