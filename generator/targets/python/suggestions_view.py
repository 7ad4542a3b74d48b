"""Suggestions while somebody types: the statement that finds them, the method, and what the RPC does."""

from generator import names
from generator.ir import Entity
from generator.plan.finders import Asked, function_name, hidden, query, suggested
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
    found: tuple[str, ...] = (f"{function_name(entity.table, FinderKind.SUGGEST)}($1::bigint, $2::text, $3::integer)",)
    if not entity.scoped:
        asked = Asked(table=entity.table, within=(), text="$1::text", limit="$2::integer")
        found = ("(", *(f"    {line}" for line in query(suggested(entity), hidden(entity), asked)), ")")
    campaign = "item.campaign_id = $1::bigint AND " if entity.scoped else ""
    return SuggestionStatement(
        constant=f"{names.constant(entity.name)}_SUGGEST",
        found=found,
        row=parts.row(entity, "item."),
        joined=f"{campaign}item.id = found.id",
    )


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
