"""The import block of a generated module, sorted and broken as ruff's isort rules want it."""

import re
import sys
from collections.abc import Iterable
from functools import cache, lru_cache

from generator.targets.source.layout import WIDTH


def import_block(package: str, names: Iterable[tuple[str, str]]) -> str:
    """The import statements for pairs of module and name; `package` is the platform's own.

    A name may be renamed: `list as _list`; without a name, the module itself is imported. The block has no newline at
    its end.
    """
    members: dict[str, set[str]] = {}
    for module, name in names:
        found = members.setdefault(module, set())
        if name:
            found.add(name)
    lines: list[str] = []
    last = None
    for section, _, _, module in sorted(
        (*_place(package, module, bool(members[module])), module) for module in members
    ):
        lines += ("",) if last not in {None, section} else ()
        lines += _statements(module, frozenset(members[module]))
        last = section
    return "\n".join(lines)


@cache
def _place(package: str, module: str, has_names: bool) -> tuple[int, bool, list[tuple[int, str]]]:  # noqa: FBT001
    """Where the statement of a module stands: its section, after those of plain modules, in natural order."""
    return _section(package, module), has_names, _natural(module)


def _section(package: str, module: str) -> int:
    root = module.partition(".")[0]
    if root in {package, "tests"}:
        return 2
    return 0 if root in sys.stdlib_module_names else 1


@lru_cache(maxsize=4096)
def _statements(module: str, names: frozenset[str]) -> list[str]:
    """One statement for the plain names and one for each renamed one, in the order of their first names."""
    if not names:
        return [f"import {module}"]
    members = sorted(names, key=_member_key)
    renamed = [member for member in members if " as " in member]
    if not renamed:
        return [_line(module, members)]
    groups = [[member for member in members if member not in renamed], *([member] for member in renamed)]
    ordered = sorted(filter(None, groups), key=lambda group: _member_key(group[0]))
    return [_line(module, group) for group in ordered]


def _line(module: str, members: list[str]) -> str:
    line = f"from {module} import {', '.join(members)}"
    if len(line) <= WIDTH:
        return line
    inner = "".join(f"    {member},\n" for member in members)
    return f"from {module} import (\n{inner})"


@cache
def _member_key(member: str) -> tuple[int, list[tuple[int, str]]]:
    """Constants, then classes, then the rest, each in natural order without regard to case."""
    name = member.partition(" ")[0]
    is_constant = len(name) > 1 and name.isupper()
    is_class = name[0].isupper() and not is_constant
    return (0 if is_constant else 2 - is_class), _natural(name.lower())


@cache
def _natural(name: str) -> list[tuple[int, str]]:
    """A sort key by which `order2` comes before `order10`."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"([0-9]+)", name)]
