"""How an entity stands to several others at once: references of which a row has one."""

from generator.diagnostics import Span
from generator.frozen import frozen


@frozen
class OneOf:
    """References of which a row has exactly one, or at most one."""

    name: str
    """`target`; its CHECK is `<table>_target_one_of_check`."""
    fields: tuple[str, ...]
    """Field names of the spec, two or more."""
    optional: bool = False
    """Whether a row may have none of them."""
    polymorphic: bool = False
    """Whether one field of the spec stands for all of them."""
    span: Span

    @property
    def type_name(self) -> str:
        """The attribute of a row that tells which of them it has: `target_type`."""
        return f"{self.name}_type"
