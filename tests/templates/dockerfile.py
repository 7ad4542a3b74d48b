"""Builds what a Dockerfile describes without Docker: its commands run for real, in one folder instead of in images.

All stages share that folder, so this shows that every command works and that what a stage needs was copied or made, but
not that a stage has nothing else. Commands for the system (`useradd`) are left out.
"""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .conftest import BINARIES, variables

OF_THE_SYSTEM = ("useradd",)
ABSOLUTE = re.compile(r"(?<![\w./-])/(?=(?:tools|venv|app)\b)")
"""Where a path of the image begins that the build makes."""


@dataclass(slots=True)
class Stage:
    """What a container of the stage would be told."""

    environment: dict[str, str] = field(default_factory=dict)
    folder: Path = Path("/")
    command: list[str] = field(default_factory=list)
    health: list[str] = field(default_factory=list)


class Build:
    """The stages of a Dockerfile, built in `root` from the files in `context`."""

    def __init__(self, context: Path, root: Path, environment: Mapping[str, str]) -> None:
        self.root = root
        self.stages: dict[str, Stage] = {}
        self._context = context
        self._environment = {**environment, "UV_PYTHON": str(BINARIES / "python")}
        self._stage = Stage()
        for keyword, rest in instructions((context / "Dockerfile").read_text()):
            getattr(self, f"_{keyword.lower()}")(rest)

    def start(self, stage: str, command: list[str], **environment: str) -> "subprocess.Popen[str]":
        """The command in a container of the stage; both outputs are one."""
        made = self.stages[stage]
        found = variables({**self._told(made), **environment})
        # Docker finds the program on the image's PATH, not on that of whoever starts it.
        program = shutil.which(command[0], path=found["PATH"]) or command[0]
        return subprocess.Popen(
            [self._here(program), *command[1:]],
            cwd=self._here(made.folder.as_posix()),
            env=found,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def _here(self, text: str) -> str:
        return ABSOLUTE.sub(f"{self.root}/", text)

    def _told(self, stage: Stage) -> dict[str, str]:
        told = {name: self._here(value) for name, value in stage.environment.items()}
        path = told.get("PATH", "$PATH").replace("$PATH", f"{BINARIES}:/usr/local/bin:/usr/bin:/bin")
        return {**self._environment, **told, "PATH": path}

    def _from(self, rest: str) -> None:
        image, _, name = rest.partition(" AS ")
        base = self.stages.get(image, Stage())
        self._stage = Stage(environment=dict(base.environment), folder=base.folder)
        self.stages[name] = self._stage

    def _workdir(self, rest: str) -> None:
        self._stage.folder = Path(rest)
        Path(self._here(rest)).mkdir(parents=True, exist_ok=True)

    def _env(self, rest: str) -> None:
        for item in rest.split():
            name, _, value = item.partition("=")
            self._stage.environment[name] = value.strip('"')

    def _copy(self, rest: str) -> None:
        *options, last = rest.split()
        source = next((item.removeprefix("--from=") for item in options if item.startswith("--from=")), None)
        if source and source not in self.stages:
            return
        target = Path(self._here((self._stage.folder / last).as_posix()))
        for name in (item for item in options if not item.startswith("--")):
            origin = Path(self._here(name)) if source else self._context / name
            if origin != target:
                _copy_one(origin, target)

    def _run(self, rest: str) -> None:
        command = re.sub(r"^(?:--mount=\S+ )+", "", rest)
        if command.startswith(OF_THE_SYSTEM):
            return
        subprocess.run(
            ["sh", "-ec", self._here(command)],
            cwd=self._here(self._stage.folder.as_posix()),
            env=variables(self._told(self._stage)),
            check=True,
        )

    def _cmd(self, rest: str) -> None:
        self._stage.command = json.loads(rest)

    def _healthcheck(self, rest: str) -> None:
        self._stage.health = json.loads(rest.partition(" CMD ")[2])

    def _user(self, rest: str) -> None:
        assert re.fullmatch(r"\d+:\d+", rest)

    def _expose(self, rest: str) -> None:
        assert rest.isdecimal()


def instructions(text: str) -> Iterator[tuple[str, str]]:
    """Each instruction and what follows it, on one line."""
    lines = "\n".join(line for line in text.splitlines() if not line.startswith("#")).replace("\\\n", " ")
    for line in filter(None, lines.splitlines()):
        keyword, _, rest = line.partition(" ")
        yield keyword, " ".join(rest.split())


def _copy_one(origin: Path, target: Path) -> None:
    if origin.is_dir():
        shutil.copytree(origin, target, dirs_exist_ok=True)
    else:
        shutil.copy(origin, target / origin.name if target.is_dir() else target)
