"""A practice, and the short form in which the rows of this package say one."""

from generator.frozen import frozen


@frozen
class Practice:
    """One practice."""

    code: str
    """`P59`."""
    says: str
    """The practice, in one sentence."""
    kept: str
    """What makes it true."""
    spec: tuple[str, ...] = ()
    """Keys of the spec language: `entity.filters`, `platform.retention`."""
    commands: tuple[str, ...] = ()
    """Commands of `scaffold`."""
    tests: tuple[str, ...] = ()
    """Tests that are generated with each platform, by name."""
    missing: str = ""
    """What of it is not built yet."""
    rules: tuple[str, ...] = ()
    """Rules that cite it."""


def row(
    code: str, says: str, kept: str, *, spec: str = "", commands: str = "", tests: str = "", missing: str = ""
) -> Practice:
    """A practice whose lists are words in one text; the rules are found, because they cite the practice themselves."""
    return Practice(
        code=code,
        says=says,
        kept=kept,
        spec=tuple(spec.split()),
        commands=tuple(commands.split()),
        tests=tuple(tests.split()),
        missing=missing,
    )
