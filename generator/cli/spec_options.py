"""Options of the commands that write a spec, made from the schema of the specs."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import TypeVar

import click

from generator.cli.edits import Mode
from generator.editing import notation
from generator.editing.notation import NotationError
from generator.editing.options import Kind, Option, names, options, spelled, value
from generator.editing.values import Block, Flow, Value, mapping, sequence

Command = TypeVar("Command", bound=Callable[..., object])

Given = Mapping[str, object]
"""What click has found for the options, by `_name`."""

_METAVARS = {
    Kind.TEXT: "TEXT",
    Kind.VALUE: "VALUE",
    Kind.NAMES: "NAME,NAME",
    Kind.GROUPS: "NAME,NAME",
    Kind.FIELDS: "FIELD",
}
_REPEATED = frozenset({Kind.GROUPS, Kind.FIELDS})


def spec_options(definition: str, *, without: tuple[str, ...] = ()) -> Callable[[Command], Command]:
    """Gives a command one option for each key of a `definition` of the schema, and `--set` for the others."""

    def decorate(command: Command) -> Command:
        command = click.option("--set", "further", multiple=True, metavar="KEY=YAML", help="Any other key.")(command)
        for option in reversed(options(definition)):
            if option.path[0] not in without:
                command = _declared(option)(command)
        return command

    return decorate


def edit_mode(command: Callable[..., int]) -> Callable[..., int]:
    """Gives a command the options that all edits have in common, as its parameter `mode`."""

    @click.option("--generate", is_flag=True, help="Run `scaffold generate` after the edit.")
    @click.option("--dry-run", "-n", is_flag=True, help="Show the edit and its migrations; write nothing.")
    @click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
    @wraps(command)
    def with_mode(*, generate: bool, dry_run: bool, as_json: bool, **given: object) -> int:
        return command(mode=Mode(dry_run=dry_run, generate=generate, as_json=as_json), **given)

    return with_mode


def chosen(definition: str, given: Given, further: tuple[str, ...]) -> dict[str, Value]:
    """The keys and values that the options stand for; raises UsageError for a field or a `--set` that is none."""
    found: dict[str, Value] = {}
    nested: dict[str, list[tuple[str, Value]]] = {}
    for option in options(definition):
        written = _written(option, given.get(_name(option)))
        outer = option.path[0]
        if written is not None and len(option.path) > 1:
            nested.setdefault(outer, []).append((option.path[-1], written))
            found[outer] = mapping(tuple(nested[outer]))
        elif written is not None:
            found[outer] = written
    return found | dict(_further(item) for item in further)


def parsed_fields(given: tuple[str, ...]) -> tuple[notation.Entry, ...]:
    """The fields that are given in the short notation; raises UsageError."""
    try:
        return notation.fields(given)
    except NotationError as error:
        raise click.UsageError(f"{error}.\n{error.hint}") from error


def _declared(option: Option) -> Callable[[Command], Command]:
    choices = f" One of {', '.join(option.choices)}." if option.choices else ""
    flag = option.kind is Kind.FLAG
    return click.option(
        option.flag,
        _name(option),
        is_flag=flag,
        multiple=option.kind in _REPEATED,
        metavar=None if flag else _METAVARS[option.kind],
        help=f"{option.help}{choices}",
    )


def _name(option: Option) -> str:
    """The parameter of the command function; `_from`, because `from` could not be one."""
    return f"_{'_'.join(option.path)}"


def _written(option: Option, given: object) -> Value | None:
    match given:
        case None | False | ():
            return None
        case True:
            return Flow(text="true")
        case tuple() if option.kind is Kind.FIELDS:
            fields = parsed_fields(given)
            return Block(entries=fields) if option.path == ("fields",) else mapping(fields)
        case tuple():
            return sequence(tuple(names(str(item)) for item in given))
        case _:
            return spelled(option, str(given))


def _further(item: str) -> tuple[str, Flow]:
    key, equals, given = item.partition("=")
    if not equals or not key:
        raise click.UsageError(f"`--set {item}` is not KEY=YAML")
    return key, value(given)
