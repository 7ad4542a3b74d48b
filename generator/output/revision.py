"""The platform as a git commit has it: what a merge or a comparison needs to know of the other side."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.diagnostics import EnvironmentProblem
from generator.frozen import frozen
from generator.git_environment import own_environment
from generator.plan import lock
from generator.plan.records import Record
from generator.tree import LOCKS


@frozen
class Revision:
    """One commit, seen from the platform's folder."""

    root: Path
    commit: str
    """Its full id."""

    def paths(self, *folders: str) -> frozenset[str]:
        """The files that it has below `folders`, relative to the platform root."""
        listed = _git(self.root, "ls-tree", "-r", "-z", "--name-only", self.commit, "--", *folders)
        return frozenset(path.decode() for path in listed.split(b"\0") if path)

    def read(self, paths: Iterable[str]) -> Mapping[str, bytes]:
        """The content of those of `paths` that it has."""
        wanted = tuple(paths)
        asked = "".join(f"{self.commit}:./{path}\n" for path in wanted)
        answer = _git(self.root, "cat-file", "--batch", given=asked.encode())
        found: dict[str, bytes] = {}
        position = 0
        for path in wanted:
            end = answer.index(b"\n", position)
            facts = answer[position:end].split()
            position = end + 1
            if facts[-1] == b"missing":
                continue
            size = int(facts[-1])
            found[path] = answer[position : position + size]
            position += size + 1
        return found

    def records(self) -> Mapping[str, Record]:
        """The locks that it has, by service; raises LockError if one cannot be read."""
        texts = self.read(sorted(path for path in self.paths(LOCKS) if path.endswith(".yaml")))
        return {Path(path).stem: lock.read(text.decode(), path) for path, text in texts.items()}


def revision(root: Path, name: str) -> Revision | None:
    """The commit that git knows as `name`; None if there is none.

    Raises EnvironmentProblem if the platform is in no git repository, or git is not installed.
    """
    _git(root, "rev-parse", "--git-dir")
    found = _answer(root, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
    return Revision(root=root, commit=found) if found else None


def common(one: Revision, other: Revision) -> Revision | None:
    """The last commit that both come from; None if there is none."""
    found = _answer(one.root, "merge-base", one.commit, other.commit)
    return Revision(root=one.root, commit=found) if found else None


def rebasing(root: Path) -> bool:
    """Whether `git rebase` has stopped in the middle."""
    folder = Path(_git(root, "rev-parse", "--absolute-git-dir").decode().strip())
    return any((folder / name).is_dir() for name in ("rebase-merge", "rebase-apply"))


def _answer(root: Path, *arguments: str) -> str:
    """What git prints; empty if it says no."""
    try:
        return _git(root, *arguments).decode().strip()
    except EnvironmentProblem:
        return ""


def _git(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    import subprocess

    try:
        done = subprocess.run(
            ["git", *arguments], cwd=root, env=own_environment(), input=given, capture_output=True, check=False
        )
    except FileNotFoundError as error:
        raise EnvironmentProblem("git is not installed", hint="Install it: commits are read with it.") from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().removeprefix("fatal: ")
        if said.startswith("not a git repository"):
            raise EnvironmentProblem("this platform is in no git repository", hint="Make one: `git init`, then commit.")
        raise EnvironmentProblem(f"git {arguments[0]}: {said}")
    return done.stdout
