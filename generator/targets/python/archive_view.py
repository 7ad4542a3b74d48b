"""Archiving: the statements and the methods that put a row away and take it out again."""

from collections.abc import Iterator

from generator import names
from generator.ir import ARCHIVED_AT, Entity
from generator.targets.python import statement_parts as parts
from generator.targets.python.guarded_statements import TransitionView, event_text
from generator.targets.python.methods import signature
from generator.targets.python.naming import EntityNames, campaign_argument, campaign_parameter
from generator.targets.source.layout import Call, laid_out
from generator.targets.source.view import view

BODY = 8

PARAMETER = "include_archived: bool = False"
"""What lists take to show archived rows too."""


@view
class ArchiveMethodView:
    """A method that archives, or undoes that."""

    signature: str
    summary: str
    missing: str
    """What `none with this id` means here."""
    body: str


def archive_statements(entity: Entity) -> Iterator[TransitionView]:
    """The two statements of an entity that can be archived."""
    if not entity.archive:
        return
    events = {item.name: event_text(item) for item in entity.events if item.implied}
    for verb, value, condition in (
        ("archive", "now()", f"{ARCHIVED_AT} IS NULL"),
        ("unarchive", "NULL", f"{ARCHIVED_AT} IS NOT NULL"),
    ):
        yield TransitionView(
            constant=f"{names.constant(entity.name)}_{names.constant(verb)}",
            name=verb,
            assignments=(f"{ARCHIVED_AT} = {value}", *parts.next_version(entity)),
            conditions=(*parts.keyed(entity, parts.ID), condition),
            event=events[f"{verb}d"],
            payload="jsonb_build_object('id', id)",
        )


def archive_methods(entity: Entity, known: EntityNames) -> tuple[ArchiveMethodView, ...]:
    """The two methods of its repository."""
    if not entity.archive:
        return ()
    away = f"Put the {known.words} away: lists and searches leave it out, its keys still find it."
    return (
        _method(entity, known, "archive", away, "None that is not archived"),
        _method(entity, known, "unarchive", f"Take an archived {known.words} out again.", "No archived one"),
    )


def _method(entity: Entity, known: EntityNames, verb: str, summary: str, missing: str) -> ArchiveMethodView:
    statement = f"statements.{known.constant}_{names.constant(verb)}"
    call = Call("self._one", (known.id, statement, *campaign_argument(entity), known.id))
    return ArchiveMethodView(
        signature=signature(verb, ("self", *campaign_parameter(entity), f"{known.id}: int"), known.model),
        summary=summary,
        missing=missing,
        body=laid_out(call, indent=BODY, prefix="return await "),
    )


def archived_argument(entity: Entity) -> tuple[str, ...]:
    """The argument of lists, where rows can be archived."""
    return ("include_archived",) if entity.archive else ()


def archived_parameter(entity: Entity) -> tuple[str, ...]:
    """The parameter of lists, where rows can be archived."""
    return (PARAMETER,) if entity.archive else ()
