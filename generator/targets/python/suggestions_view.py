"""Suggestions while somebody types, and what is like a query: the statements that find them, and the method."""

from generator import names
from generator.ir import Entity
from generator.plan.finders import Asked, alike, compared, function_name, hidden, query, suggested
from generator.plan.searching import FinderKind
from generator.targets.python import statement_parts as parts
from generator.targets.python.methods import signature
from generator.targets.python.naming import EntityNames, campaign_argument, campaign_parameter
from generator.targets.source.layout import Call, laid_out
from generator.targets.source.view import view

_BODY = 8


@view
class SuggestionStatement:
    """The statement."""

    constant: str
    found: tuple[str, ...]
    """What finds the rows: the call of a function, or the lines of a query."""
    row: tuple[str, ...]
    """The columns, qualified."""
    joined: str
    """The condition that joins the table with it."""


@view
class SuggestionMethod:
    """The method of the repository."""

    signature: str
    call: str


def suggestion_statement(entity: Entity) -> SuggestionStatement | None:
    """The statement of an entity with suggestions: by a function within a campaign, else by itself."""
    if not suggested(entity):
        return None
    return SuggestionStatement(
        constant=f"{names.constant(entity.name)}_SUGGEST",
        found=_found(entity, FinderKind.SUGGEST),
        row=parts.row(entity, "item."),
        joined=_joined(entity),
    )


def alike_statement(entity: Entity) -> SuggestionStatement | None:
    """The statement that finds what is like a query, for entities whose search does."""
    if not compared(entity):
        return None
    return SuggestionStatement(
        constant=f"{names.constant(entity.name)}_SEARCH_ALIKE",
        found=_found(entity, FinderKind.FUZZY),
        row=parts.row(entity, "item."),
        joined=_joined(entity),
    )


def _found(entity: Entity, kind: FinderKind) -> tuple[str, ...]:
    if entity.scoped:
        return (f"{function_name(entity.table, kind)}($1::bigint, $2::text, $3::integer)",)
    asked = Asked(table=entity.table, within=(), text="$1::text", limit="$2::integer")
    lines, columns = (alike, compared(entity)) if kind is FinderKind.FUZZY else (query, suggested(entity))
    return ("(", *(f"    {parts.in_text(line)}" for line in lines(columns, hidden(entity), asked)), ")")


def _joined(entity: Entity) -> str:
    campaign = "item.campaign_id = $1::bigint AND " if entity.scoped else ""
    return f"{campaign}item.id = found.id"


def suggestion_method(entity: Entity, known: EntityNames) -> SuggestionMethod | None:
    """The method of its repository."""
    if not suggested(entity):
        return None
    given = ("self", *campaign_parameter(entity), "query: str", "*", "page_size: int = 0")
    statement = f"statements.{known.constant}_SUGGEST"
    call = Call("self._work.fetch", (statement, *campaign_argument(entity), "query", "limit"))
    return SuggestionMethod(
        signature=signature("suggest", given, f"Sequence[{known.model}]"),
        call=laid_out(call, indent=_BODY, prefix="rows = await "),
    )
