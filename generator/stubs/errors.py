"""What can go wrong when stubs are compiled."""

from generator.diagnostics import ScaffoldError


class StubsError(ScaffoldError):
    """The protos do not compile; the message holds what the compiler said."""
