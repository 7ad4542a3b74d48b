"""Whole-process timing: interleaved rounds, wall clock by wait4, medians."""

import os
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

BIN = Path(sys.executable).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A command to time; `prepare` runs untimed before each round."""

    name: str
    command: Sequence[str]
    cwd: Path
    prepare: Callable[[], None] | None = None


def run(subject: Subject) -> float:
    """Seconds of one run; raises if the command fails."""
    if subject.prepare:
        subject.prepare()
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    null = os.open(os.devnull, os.O_RDWR)
    here = Path.cwd()
    os.chdir(subject.cwd)
    start = time.perf_counter()
    pid = os.posix_spawn(
        subject.command[0],
        subject.command,
        environment,
        file_actions=[(os.POSIX_SPAWN_DUP2, null, descriptor) for descriptor in (0, 1, 2)],
    )
    _, status, _ = os.wait4(pid, 0)
    seconds = time.perf_counter() - start
    os.chdir(here)
    os.close(null)
    if os.waitstatus_to_exitcode(status) != 0:
        raise RuntimeError(f"{subject.name}: {' '.join(subject.command)} failed with status {status}")
    return seconds


def medians(subjects: Sequence[Subject], *, rounds: int = 7) -> Mapping[str, float]:
    """Median seconds by name, rounds interleaved (A B C A B C ...) so that a drifting host hurts all alike."""
    for subject in subjects:
        run(subject)
    samples: dict[str, list[float]] = {subject.name: [] for subject in subjects}
    for _ in range(rounds):
        for subject in subjects:
            samples[subject.name].append(run(subject))
    return {name: statistics.median(values) for name, values in samples.items()}


def table(title: str, medians_by_name: Mapping[str, float], goals: Mapping[str, str]) -> None:
    """Prints a Markdown table in milliseconds."""
    print(f"\n### {title}\n\n| what | median ms | goal or anchor |\n|---|---|---|")
    for name, seconds in medians_by_name.items():
        print(f"| {name} | {seconds * 1000:.0f} | {goals.get(name, '')} |")
