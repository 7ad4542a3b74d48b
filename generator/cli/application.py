"""The `scaffold` command: which commands there are, and what each kind of failure means to the shell."""

import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from generator import __version__
from generator.cli import screen
from generator.diagnostics import DiagnosedError, EnvironmentProblem, ScaffoldError

FINE = 0
PROBLEMS = 1
USAGE = 2
BUG = 70
INTERRUPTED = 130
BROKEN_PIPE = 141

COMMANDS = {
    "init": "init",
    "new-service": "new_service",
    "add-field": "add_field",
    "add-entity": "add_entity",
    "add-event": "add_event",
    "add-operation": "add_operation",
    "plan": "plan",
    "generate": "generate",
    "check": "check",
    "rebase": "rebase",
    "contract": "contract",
    "baseline": "baseline",
    "update": "update",
    "adopt": "adopt",
    "eject": "eject",
    "migrate": "migrate",
    "rollback": "rollback",
    "verify": "verify",
    "explain": "explain",
    "schema": "schema",
    "doctor": "doctor",
    "demo": "demo",
}
"""Each command and the module that holds it, in the order in which a user meets them."""

EPILOG = """\b
Examples:
  scaffold init acme                    make a platform
  scaffold new-service content          add a service to it
  scaffold generate                     bring code, protos, migrations and tests in line with specs/
  scaffold check                        what CI asks: is everything valid and up to date?

\b
Exit codes:
  0    fine
  1    problems found: an invalid spec, drift, an unsafe change refused
  2    wrong usage, or the machine lacks something
  3    you have to decide: a merge conflict is not resolved
  70   a bug in scaffold
  130  interrupted
"""


class LazyGroup(click.Group):
    """A group that imports a command's module when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the name is click's
        """All commands, in the order of the main job."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(f"generator.cli.{COMMANDS[cmd_name]}").command
        if not isinstance(command, click.Command):
            raise TypeError(f"{COMMANDS[cmd_name]}.command is not a command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click's, but names the commands that were probably meant."""
        name = args[0]
        if name in COMMANDS or name.startswith("-"):
            return super().resolve_command(ctx, args)
        import difflib

        near = [item for item in COMMANDS if item.startswith(name)] or difflib.get_close_matches(name, COMMANDS, n=1)
        hint = f" Did you mean `{near[0]}`?" if near else " See `scaffold --help`."
        raise click.UsageError(f"there is no command `{name}`.{hint}", ctx)


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=EPILOG,
    invoke_without_command=True,
)
@click.version_option(__version__, prog_name="scaffold", message="%(prog)s %(version)s")
@click.option("-C", "directory", metavar="DIR", type=click.Path(file_okay=False), help="Run as if started in DIR.")
@click.pass_context
def application(ctx: click.Context, directory: str | None) -> None:
    """One YAML spec per service in; PostgreSQL migrations, protos, Python, gRPC and tests out."""
    if directory is not None:
        if not Path(directory).is_dir():
            raise click.UsageError(f"there is no directory `{directory}`", ctx)
        os.chdir(directory)
    if ctx.invoked_subcommand is None:
        screen.say(ctx.get_help())


def run(arguments: Sequence[str]) -> int:
    """Runs one command line; the exit code. Messages for people go to stderr."""
    try:
        result = application.main(list(arguments), prog_name="scaffold", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return USAGE
    except (KeyboardInterrupt, click.Abort):
        screen.tell("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        # The reader has seen enough (`| head`); nothing more may be written, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except ScaffoldError as error:
        return _refused(error)
    except Exception:  # noqa: BLE001 - whatever else escapes is a bug of ours and is reported as one
        return _bug()
    return result if isinstance(result, int) else FINE


def _refused(error: ScaffoldError) -> int:
    """Reports what was found; problems of the specs and of the machine have different codes."""
    match error:
        case DiagnosedError():
            from generator.cli.diagnosis import exit_code, tell_error

            tell_error(error)
            return exit_code(error.diagnostics)
        case EnvironmentProblem():
            screen.problem(str(error), error.hint)
            return USAGE
        case _:
            screen.problem(str(error), getattr(error, "hint", None))
            return PROBLEMS


def _bug() -> int:
    import platform
    import traceback

    screen.tell(traceback.format_exc())
    screen.problem(
        "this is a bug in scaffold, not in your spec; nothing was written, or the next command finishes the write",
        f"Report it with the text above, the spec, and: scaffold {__version__}, Python {platform.python_version()}, "
        f"{platform.platform()}.",
    )
    return BUG
