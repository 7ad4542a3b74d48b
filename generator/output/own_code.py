"""The user's own `service.py`, read without running it: which methods its class has, and which of them nobody calls."""

import ast
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from pathlib import Path

from generator.diagnostics import Diagnostic, Severity, Span
from generator.frozen import frozen
from generator.tree import digest

_NO_METHODS = frozenset({"staticmethod", "classmethod", "property", "cached_property"})
"""Decorators of what is none of gRPC's business."""
_LINE_END = re.compile(r"\r\n|\r|\n")
"""What Python counts lines by; `str.splitlines` also ends them at form feeds and at separators of Unicode."""
_UNREADABLE = (SyntaxError, ValueError, RecursionError, MemoryError)
"""What Python raises over a file; the last two, over expressions that are nested too deeply for it."""


@frozen
class OwnMethods:
    """What a `service.py` holds."""

    path: str
    sha256: str
    """Of what was read."""
    lines: frozenset[str] = frozenset()
    class_: str | None = None
    """The class that subclasses the servicer; None if there is none."""
    methods: Mapping[str, Span] = field(default_factory=dict)
    """Where the name of each of its methods stands."""
    unused: frozenset[str] = frozenset()
    """Those that look like the answer to an RPC, and that the file does not call itself."""
    fault: Diagnostic | None = None
    """Why it could not be read."""


def read(root: Path, path: str, servicer: str) -> OwnMethods | None:
    """What the file at `path` holds, of which a class subclasses `servicer`; None if there is no such file."""
    try:
        content = (root / path).read_bytes()
    except OSError:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a stray backslash in it is the user's linter's business
            tree = ast.parse(content)
    except _UNREADABLE as error:
        return OwnMethods(path=path, sha256=digest(content), fault=_unreadable(path, error))
    found = next((item for item in _classes(tree) if any(_last(base) == servicer for base in item.bases)), None)
    if found is None:
        return OwnMethods(path=path, sha256=digest(content))
    methods = {item.name: item for item in found.body if isinstance(item, ast.AsyncFunctionDef | ast.FunctionDef)}
    called = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute) and _last(node.value) == "self"}
    lines = _LINE_END.split(content.decode("utf-8", "replace"))
    return OwnMethods(
        path=path,
        sha256=digest(content),
        lines=frozenset(lines),
        class_=found.name,
        methods={name: _span(path, lines, item) for name, item in methods.items()},
        unused=frozenset(name for name, item in methods.items() if _answers(item)) - called,
    )


def findings(
    own: OwnMethods, name: str, servicer: str, known: Sequence[str], renamed: Mapping[str, str]
) -> Iterator[Diagnostic]:
    """What is odd about the file of a service whose class is called `name` and may override the methods `known`.

    `renamed` holds former names of those, and what they are called now.
    """
    if own.fault is not None:
        yield own.fault
    elif own.class_ != name:
        hint = f"Call the class that subclasses `{servicer}` so: the server imports it by that name."
        span = Span(path=own.path, line=1, column=1, end_line=1, end_column=1)
        message = f"there is no class `{name}({servicer})`"
        yield Diagnostic(code="SG912", severity=Severity.WARNING, message=message, span=span, hint=hint)
    for method in sorted(own.unused - set(known), key=lambda item: own.methods[item]):
        message = f"`{own.class_}.{method}` answers no RPC of the service, and nothing here calls it"
        span = own.methods[method]
        yield Diagnostic(
            code="SG911", severity=Severity.WARNING, message=message, span=span, hint=_hint(own, method, known, renamed)
        )


def _hint(own: OwnMethods, method: str, known: Sequence[str], renamed: Mapping[str, str]) -> str:
    if method in renamed:
        return f"The spec calls it `{renamed[method]}` now: rename the method too, or it is never called."
    free = [name for name in known if name not in own.methods]
    import difflib

    near = difflib.get_close_matches(method, free, n=1, cutoff=0.85)
    if near:
        return f"Did you mean `{near[0]}`?"
    return "Delete it, or declare its operation in the spec; a method for yourself begins with an underscore."


def _answers(method: ast.AsyncFunctionDef | ast.FunctionDef) -> bool:
    """Whether a method is written as the answer to an RPC: public, and given a unit of work or called in CamelCase."""
    decorators = {_last(item) for item in method.decorator_list}
    if method.name.startswith("_") or decorators & _NO_METHODS:
        return False
    parameters = [*method.args.posonlyargs, *method.args.args][1:2]
    works = any(item.arg == "work" or _last(item.annotation) == "UnitOfWork" for item in parameters)
    return works or "override" in decorators or method.name[0].isupper()


def _classes(tree: ast.Module) -> Iterator[ast.ClassDef]:
    return (node for node in tree.body if isinstance(node, ast.ClassDef))


def _last(node: ast.expr | None) -> str | None:
    """The last name of `a.b.C`, or of the string "C"."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Constant(value=str(text)):
            return text.rpartition(".")[2]
        case ast.Call(func=function):
            return _last(function)
        case _:
            return None


def _span(path: str, lines: Sequence[str], method: ast.AsyncFunctionDef | ast.FunctionDef) -> Span:
    """Where the method's name stands: behind `def`, which may be further down than its decorators.

    Where it is not to be found there (written on a later line, or in letters that Python takes for others), the place
    of the definition stands for it.
    """
    name = re.search(rf"\bdef\s+({method.name})\b", lines[method.lineno - 1])
    column = (name.start(1) if name else method.col_offset) + 1
    return Span(
        path=path, line=method.lineno, column=column, end_line=method.lineno, end_column=column + len(method.name)
    )


def _unreadable(path: str, error: Exception) -> Diagnostic:
    line, column = (getattr(error, "lineno", None) or 1), (getattr(error, "offset", None) or 1)
    span = Span(path=path, line=line, column=column, end_line=line, end_column=column + 1)
    if isinstance(error, RecursionError | MemoryError):
        message = "this is nested too deeply for Python to read it"
    else:
        message = f"this is no Python: {getattr(error, 'msg', None) or error}"
    hint = "Mend it; until then the server cannot start."
    return Diagnostic(code="SG913", severity=Severity.WARNING, message=message, span=span, hint=hint)
