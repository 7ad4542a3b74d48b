"""What the test modules that concern a whole service are told."""

from dataclasses import dataclass

from generator.ir import Entity
from generator.plan.blueprint import Blueprint
from generator.targets.tests.source import call, text_literal


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementsView:
    """The statements of one service, and the rows to explain them on."""

    scoped: tuple[str, ...]
    """Tables whose rows belong to a campaign."""
    whole: str
    """The constant with the names of the statements that read a whole table by intention; empty if there is none."""
    loads: tuple[str, ...]
    """The statements, at column 4, that fill the tables."""
    searches: tuple[str, ...]
    """The search functions of scoped tables."""


def statements_view(blueprint: Blueprint) -> StatementsView:
    """The view of the service's statements."""
    entities = blueprint.service.entities
    searches = (table.search.search_function for table in blueprint.tables if table.search)
    return StatementsView(
        scoped=tuple(item.table for item in entities if item.scoped),
        whole=_whole(entities),
        loads=tuple(_load(item) for item in entities),
        searches=tuple(item for item in searches if item),
    )


def _whole(entities: tuple[Entity, ...]) -> str:
    streams = tuple(text_literal(f"{item.key}.stream") for item in entities if not item.scoped)
    if len(streams) == 1:
        return f"WHOLE: Final = ({streams[0]},)"
    return call("WHOLE: Final = ", streams, indent=0) if streams else ""


def _load(entity: Entity) -> str:
    rows = f"[factories.numbered_{entity.name}(number) for number in bulk.ROWS]"
    return call("await bulk.load", ("connection", f'"{entity.table}"', rows, f"scoped={entity.scoped}"), indent=4)
