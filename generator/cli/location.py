"""Where the platform is that a command works on."""

from pathlib import Path

from generator.diagnostics import EnvironmentProblem
from generator.tree import PLATFORM_FILE


def find_root() -> Path | None:
    """The nearest folder at or above the current one that holds a `scaffold.yaml`, or None."""
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / PLATFORM_FILE).is_file()), None)


def root() -> Path:
    """The platform of the current folder; raises EnvironmentProblem if it is in none."""
    found = find_root()
    if found is None:
        raise EnvironmentProblem(
            f"no platform here: there is no `{PLATFORM_FILE}` in `{Path.cwd()}` or above it",
            hint="Go into a platform, or make one: `scaffold init DIR`.",
        )
    return found
