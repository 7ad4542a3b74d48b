"""Lines and import blocks of the generated tests: what the other generated Python has no use for."""

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet

from generator.targets.source.imports import import_block
from generator.targets.source.layout import WIDTH, Call, laid_out
from generator.targets.tests.used import used_names

Origins = Callable[[AbstractSet[str]], Mapping[str, str]]
"""Where those among some words come from that need an import, by word.

`m` is for `from m import a`, `` for `import a`, `m:b` for `from m import b as a`.
"""


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


def imports(package: str, body: str, origins: Origins) -> str:
    """The import block that `body` needs, of the names whose origin is known.

    Read from the finished body, so that no import is missing and none is left over, whatever the template left out.
    """
    found = used_names(body)
    used = ((name, source) for name, source in origins(found).items() if f"{name} =" not in found)
    return import_block(package, (_imported(name, source) for name, source in used))


def _imported(name: str, source: str) -> tuple[str, str]:
    """Module and name for the import block."""
    module, _, original = source.partition(":")
    if not module:
        return name, ""
    return module, f"{original} as {name}" if original else name
