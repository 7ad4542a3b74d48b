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
    import gc

    from generator.cli.application import run

    # A run makes millions of values that live to its end; the cycle collector would walk them again and again, for a
    # fifth of the time.
    gc.disable()
    sys.exit(run(arguments))


if __name__ == "__main__":
    main()
