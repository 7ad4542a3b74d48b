"""The command line against what users would run instead: start-up, check, generate, at 1 to 1,000 services."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from benchmarks import specs
from benchmarks.processes import BIN, Subject, medians, table

SCAFFOLD = str(BIN / "scaffold")
GOALS = {
    "scaffold --version": "<= 60",
    "check, 20 unchanged services": "<= 100; buf lint + alembic check + sqlc diff + copier check-update: about 1,400",
    "generate, 1 service": "<= 200; copier + protoc + alembic + sqlc: about 1,500",
    "generate, 21 services": "<= 8 more for each service",
    "no-op generate, 1,000 services": "<= 800",
    "generate, 1,000 services": "<= 8,000",
    "copier copy, our platform template": "anchor: 701 for 40 files",
    "buf generate, 1 proto": "anchor: 143",
}


def platform(folder: Path, services: int, *, generated: bool) -> Path:
    """A platform of that size; `generated` leaves it unchanged after a first run."""
    root = folder / f"platform_{services}_{'done' if generated else 'new'}"
    specs.write(root, services)
    if generated:
        subprocess.run([SCAFFOLD, "generate"], cwd=root, check=True, stdout=subprocess.DEVNULL)
    return root


def reset(root: Path) -> None:
    """Removes everything but the specs."""
    for entry in root.iterdir():
        if entry.name not in {"specs", "scaffold.yaml"}:
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()


def fresh(folder: Path, services: int) -> Subject:
    """Times a first generation."""
    root = platform(folder, services, generated=False)
    name = f"generate, {services:,} service" + ("s" if services > 1 else "")
    return Subject(name=name, command=[SCAFFOLD, "generate", "--no-stubs"], cwd=root, prepare=lambda: reset(root))


def unchanged(folder: Path, services: int, command: str) -> Subject:
    """Times a command with nothing to do."""
    root = platform(folder, services, generated=True)
    said = "no-op generate, {:,} services" if command == "generate" else "check, {:,} unchanged services"
    name = said.format(services)
    return Subject(name=name, command=[SCAFFOLD, command], cwd=root)


def main() -> None:
    """Prints the tables."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small = [
            Subject(name="python -c pass", command=[str(BIN / "python"), "-c", "pass"], cwd=folder),
            Subject(name="scaffold --version", command=[SCAFFOLD, "--version"], cwd=folder),
            Subject(name="scaffold --help", command=[SCAFFOLD, "--help"], cwd=folder),
            Subject(name="copier --version", command=[str(BIN / "copier"), "--version"], cwd=folder),
            unchanged(folder, 20, "check"),
            fresh(folder, 1),
            fresh(folder, 21),
        ]
        table("Commands", medians(small), GOALS)
        large = [unchanged(folder, 1000, "generate"), fresh(folder, 1000)]
        table("A thousand services", medians(large, rounds=3), GOALS)


if __name__ == "__main__":
    main()
