"""Whole-process timing: interleaved rounds, wall clock and CPU by wait4, medians."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """Seconds of a process, its own children included in `cpu`, which says more on a busy machine."""

    wall: float
    cpu: float


def run(subject: Subject) -> Timing:
    """One run, timed; raises if the command fails."""
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
    _, status, usage = os.wait4(pid, 0)
    seconds = time.perf_counter() - start
    os.chdir(here)
    os.close(null)
    if os.waitstatus_to_exitcode(status) != 0:
        raise RuntimeError(f"{subject.name}: {' '.join(subject.command)} failed with status {status}")
    return Timing(wall=seconds, cpu=usage.ru_utime + usage.ru_stime)


def medians(subjects: Sequence[Subject], *, rounds: int = 7) -> Mapping[str, Timing]:
    """Median timings by name, rounds interleaved (A B C A B C ...) so that a drifting host hurts all alike."""
    for subject in subjects:
        run(subject)
    samples: dict[str, list[Timing]] = {subject.name: [] for subject in subjects}
    for _ in range(rounds):
        for subject in subjects:
            samples[subject.name].append(run(subject))
    return {
        name: Timing(
            wall=statistics.median(timing.wall for timing in timings),
            cpu=statistics.median(timing.cpu for timing in timings),
        )
        for name, timings in samples.items()
    }


def table(title: str, medians_by_name: Mapping[str, Timing], goals: Mapping[str, str]) -> None:
    """Prints a Markdown table in milliseconds."""
    print(f"\n### {title}\n\n| what | median ms | CPU ms | goal or anchor |\n|---|---|---|---|")
    for name, timing in medians_by_name.items():
        print(f"| {name} | {timing.wall * 1000:.0f} | {timing.cpu * 1000:.0f} | {goals.get(name, '')} |")
