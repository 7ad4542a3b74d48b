"""Python source of the generated tests: literals, lines that `ruff format` leaves alone, import blocks."""

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping

WIDTH = 120
"""The line length of generated Python."""

_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def text_literal(text: str) -> str:
    """`it's` -> `"it's"`: double quotes unless that costs more escapes, no character that does not print."""
    quote = "'" if text.count('"') > text.count("'") else '"'
    return quote + "".join(_escaped(character, quote) for character in text) + quote


def _escaped(character: str, quote: str) -> str:
    if character == quote:
        return "\\" + quote
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isprintable():
        return character
    return character.encode("unicode_escape").decode("ascii")


def call(head: str, arguments: Iterable[str], *, indent: int, tail: str = "") -> str:
    """`head(a, b)tail` for a line that starts at column `indent`, which is not part of the result.

    What does not fit is exploded, one argument a line with a trailing comma; the formatter never joins that again.
    """
    listed = tuple(arguments)
    line = f"{head}({', '.join(listed)}){tail}"
    if indent + len(line) <= WIDTH or not listed:
        return line
    inner = "".join(f"{' ' * (indent + 4)}{argument},\n" for argument in listed)
    return f"{head}(\n{inner}{' ' * indent}){tail}"


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
    modules: dict[str, set[str]] = defaultdict(set)
    for name in used:
        module, _, original = known[name].partition(":")
        members = {f"{original} as {name}" if original else name} if module else set()
        modules[module or name].update(members)
    sections: dict[int, list[str]] = defaultdict(list)
    for module in sorted(modules, key=lambda module: (bool(modules[module]), _natural(module))):
        sections[_section(package, module)].append(_import(module, sorted(modules[module], key=_member)))
    return "\n\n".join("\n".join(sections[number]) for number in sorted(sections))


def _section(package: str, module: str) -> int:
    root = module.partition(".")[0]
    if root in {package, "tests"}:
        return 2
    return 0 if root in sys.stdlib_module_names else 1


def _import(module: str, names: list[str]) -> str:
    if not names:
        return f"import {module}"
    line = f"from {module} import {', '.join(names)}"
    if len(line) <= WIDTH:
        return line
    inner = "".join(f"    {name},\n" for name in names)
    return f"from {module} import (\n{inner})"


def _member(name: str) -> tuple[int, list[tuple[int, str]]]:
    """Constants, then classes, then the rest, each in natural order without regard to case."""
    kind = 0 if len(name) > 1 and name.isupper() else 1 if name[0].isupper() else 2
    return kind, _natural(name.lower())


def _natural(name: str) -> list[tuple[int, str]]:
    """A sort key by which `order2` comes before `order10`."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"([0-9]+)", name)]
