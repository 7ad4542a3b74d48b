"""The stamp: what the tree looked like when all was well, so that `stat` alone tells when nothing is to be done.

`.scaffold/cache/stamp.json` is git-ignored and can be deleted at any time. It is trusted like git's index: a file
whose size and times are as noted is unchanged, unless it was touched as late as the stamp itself, when the clock
cannot tell (a "racy" entry, which is hashed).
"""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import generator
from generator import resources
from generator.diagnostics import Diagnostic, Severity, Span
from generator.frozen import frozen
from generator.output import migrations
from generator.tree import LOCKS, OVERRIDES, PLATFORM_FILE, SPECS, digest

STAMP = ".scaffold/cache/stamp.json"
UNFINISHED = ".scaffold/journal/journal.json"
"""Where `transaction` notes a write that has begun; spelled here too, because its imports would double the start-up."""
ANY_CONTENT = "any"
"""In the place of a hash: a file that has to be there and is the user's, whatever is in it."""
AS_FOUND = "as found"
"""In the place of a hash: a file whose content is right as it is."""
STUB_SUFFIXES = ("_pb2.py", "_pb2.pyi", "_pb2_grpc.py", "_pb2_grpc.pyi")
"""What the compiled protos among the outputs end in."""
FEWEST_FILES = 2000
"""A process of its own costs about as much as hashing a few hundred."""
INPUT_FOLDERS = (SPECS, LOCKS, OVERRIDES)
INPUT_FILES = (PLATFORM_FILE,)
_RECORDED = (f"{LOCKS}/", f"{OVERRIDES}/")
"""The inputs that no edit of a spec changes."""

Mark = tuple[int, int, int]
"""As `files.Mark`: inode, size and time (ns) of a file when it was written; spelled here for the same reason."""


class Note(NamedTuple):
    """A file as it was: size in bytes, times in nanoseconds, content. It is saved as a list of the four."""

    size: int
    modified: int
    changed: int
    sha256: str


@frozen
class Stamp:
    """A tree in which nothing was to be done."""

    identity: str
    inputs: Mapping[str, Note]
    outputs: Mapping[str, Note]
    warnings: tuple[Diagnostic, ...]
    """What the run said, and every later one has to say again."""
    compiled: bool
    """Whether the compiled protos are among the outputs; a check does not look at them."""

    @property
    def unchanged(self) -> int:
        """How many files of ours are as they should be; without stubs, which are not committed, and packages' code."""
        return sum(not path.endswith(STUB_SUFFIXES) and not path.startswith("/") for path in self.outputs)


def identity() -> str:
    """Names this generator: its version and the size and times of each of its modules, templates and schemas."""
    folders = (resources.PACKAGE, resources.templates(), resources.root() / "schemas")
    facts = [f"{path}:{size}:{modified}" for folder in folders for path, size, modified in _fingerprint(str(folder))]
    return digest("\n".join((generator.__version__, *sorted(facts))))


def inputs(root: Path) -> tuple[str, ...]:
    """The files that decide what is generated, relative to `root`; a new one among them is a change."""
    found = [name for name in INPUT_FILES if (root / name).is_file()]
    for folder in INPUT_FOLDERS:
        with suppress(FileNotFoundError):
            found.extend(_yaml_files(root, folder))
    return tuple(sorted(found))


