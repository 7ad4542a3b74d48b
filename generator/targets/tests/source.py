"""Lines of the generated tests: what the other generated Python has no use for."""

from collections.abc import Iterable

from generator.targets.source.layout import WIDTH, Call, laid_out


def call(head: str, arguments: Iterable[str], *, indent: int, tail: str = "") -> str:
    """`head(a, b)tail` for a line that starts at column `indent`, which is not part of the result.

    What does not fit is exploded, one argument a line with a trailing comma; the formatter never joins that again.
    """
    return laid_out(Call(head, tuple(arguments), tail), indent=indent)


def case(*items: str) -> str:
    """One case of `pytest.mark.parametrize`, comma included, for column 8."""
    return call("", items, indent=8, tail=",")


def logged_head(name: str, *, scoped: bool) -> str:
    """The head of a test function that also asks for the administrator's connection."""
    campaign = ("campaign: int",) if scoped else ()
    parameters = ("database: Database", *campaign, "administrator: log.Connection")
    return call(f"async def {name}", parameters, indent=0, tail=" -> None:")


def lined(head: str, parameters: tuple[str, ...], tail: str) -> str:
    """The head of a function, its parameters in one line: in a line of their own where they do not fit beside it."""
    line = f"{head}({', '.join(parameters)}){tail}"
    return line if len(line) <= WIDTH else f"{head}(\n    {', '.join(parameters)}\n){tail}"
