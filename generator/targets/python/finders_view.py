"""What finds rows by other means than words: the statements, and the method that suggests."""

from collections.abc import Iterator

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
class FinderStatement:
    """A statement."""

    constant: str
    name: str
    found: tuple[str, ...]
    """What finds the rows: the call of a function, or the lines of a query."""
    row: tuple[str, ...]
    """The columns, qualified."""
    joined: str
    """The condition that joins the table with it."""
    order: str


@view
class SuggestionMethod:
    """The method of the repository."""

    signature: str
    call: str


def finder_statements(entity: Entity) -> Iterator[FinderStatement]:
    """Those of the entity: by a function within a campaign, else by themselves."""
    if suggested(entity):
        yield _statement(entity, FinderKind.SUGGEST, "suggest", 'found.words COLLATE "C", found.id')
    if compared(entity):
        yield _statement(entity, FinderKind.FUZZY, "search_alike", "found.likeness DESC, found.id DESC")


def _statement(entity: Entity, kind: FinderKind, name: str, order: str) -> FinderStatement:
    return FinderStatement(
        constant=f"{names.constant(entity.name)}_{names.constant(name)}",
        name=name,
        found=tuple(_found(entity, kind)),
        row=parts.row(entity, "item."),
        joined=parts.joined(entity),
        order=order,
    )


def _found(entity: Entity, kind: FinderKind) -> Iterator[str]:
    if entity.scoped:
        yield f"{function_name(entity.table, kind)}($1::bigint, $2::text, $3::integer)"
        return
    asked = Asked(table=entity.table, text="$1::text", limit="$2::integer")
    lines, columns = (alike, compared(entity)) if kind is FinderKind.FUZZY else (query, suggested(entity))
    yield "("
    yield from (f"    {parts.in_text(line)}" for line in lines(columns, hidden(entity), asked))
    yield ")"


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
