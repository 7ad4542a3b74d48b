"""A throw-away git repository in which a project is merged, out of reach of the user's repository and configuration."""

import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING

from generator.diagnostics import EnvironmentProblem
from generator.frozen import frozen
from generator.git_environment import clean_environment
from generator.scaffolding.history import require_git

if TYPE_CHECKING:
    from subprocess import CompletedProcess

AUTHOR = {
    f"GIT_{role}_{key}": value
    for role in ("AUTHOR", "COMMITTER")
    for key, value in (("NAME", "scaffold"), ("EMAIL", "scaffold@localhost"), ("DATE", "946684800 +0000"))
}
UNCHANGED = "Nothing was changed; mend this and run the command again."
VERBATIM = "* -text\n"
"""Before every .gitattributes of the tree: what is merged are the bytes that lie there."""


class Side(IntEnum):
    """The sides of a merge, as git numbers them in its index."""

    BASE = 1
    OURS = 2
    THEIRS = 3


@contextmanager
def throw_away() -> Iterator["Repository"]:
    """An empty repository that is gone at the end.

    Raises EnvironmentProblem without git, or if git or the file system refuses something, e.g. on a full disk.
    """
    import subprocess

    require_git()
    try:
        with tempfile.TemporaryDirectory(prefix="scaffold-") as name:
            repository = Repository(folder=Path(name) / "tree")
            repository.folder.mkdir()
            repository.git("init", "--quiet", "--initial-branch=base")
            (repository.folder / ".git/info").mkdir(exist_ok=True)
            (repository.folder / ".git/info/attributes").write_text(VERBATIM, encoding="utf-8")
            yield repository
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip().splitlines() or [f"it ended with {error.returncode}"]
        raise EnvironmentProblem(f"git cannot merge in a temporary folder: {said[-1]}", hint=UNCHANGED) from error
    except OSError as error:
        raise EnvironmentProblem(f"cannot use `{error.filename}`: {error.strerror}", hint=UNCHANGED) from error


@frozen
class Repository:
    """A git work tree of our own."""

    folder: Path

    def git(self, *arguments: str, accepted: Collection[int] = (0,)) -> bytes:
        """Runs git here; what it printed. Raises CalledProcessError unless it exits with an `accepted` code."""
        import subprocess

        done = self._run(arguments)
        if done.returncode not in accepted:
            raise subprocess.CalledProcessError(done.returncode, done.args, done.stdout, done.stderr)
        return done.stdout

    def answer(self, *arguments: str) -> bytes | None:
        """What git prints, None if it exits with another code than 0."""
        done = self._run(arguments)
        return None if done.returncode else done.stdout

    def _run(self, arguments: tuple[str, ...]) -> "CompletedProcess[bytes]":
        import subprocess

        return subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            env={**clean_environment(), **AUTHOR},
            capture_output=True,
            stdin=subprocess.DEVNULL,
            check=False,
        )

    def commit(self, message: str) -> None:
        """Commits everything as it lies there, ignored or not."""
        self.git("add", "--all", "--force")
        self.git("commit", "--quiet", "--allow-empty", "--no-verify", "--message", message)

    def paths(self, commit: str) -> frozenset[str]:
        """The files of a commit."""
        return _paths(self.git("ls-tree", "-r", "-z", "--name-only", commit))

    def changed(self, before: str, after: str) -> frozenset[str]:
        """The files that differ between two commits."""
        return _paths(self.git("diff-tree", "-r", "-z", "--no-renames", "--name-only", before, after))

    def unmerged(self) -> dict[str, frozenset[Side]]:
        """Each path on which a merge stopped, with the sides that have a file there."""
        found: dict[str, set[Side]] = {}
        for entry in self.git("ls-files", "--unmerged", "-z").split(b"\0"):
            if entry:
                facts, _, path = entry.partition(b"\t")
                found.setdefault(path.decode(), set()).add(Side(int(facts.split()[2])))
        return {path: frozenset(sides) for path, sides in found.items()}


def _paths(listed: bytes) -> frozenset[str]:
    return frozenset(path.decode() for path in listed.split(b"\0") if path)