def _yaml_files(root: Path, folder: str) -> Iterator[str]:
    """Those in folders below it, too: a run warns of them, although it does not read them."""
    with os.scandir(root / folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _yaml_files(root, f"{folder}/{entry.name}")
            elif entry.name.endswith((".yaml", ".yml", ".jinja")):
                yield f"{folder}/{entry.name}"


def save(
    root: Path,
    *,
    read: Mapping[str, str],
    outputs: Mapping[str, str],
    marks: Mapping[str, Mark] = MappingProxyType({}),
    warnings: tuple[Diagnostic, ...],
    compiled: bool,
) -> None:
    """Notes the inputs, `outputs` and `warnings` of a run that left nothing to do.

    `read` and `outputs` hold the sha256 of what the run saw and left; instead of one, an output may have ANY_CONTENT
    or AS_FOUND. What still has the mark with which the run wrote it, by `marks`, is not read again. Does nothing where
    a file is missing or was edited meanwhile, which the next run has to see, or where the platform cannot be written:
    the stamp is only a cache.
    """
    with suppress(OSError):
        seen = _notes(root, dict.fromkeys(inputs(root), AS_FOUND) | dict(read), {})
        left = _notes(root, outputs, marks)
        if seen is not None and left is not None:
            _write(
                root,
                Stamp(identity=identity(), inputs=seen, outputs=left, warnings=warnings, compiled=compiled),
            )


def _write(root: Path, stamp: Stamp) -> None:
    target = root / STAMP
    target.parent.mkdir(parents=True, exist_ok=True)
    (target.parent / ".gitignore").write_text("*\n", encoding="utf-8")
    draft = target.with_suffix(".draft")
    draft.write_text(json.dumps(_data(stamp), separators=(",", ":")), encoding="utf-8")
    draft.replace(target)


def _data(stamp: Stamp) -> dict[str, object]:
    return {
        "identity": stamp.identity,
        "inputs": stamp.inputs,
        "outputs": stamp.outputs,
        "warnings": [asdict(item) for item in stamp.warnings],
        "compiled": stamp.compiled,
    }


def valid(root: Path) -> Stamp | None:
    """The stamp, if every input and output is as it was then and the generator is the same; else None."""
    if (root / UNFINISHED).exists():
        return None
    try:
        saved = (root / STAMP).stat().st_mtime_ns
        stamp = _parsed((root / STAMP).read_bytes())
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if stamp.identity != identity() or tuple(sorted(stamp.inputs)) != inputs(root):
        return None
    if migrations.present(root) - stamp.outputs.keys():
        return None
    verdict = _verdict(root, {**stamp.inputs, **stamp.outputs}, saved)
    if verdict is None:
        return None
    if verdict:
        hashes = {path: note.sha256 for path, note in stamp.outputs.items()}
        read = {path: note.sha256 for path, note in stamp.inputs.items()}
        save(root, read=read, outputs=hashes, warnings=stamp.warnings, compiled=stamp.compiled)
    return stamp


def is_of_locks(root: Path) -> bool:
    """Whether this generator left nothing to do when the locks were as they are, with the templates that there are.

    False where nobody knows: after a clone or a merge, say. Specs and generated files may have been edited since.
    """
    try:
        saved = (root / STAMP).stat().st_mtime_ns
        data = json.loads((root / STAMP).read_bytes())
        noted = {path: row for path, row in data["inputs"].items() if path.startswith(_RECORDED)}
        same = noted.keys() == {path for path in inputs(root) if path.startswith(_RECORDED)}
        return same and data["identity"] == identity() and _verdict(root, _read(noted), saved) is not None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def _parsed(content: bytes) -> Stamp:
    data = json.loads(content)
    return Stamp(
        identity=data["identity"],
        inputs=_read(data["inputs"]),
        outputs=_read(data["outputs"]),
        warnings=tuple(_warning(item) for item in data["warnings"]),
        compiled=data["compiled"] is True,
    )


def _warning(data: dict[str, Any]) -> Diagnostic:
    span = Span(**data["span"]) if data["span"] else None
    return Diagnostic(
        code=data["code"],
        severity=Severity(data["severity"]),
        message=data["message"],
        span=span,
        hint=data["hint"],
    )


def _read(rows: Mapping[str, tuple[int, int, int, str]]) -> dict[str, Note]:
    return {path: Note(*row) for path, row in rows.items()}


def _verdict(root: Path, notes: Mapping[str, Note], saved: int) -> bool | None:
    """None if a file is not what was noted; else whether one had to be hashed, which a new stamp would save."""
    hashed = False
    folder = os.open(root, os.O_RDONLY)
    try:
        for path, note in notes.items():
            found = os.stat(path, dir_fd=folder, follow_symlinks=False)
            if note.sha256 == ANY_CONTENT:
                continue
            if found.st_size != note.size:
                return None
            if found.st_mtime_ns == note.modified and found.st_ctime_ns == note.changed and found.st_mtime_ns < saved:
                continue
            if digest((root / path).read_bytes()) != note.sha256:
                return None
            hashed = True
    except OSError:
        return None
    finally:
        os.close(folder)
    return hashed


def _notes(root: Path, expected: Mapping[str, str], marks: Mapping[str, Mark]) -> dict[str, Note] | None:
    """The files as they are; None if one is not as `expected`.

    Stat first, then content: a write between the two makes the note wrong in the safe direction.
    """
    from generator.output.processes import shared

    notes = {path: note for path, mark in marks.items() if (note := _marked(root, path, expected.get(path), mark))}
    unread = [item for item in sorted(expected.items()) if item[0] not in notes]
    for (path, _), note in zip(
        unread, shared(lambda item: _noted(root, *item), unread, fewest=FEWEST_FILES), strict=True
    ):
        if note is None:
            return None
        notes[path] = note
    return {path: notes[path] for path in sorted(notes)}


def _marked(root: Path, path: str, sha256: str | None, mark: Mark) -> Note | None:
    """A note of a file that still has its mark, and so the content that was written; None for any other."""
    if sha256 is None or sha256 == AS_FOUND:
        return None
    found = os.lstat(os.path.join(root, path))  # noqa: PTH118 - to make a `Path` takes as long as all the rest
    if (found.st_ino, found.st_size, found.st_mtime_ns) != mark:
        return None
    return Note(found.st_size, found.st_mtime_ns, found.st_ctime_ns, sha256)


def _noted(root: Path, path: str, sha256: str) -> Note | None:
    """A note of the file as it is; None if its content is not `sha256`."""
    full = os.path.join(root, path)  # noqa: PTH118 - as above
    found = os.lstat(full)
    content = sha256 if sha256 == ANY_CONTENT else _digest(full)
    if sha256 not in {AS_FOUND, content}:
        return None
    return Note(found.st_size, found.st_mtime_ns, found.st_ctime_ns, content)


def _digest(path: str) -> str:
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - as above
        return digest(file.read())


def _fingerprint(folder: str) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if entry.name != "__pycache__":
                    yield from _fingerprint(entry.path)
            else:
                found = entry.stat()
                yield entry.path, found.st_size, found.st_mtime_ns
