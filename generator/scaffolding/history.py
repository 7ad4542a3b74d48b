"""A template's git history, made anew from its snapshots each time, with the same commit ids everywhere.

It is written by `git fast-import`, never by a work tree and `git add`: package files keep their times, and git's stat
cache then takes two versions of a file with the same size and time for one. There is no cache to race for either.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

from generator.diagnostics import EnvironmentProblem
from generator.git_environment import clean_environment
from generator.scaffolding.snapshots import Snapshot, snapshots

AUTHOR = "scaffold <scaffold@localhost> 946684800 +0000"
"""Fixed, so that commit ids are the same on every machine."""
ATTRIBUTES = b"* -text\n"
"""At the root of what is served: with `core.autocrlf`, files would differ from machine to machine."""


def build(name: str, bare: Path) -> None:
    """Makes the folder `bare` a bare repository with one commit and one tag per version of the template `name`.

    Raises NoSuchTemplateError, and CalledProcessError if git fails.
    """
    import subprocess

    environment = clean_environment()
    subprocess.run(["git", "init", "--quiet", "--bare", str(bare)], env=environment, check=True)
    command = ["git", "-C", str(bare), "fast-import", "--quiet", "--date-format=raw"]
    subprocess.run(command, input=b"".join(_stream(snapshots(name))), env=environment, check=True)
    subprocess.run(["git", "-C", str(bare), "symbolic-ref", "HEAD", "refs/heads/main"], env=environment, check=True)


def require_git() -> None:
    """Raises EnvironmentProblem without git."""
    if shutil.which("git") is None:
        raise EnvironmentProblem("git is not installed", hint="Install git: templates are served through it.")


def _stream(versions: tuple[Snapshot, ...]) -> Iterator[bytes]:
    for number, version in enumerate(versions, 1):
        yield f"commit refs/heads/main\nmark :{number}\ncommitter {AUTHOR}\n".encode()
        yield _data(f"Template {version.version}\n".encode())
        yield b"deleteall\n"
        for path, content in (*_files(version.folder), (".gitattributes", ATTRIBUTES)):
            yield f'M 100644 inline "{_quoted(path)}"\n'.encode()
            yield _data(content)
        yield f"reset refs/tags/v{version.version}\nfrom :{number}\n\n".encode()


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def _data(content: bytes) -> bytes:
    return b"data %d\n%s\n" % (len(content), content)


def _quoted(path: str) -> str:
    return path.replace("\\", "\\\\").replace('"', '\\"')
