"""What a person is asked on a terminal; each question has an option that answers it."""

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from generator.editing.composition import Sketch
from generator.editing.notation import EXAMPLE, NotationError, field
from generator.frozen import frozen, replace

if TYPE_CHECKING:
    from questionary import Question

Problem = Callable[[Sketch], str | None]
"""What is wrong with a service, in words; None if nothing is."""

_PLACEHOLDER = field("title:text")
"""A field to check an entity's name with."""


@frozen
class Answers:
    """What was asked and what was answered, as the options that say the same."""

    sketch: Sketch
    fields: tuple[str, ...]
    """As they were typed; none for the example."""

    @property
    def arguments(self) -> tuple[str, ...]:
        """The arguments of `scaffold new-service` that ask nothing any more."""
        sketch = self.sketch
        scope = () if sketch.scope == "campaign" else ("--scope", sketch.scope)
        if not self.fields:
            return (sketch.service, *scope, "--yes")
        described = ("--description", sketch.description) if sketch.description else ()
        fields = tuple(word for given in self.fields for word in ("--field", given))
        events = tuple(word for name in sketch.events for word in ("--event", name))
        return (sketch.service, *scope, *described, "--entity", sketch.entity, *fields, *events)


def possible() -> bool:
    """Whether somebody is there to answer: a terminal to read from and one to write to, and no CI."""
    return sys.stdin.isatty() and sys.stderr.isatty() and not os.environ.get("CI")


def service_name(problem: Callable[[str], str | None]) -> str:
    """The name of the service."""
    name: str = _ask("text", "Name of the service:", validate=_verdict(problem))
    return name


def answers(service: str, scope: str | None, description: str, problem: Problem) -> Answers:
    """The first entity of a service, its fields and events, or none for the example; each answer is checked at once."""
    first = Sketch(service=service, scope=scope or _scope(), entity="", fields=(_PLACEHOLDER,), description=description)
    name = _ask(
        "text",
        "First entity, in the singular (empty: an example to edit):",
        validate=_verdict(lambda said: problem(replace(first, entity=said)) if said else None),
    )
    if not name:
        return Answers(sketch=first, fields=())
    typed, sketch = _fields(replace(first, entity=name, fields=()), problem)
    return Answers(sketch=_events(sketch, problem), fields=typed)


def agreed(question: str) -> bool:
    """Yes or no; yes if only the return key is pressed."""
    # Else the letter alone answers, and the return key that people press behind it answers the next question.
    yes: bool = _ask("confirm", question, default=True, auto_enter=False)
    return yes


def _scope() -> str:
    from questionary import Choice

    choices = [
        Choice("one campaign each", value="campaign"),
        Choice("the whole platform, shared by all campaigns", value="global"),
    ]
    chosen: str = _ask("select", "Its rows belong to:", choices=choices)
    return chosen


def _fields(sketch: Sketch, problem: Problem) -> tuple[tuple[str, ...], Sketch]:
    """The fields as they were typed, and the sketch with them: at least one."""
    click.echo(f"  A field is NAME:TYPE, such as {EXAMPLE}.", err=True)
    typed: tuple[str, ...] = ()
    while True:
        question = "Another field (empty: no more):" if typed else "First field:"
        said = _ask("text", question, validate=_verdict(_field_problem(sketch, problem)))
        if not said:
            return typed, sketch
        typed, sketch = (*typed, said), replace(sketch, fields=(*sketch.fields, field(said)))


def _field_problem(sketch: Sketch, problem: Problem) -> Callable[[str], str | None]:
    def found(said: str) -> str | None:
        if not said:
            return None if sketch.fields else "An entity has at least one field."
        try:
            entry = field(said)
        except NotationError as error:
            return f"{error}. {error.hint}"
        return problem(replace(sketch, fields=(*sketch.fields, entry)))

    return found


def _events(sketch: Sketch, problem: Problem) -> Sketch:
    """The sketch with the events that are wanted beyond those of every entity."""
    click.echo(f"  Created, updated, deleted and restored are events of every {sketch.entity} already.", err=True)

    def wrong(said: str) -> str | None:
        return problem(replace(sketch, events=(*sketch.events, said))) if said else None

    while True:
        said = _ask("text", "Another event, such as published (empty: no more):", validate=_verdict(wrong))
        if not said:
            return sketch
        sketch = replace(sketch, events=(*sketch.events, said))


def _verdict(problem: Callable[[str], str | None]) -> Callable[[str], bool | str]:
    """A check as questionary wants it: true, or what is wrong."""
    return lambda said: problem(said.strip()) or True


def _ask(kind: str, question: str, **options: Any) -> Any:
    """The answer to one question on stderr; Ctrl-C and Ctrl-D leave the command."""
    import questionary
    from prompt_toolkit.output import create_output

    make: Callable[..., Question] = getattr(questionary, kind)
    try:
        answer = make(question, output=create_output(stdout=sys.stderr), **options).unsafe_ask()
    except EOFError as error:
        raise click.Abort from error
    return answer.strip() if isinstance(answer, str) else answer
