"""The entry point of the `scaffold` command: answers `--version` at once, and hands over everything else."""

import sys

from generator import __version__


def main() -> None:
    """Runs the command line of this process and ends it with an exit code."""
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        # Before click is imported, which takes longer than all the rest.
        sys.stdout.write(f"scaffold {__version__}\n")
        return
    from generator.cli.application import run

    sys.exit(run(arguments))


if __name__ == "__main__":
    main()
