"""Templates of the user's in the place of shipped ones: where each stands against the original it was made from.

`.scaffold/templates/artifacts/<name>` is the user's, `.scaffold/templates/originals/<name>` the shipped text that it
was ejected from. Both are committed, so that the third text, the one that is shipped today, can be merged anywhere.
"""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import assert_never

from generator import resources
from generator.diagnostics import Diagnostic, Severity, Span
from generator.frozen import frozen
from generator.tree import OVERRIDES

MINE = "<<<<<<< yours"
THEIRS = ">>>>>>> shipped"
"""What a merge puts around two changes of the same lines."""


class Standing(StrEnum):
    """How an override stands."""

    CURRENT = "current"
    """Made from the text that is shipped."""
    BEHIND = "behind"
    """The shipped text has changed since."""
    CONFLICTED = "conflicted"
    """A merge left both sides in it."""
    UNRECORDED = "unrecorded"
    """The original it was made from is not there, so nobody can tell what has changed since."""
    WITHOUT_EFFECT = "without effect"
    """No shipped template has its name."""


@frozen
class Override:
    """One template of the user's."""

    name: str
    """As in `templates/artifacts`: `python/service/repository.py.jinja`."""
    yours: str
    original: str | None
    shipped: str | None

    @property
    def path(self) -> str:
        """Its path relative to the platform root."""
        return yours_path(self.name)

    @property
    def standing(self) -> Standing:
        """Where it stands."""
        lines = self.yours.splitlines()
        if MINE in lines and THEIRS in lines:
            return Standing.CONFLICTED
        if self.shipped is None:
            return Standing.WITHOUT_EFFECT
        if self.original is None:
            return Standing.UNRECORDED
        return Standing.CURRENT if self.original == self.shipped else Standing.BEHIND


def yours_path(name: str) -> str:
    """Where the user's template of that name lies, relative to the platform root."""
    return f"{OVERRIDES}/artifacts/{name}"


def original_path(name: str) -> str:
    """Where its original lies."""
    return f"{OVERRIDES}/originals/{name}"


def shipped_names() -> tuple[str, ...]:
    """Every template that can be overridden, in order."""
    folder = resources.templates() / "artifacts"
    return tuple(sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.jinja")))


def shipped(name: str) -> str | None:
    """The shipped template of that name, or None."""
    return _text(resources.templates() / "artifacts" / name)


def overrides(root: Path) -> tuple[Override, ...]:
    """All templates of the user's in the platform at `root`, by name."""
    folder = root / OVERRIDES / "artifacts"
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return tuple(
        Override(
            name=name,
            yours=_text(folder / name) or "",
            original=_text(root / original_path(name)),
            shipped=shipped(name),
        )
        for name in names
    )


def findings(root: Path) -> Iterator[Diagnostic]:
    """What to know about the overrides; an error for one that would put conflict markers into generated files."""
    for path in _links_outside(root):
        span = Span(path=path, line=1, column=1, end_line=1, end_column=1)
        message = f"`{path}` is a symbolic link out of the platform"
        yield Diagnostic(code="SG906", message=message, span=span, hint="Put a file in its place.")
    for item in overrides(root):
        match item.standing:
            case Standing.CURRENT:
                pass
            case Standing.BEHIND:
                message = f"the shipped `{item.name}` has changed since you ejected it ({_changes(item)})"
                yield _warning(item, "SG914", message, f"Merge the two: `scaffold eject --merge {item.name}`.")
            case Standing.UNRECORDED:
                message = f"the original of your `{item.name}` is missing, so nobody can tell what has changed since"
                yield _warning(item, "SG914", message, f"Restore it: `git checkout -- {original_path(item.name)}`.")
            case Standing.WITHOUT_EFFECT:
                import difflib

                near = difflib.get_close_matches(item.name, shipped_names(), n=1)
                hint = f"Did you mean `{near[0]}`?" if near else "Delete it; `scaffold eject --list` names them all."
                yield _warning(
                    item, "SG915", f"`{item.name}` overrides nothing: no shipped template has its name", hint
                )
            case Standing.CONFLICTED:
                line = item.yours.splitlines().index(MINE) + 1
                span = Span(path=item.path, line=line, column=1, end_line=line, end_column=len(MINE) + 1)
                message = f"your `{item.name}` has conflict markers"
                yield Diagnostic(code="SG917", message=message, span=span, hint="Choose between the two, then go on.")
            case _:
                assert_never(item.standing)


def _links_outside(root: Path) -> Iterator[str]:
    """Symbolic links among the templates that lead elsewhere: what they show would end up in generated files."""
    inside = root.resolve()
    for path in sorted((root / OVERRIDES).rglob("*")):
        if path.is_symlink() and not path.resolve().is_relative_to(inside):
            yield path.relative_to(root).as_posix()


def _changes(item: Override) -> str:
    original = item.original or ""
    return f"shipped {_extent(original, item.shipped or '')} lines, yours {_extent(original, item.yours)}"


def _extent(before: str, after: str) -> str:
    """How much has changed, as `+8 -3`."""
    import difflib

    lines = list(difflib.ndiff(before.splitlines(), after.splitlines()))
    return f"+{sum(line[0] == '+' for line in lines)} -{sum(line[0] == '-' for line in lines)}"


def _warning(item: Override, code: str, message: str, hint: str) -> Diagnostic:
    span = Span(path=item.path, line=1, column=1, end_line=1, end_column=1)
    return Diagnostic(code=code, severity=Severity.WARNING, message=message, span=span, hint=hint)


def _text(path: Path) -> str | None:
    try:
        return path.read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        return None
