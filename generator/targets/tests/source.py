"""Lines and import blocks of the generated tests: what the other generated Python has no use for."""

import re
from collections.abc import Callable, Iterable

from generator.targets.source.imports import import_block
from generator.targets.source.layout import Call, laid_out

Origin = Callable[[str], str | None]
"""Where a name comes from: `m` for `from m import a`, `` for `import a`, `m:b` for `from m import b as a`.

None for a name that needs no import.
"""

_TEXT = re.compile(
    r"""
    f (?<= \b f ) (?P<formatted> " [^"\\]* (?: \\. [^"\\]* )* " | ' [^'\\]* (?: \\. [^'\\]* )* ' )
    | " (?: "" [^"]* (?: "{1,2} [^"]+ )* \"{3} | [^"\\]* (?: \\. [^"\\]* )* " )
    | ' [^'\\]* (?: \\. [^'\\]* )* '
    | \# [^\n]*
    """,
    re.DOTALL | re.VERBOSE,
)
"""Texts and comments. Each branch begins with a character of its own, to which `re` skips: that is six times faster."""
_FIELD = re.compile(r"\{([^{}]*)\}")
_ASSIGNED = re.compile(r"\n *(\w+)(?:: [^\n=]+)? = ")
_PUNCTUATION = {code: " " for code in range(128) if not (chr(code).isalnum() or chr(code) in "_.=")}
"""For `str.translate`: what is left are dotted names, numbers and keywords of arguments, which end in `=`."""


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


def imports(package: str, body: str, origin: Origin) -> str:
    """The import block that `body` needs, of the names whose origin is known.

    Read from the finished body, so that no import is missing and none is left over, whatever the template left out.
    The body is scanned, not parsed: `ast` took two thirds of a whole run. A name counts unless it is an attribute, a
    keyword argument, inside a text, or assigned in the body itself.
    """
    code = _TEXT.sub(_expressions, f"\n{body}")
    used = {name: origin(name) for name in _names(code).difference(_ASSIGNED.findall(code))}
    return import_block(package, (_imported(name, source) for name, source in used.items() if source is not None))


def _expressions(text: re.Match[str]) -> str:
    """What of a text is code: the fields of an f-string."""
    return " ".join(_FIELD.findall(text[0])) if text["formatted"] else ""


def _names(code: str) -> set[str]:
    """Every name in `code` that is neither an attribute nor the keyword of an argument; numbers do no harm."""
    words = set(code.replace("=", "= ").translate(_PUNCTUATION).split())
    return {word.partition(".")[0] for word in words if word[-1] != "="}


def _imported(name: str, source: str) -> tuple[str, str]:
    """Module and name for the import block."""
    module, _, original = source.partition(":")
    if not module:
        return name, ""
    return module, f"{original} as {name}" if original else name
