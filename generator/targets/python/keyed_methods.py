"""The repository's methods that change and delete a row by its natural key."""

from collections.abc import Iterator

from generator import names
from generator.ir import Entity
from generator.targets.python import annotations
from generator.targets.python.methods import MethodView, method
from generator.targets.python.naming import EntityNames, campaign_argument, campaign_parameter, passed_on
from generator.targets.python.repository_writes import key_words
from generator.targets.source.layout import Call, Expression, laid_out

BODY = 8


def keyed_methods(entity: Entity, known: EntityNames) -> Iterator[MethodView]:
    """`update_by_code` and `delete_by_code`; none where there is no natural key, and the latter alone of bare pairs.

    A key is never changed, so the row that has it when it is looked for still has it when it is written.
    """
    if entity.natural_key:
        yield _method(entity, known, "update", (f"changes: {known.changes}",), known.model)
    if entity.known_by:
        yield _method(entity, known, "delete", (), known.model if entity.soft_delete else "None")


def _method(entity: Entity, known: EntityNames, verb: str, values: tuple[str, ...], returns: str) -> MethodView:
    fields = tuple(map(entity.field, entity.known_by))
    key = tuple(f"{item.column}: {annotations.annotation(item, entity.name, frozenset())}" for item in fields)
    expected = ("*", "version: int | None = None") if entity.optimistic else ()
    passed: tuple[Expression, ...] = tuple(item.partition(":")[0] for item in values)
    words = key_words(entity, entity.unique_of(entity.known_by))
    return method(
        names.keyed_method(verb, tuple(item.column for item in fields)),
        ("self", *campaign_parameter(entity), *key, *values, *expected),
        returns,
        summary=f"{verb.capitalize()} the {known.words} with this {words}, as `{verb}` does by its id.",
        body="\n".join((_found(entity), " " * BODY + _written(entity, verb, passed, returns))),
    )


def _found(entity: Entity) -> str:
    columns = tuple(entity.field(name).column for name in entity.known_by)
    call = Call(f"self.{names.lookup_method(columns)}", (*campaign_argument(entity), *columns))
    return laid_out(call, indent=BODY, prefix="found = await ")


def _written(entity: Entity, verb: str, passed: tuple[Expression, ...], returns: str) -> str:
    version = passed_on("version") if entity.optimistic else ()
    call = Call(f"self.{verb}", (*campaign_argument(entity), "found.id", *passed, *version))
    return laid_out(call, indent=BODY, prefix="await " if returns == "None" else "return await ")
