"""The environments in which git is run: never on the repository of a git hook that called us."""

import os
from collections.abc import Mapping

REPOSITORY_VARIABLES = frozenset(
    {
        *("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_NAMESPACE"),
        *("GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES"),
    }
)
"""What a git hook passes on to the commands that it runs: with these, every git would work on its repository."""

STARTS_NOTHING = {"core.hooksPath": os.devnull, "core.fsmonitor": "false"}
"""The settings with which git starts no program that a repository brings: hooks and the file system monitor."""


def own_environment() -> Mapping[str, str]:
    """The environment for git on the repository where a command runs: with the user's configuration."""
    return {key: value for key, value in os.environ.items() if key not in REPOSITORY_VARIABLES}


def clean_environment() -> Mapping[str, str]:
    """The environment for git on repositories of ours: without the caller's repository and configuration, no hooks."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    nowhere = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    return kept | nowhere | settings({"safe.directory": "*", **STARTS_NOTHING})


def settings(wanted: Mapping[str, str], first: int = 0) -> dict[str, str]:
    """Variables that configure git, above every file; `first` is how many such settings there are already."""
    variables = {"GIT_CONFIG_COUNT": str(first + len(wanted))}
    for number, (key, value) in enumerate(wanted.items(), first):
        variables |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    return variables
