"""The entry point of the `scaffold` command: answers `--version` at once, and hands over everything else."""

import atexit
import os
import sys
from typing import NoReturn

from generator import __version__


def main() -> None:
    """Runs the command line of this process and ends it with an exit code."""
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        # Before click is imported, which takes longer than all the rest.
        sys.stdout.write(f"scaffold {__version__}\n")
        return
    from generator.cli.application import run

    _end(run(arguments))


def _end(code: int) -> NoReturn:
    """Ends the process as `sys.exit` does, but does not free what a run has made: a twentieth of a short one.

    What is registered for the end is done before. Where something is still at work, or nobody reads any more, the
    interpreter ends as it always does.
    """
    threading = sys.modules.get("threading")
    if threading is None or threading.active_count() == 1:
        atexit._run_exitfuncs()  # noqa: SLF001 - the only way to; a test holds that it is there
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        except (OSError, ValueError, AttributeError):  # nobody reads, or there was never anything to write to
            sys.exit(code)
        os._exit(code)
    sys.exit(code)


if __name__ == "__main__":
    main()
