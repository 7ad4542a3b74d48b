"""Lines and import blocks of the generated tests: what the other generated Python has no use for."""

import ast
from collections.abc import Iterable, Mapping

from generator.targets.source.imports import import_block
from generator.targets.source.layout import Call, laid_out


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


def imports(package: str, body: str, known: Mapping[str, str]) -> str:
    """The import block that `body` needs: of the names in `known` (name to module), those that it uses.

    `{"a": "m"}` is `from m import a`, `{"a": ""}` is `import a`, `{"b": "m:a"}` is `from m import a as b`.
    Read from the finished body, so that no import is missing and none is left over, whatever the template left out.
    """
    nodes = [node for node in ast.walk(ast.parse(body)) if isinstance(node, ast.Name)]
    assigned = {node.id for node in nodes if isinstance(node.ctx, ast.Store)}
    used = ({node.id for node in nodes} - assigned) & known.keys()
    return import_block(package, (_imported(name, known[name]) for name in used))


def _imported(name: str, source: str) -> tuple[str, str]:
    """Module and name for the import block."""
    module, _, original = source.partition(":")
    if not module:
        return name, ""
    return module, f"{original} as {name}" if original else name
