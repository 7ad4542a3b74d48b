"""The fileset: every file a run makes, proven to be one file each and to lie inside the platform."""

from collections.abc import Iterable, Iterator, Sequence

from generator.artifacts import Artifact
from generator.diagnostics import DiagnosedError, Diagnostic
from generator.frozen import frozen
from generator.tree import LOCKS, PLATFORM_FILE, SPECS

RESERVED_ROOTS = frozenset({".git", ".scaffold", SPECS, LOCKS, PLATFORM_FILE})
"""What a target may never write: the user's inputs, our state and git's."""
LOCK_ATTRIBUTES = f"{LOCKS}/.gitattributes"
"""The one generated file among them: what git does with locks."""


@frozen
class Fileset:
    """All artifacts of a run, in path order; no two are the same file on any file system."""

    artifacts: tuple[Artifact, ...] = ()


def collect(artifacts: Iterable[Artifact]) -> Fileset:
    """The artifacts as one fileset.

    Raises DiagnosedError (SG905) listing every path that is unusable or given twice. Paths are compared
    case-insensitively, because macOS and Windows check two such files out as one.
    """
    ordered = tuple(sorted(artifacts, key=lambda item: item.path))
    check(tuple(item.path for item in ordered))
    return Fileset(artifacts=ordered)


def check(paths: Sequence[str]) -> None:
    """Raises as `collect` if there cannot be files of these paths; they are in order."""
    findings = (*_unusable(paths), *_collisions(paths))
    if findings:
        raise DiagnosedError(findings)


def fault(path: str) -> str | None:
    """What keeps `path` from being a file inside the platform, or None."""
    if not path or "\0" in path or "\\" in path or ":" in path:
        return "is not a portable relative path"
    if path.startswith("/"):
        return "is absolute"
    segments = path.split("/")
    if any(segment in {"", ".", ".."} for segment in segments):
        return "leaves or blurs its folder"
    if segments[0].casefold() in RESERVED_ROOTS and path != LOCK_ATTRIBUTES:
        return f"lies in `{segments[0]}`, which is not for generated files"
    return None


def _unusable(paths: Iterable[str]) -> Iterator[Diagnostic]:
    for path in paths:
        if (reason := fault(path)) is not None:
            yield _refused(f"the path `{path}` {reason}")


def _collisions(paths: Iterable[str]) -> Iterator[Diagnostic]:
    seen: dict[str, str] = {}
    for path in paths:
        folded = path.casefold()
        if folded in seen:
            yield _refused(f"two files are called `{seen[folded]}` and `{path}`")
        seen[folded] = path
    for folded, path in seen.items():
        for parent in _parents(folded):
            if parent in seen:
                yield _refused(f"`{seen[parent]}` is a file, so `{path}` cannot lie below it")


def _parents(path: str) -> Iterator[str]:
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _refused(message: str) -> Diagnostic:
    return Diagnostic(code="SG905", message=message, hint="Rename the service or entity that the file is named after.")
