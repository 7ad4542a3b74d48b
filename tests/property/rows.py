"""One row in every table, with a value in every column that can have one: what an edit may not lose."""

from collections.abc import Mapping

import psycopg
from psycopg import sql

from generator.ir import Entity, EntityKey, Field, Platform

CAMPAIGN = 7
_VALUES = {
    "string": "x",
    "text": "x",
    "boolean": "true",
    "timestamp": "2024-02-29T12:30:00Z",
    "date": "2024-02-29",
    "time": "08:30",
    "duration": "90 minutes",
    "uuid": "6f2c5b1e-8f0a-4c36-9d53-0c6a3a1d9b11",
    "json": "{}",
    "bytes": "x",
    "list": "{}",
}

Connection = psycopg.Connection[tuple[object, ...]]


def fill(url: str, whole: Platform) -> Mapping[str, int]:
    """Gives every table without a row one, and counts the rows of all by entity; targets of references come first."""
    with psycopg.connect(url) as connection:
        connection.execute(
            "INSERT INTO campaign (id, slug, name) VALUES (%s, 'c', 'C') ON CONFLICT DO NOTHING", [CAMPAIGN]
        )
        waiting = [entity for entity in whole.entities() if _row(connection, entity.key) is None]
        while waiting:
            ready = [entity for entity in waiting if _is_ready(connection, entity)]
            for entity in ready:
                _insert(connection, entity)
            waiting = [entity for entity in waiting if entity not in ready]
        return {str(entity.key): _count(connection, entity.key) for entity in whole.entities()}


def _count(connection: Connection, key: EntityKey) -> int:
    found = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(key.table))).fetchone()
    assert found
    return int(str(found[0]))


def _row(connection: Connection, key: EntityKey, column: str = "id") -> object:
    query = sql.SQL("SELECT {} FROM {} LIMIT 1").format(sql.Identifier(column), sql.Identifier(key.table))
    found = connection.execute(query).fetchone()
    return found[0] if found else None


def _is_ready(connection: Connection, entity: Entity) -> bool:
    needed = [item.target.key for item in entity.fields if item.target and item.required]
    needed += [entity.parent.key] if entity.parent else []
    return all(_row(connection, key) is not None for key in needed)


def _insert(connection: Connection, entity: Entity) -> None:
    campaign = CAMPAIGN if entity.scoped else 0
    master = "INSERT INTO master (campaign_id, type) VALUES (%s, %s) RETURNING id"
    (identity,) = connection.execute(master, [campaign, str(entity.key)]).fetchone() or (None,)
    values = {"master_id": identity} if entity.has_master else {}
    values |= {"campaign_id": campaign} if entity.scoped else {}
    if entity.parent and entity.parent_column:
        values[entity.parent_column] = _row(connection, entity.parent.key)
    values |= {field.column: _value(connection, field) for field in entity.fields}
    statement = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
        sql.Identifier(entity.table),
        sql.SQL(", ").join(map(sql.Identifier, values)),
        sql.SQL(", ").join(map(sql.Literal, values.values())),
    )
    connection.execute(statement)


def _value(connection: Connection, field: Field) -> object:
    if field.target:
        return _row(connection, field.target.key, "id" if field.type.name == "ref" else "master_id")
    if field.values:
        return field.values[0]
    return _VALUES.get(field.type.name, field.minimum or field.maximum or "0")


def sample(options: Mapping[str, object]) -> object:
    """A value of a field with these options, as a spec may spell it in a record."""
    values = options.get("values", [])
    assert isinstance(values, list)
    if values:
        return values[0]
    if options["type"] in {"integer", "smallint", "bigint"}:
        return options.get("minimum", options.get("maximum", 0))
    return _VALUES.get(str(options["type"]), "0")


def constant(options: Mapping[str, object]) -> object:
    """A `backfill` for a field with these options."""
    if options["type"] == "enum":
        values = options["values"]
        assert isinstance(values, list)
        return f"'{values[0]}'"
    known = _VALUES.get(str(options["type"]))
    return options.get("minimum", options.get("maximum", 0)) if known is None else f"'{known}'"
