"""The `tables` section of a lock: the physical schema in recorded order."""

from collections.abc import Iterator, Mapping

from generator.plan import (
    lock_cascades,
    lock_counts,
    lock_derived,
    lock_finders,
    lock_history,
    lock_partitions,
    lock_scope,
    lock_search,
    lock_seeds,
    notation,
)
from generator.plan.lock_nodes import Node
from generator.plan.notation import Value
from generator.plan.schema import (
    Check,
    CheckKind,
    Column,
    ColumnSync,
    ForeignKey,
    IndexMethod,
    RowCheck,
    SchemaIndex,
    Table,
    UniqueKey,
)


def written(tables: tuple[Table, ...], origins: Mapping[str, str]) -> Iterator[str]:
    """The lines of the section."""
    if tables:
        yield "tables:"
    for table in tables:
        yield f"  {notation.key(table.entity)}:"
        yield f"    name: {notation.scalar(table.name)}"
        yield f"    created_in: {notation.scalar(origins[table.name])}"
        yield f"    scoped: {'true' if table.scoped else 'false'}"
        yield f"    comment: {notation.scalar(table.comment)}"
        yield f"    updated_at_trigger: {notation.scalar(table.updated_at_trigger)}"
        if table.policy is not None:
            yield f"    policy: {notation.scalar(table.policy)}"
        yield from lock_scope.written(table)
        if table.retired:
            yield "    retired: true"
        if table.former_names:
            former = {"names": table.former_names, "columns": table.former_columns}
            yield f"    former: {notation.flow(former)}"
        if table.cascade:
            yield f"    cascade: {notation.flow(lock_cascades.written(table.cascade))}"
        yield from _section("columns", ((item.name, _column_line(item)) for item in table.columns))
        primary = table.primary_key
        yield f"    primary_key: {notation.flow({'name': primary.name, 'columns': primary.columns})}"
        yield from _section("uniques", ((key.name, _unique_line(key)) for key in table.uniques))
        yield from _section("checks", ((item.name, _check_line(item)) for item in table.checks))
        yield from _section("row_checks", ((item.name, _row_check_line(item)) for item in table.row_checks))
        yield from _section("foreign_keys", ((item.name, _foreign_key_line(item)) for item in table.foreign_keys))
        yield from _section("indexes", ((item.name, _index_line(item)) for item in table.indexes))
        if table.search:
            yield from lock_search.written(table.search)
        yield from lock_finders.written(table.finders)
        yield from lock_partitions.written(table.partitioning)
        if table.history:
            yield f"    history: {notation.flow(lock_history.line(table.history))}"
        yield from lock_counts.written(table)
        yield from lock_derived.written(table)
        yield from _section("syncs", ((item.name, _sync_line(item)) for item in table.syncs))
        if table.seeds:
            yield from lock_seeds.written(table.seeds)


def _section(name: str, items: Iterator[tuple[str, Mapping[str, Value | None]]]) -> Iterator[str]:
    lines = [f"      {notation.key(key)}: {notation.flow(line)}" for key, line in items]
    if lines:
        yield f"    {name}:"
        yield from lines


def _column_line(column: Column) -> Mapping[str, Value | None]:
    return {
        "type": column.type,
        "nullable": column.nullable,
        "default": column.default,
        "identity": column.identity,
        "comment": column.comment,
        "retired": column.retired,
        "hidden": column.hidden,
    }


def _sync_line(sync: ColumnSync) -> Mapping[str, Value | None]:
    return {
        "old": sync.old,
        "new": sync.new,
        "forward": sync.forward,
        "backward": sync.backward,
        "default": sync.default,
        "as_text": sync.as_text,
    }


def _unique_line(key: UniqueKey) -> Mapping[str, Value | None]:
    return {
        "columns": key.columns,
        "terms": key.terms or None,
        "nulls_same": key.nulls_same,
        "indexed": key.indexed,
        "where": key.where,
    }


def _check_line(check: Check) -> Mapping[str, Value | None]:
    return {
        "column": check.column,
        "others": check.others or None,
        "kind": check.kind.value,
        "expression": check.expression,
    }


def _row_check_line(check: RowCheck) -> Mapping[str, Value | None]:
    return {"columns": check.columns, "expression": check.expression}


def _foreign_key_line(key: ForeignKey) -> Mapping[str, Value | None]:
    return {
        "columns": key.columns,
        "parent": key.parent,
        "parent_columns": key.parent_columns,
        "on_delete": key.on_delete,
    }


def _index_line(index: SchemaIndex) -> Mapping[str, Value | None]:
    return {"columns": index.columns, "method": index.method.value, "where": index.where}


def read(section: Node) -> tuple[tuple[Table, ...], Mapping[str, str]]:
    """The tables of the section, and by table name the migration that created each."""
    nodes = tuple(section.children())
    tables = tuple(_table(entity, node) for entity, node in nodes)
    origins = {table.name: node.text("created_in") for table, (_, node) in zip(tables, nodes, strict=True)}
    return tables, origins


def _table(entity: str, node: Node) -> Table:
    node.only(
        "name created_in scoped comment updated_at_trigger policy columns primary_key uniques checks row_checks "
        "foreign_keys indexes shared tenant seeds seed_rows search search_languages search_columns retired former "
        "syncs cascade history counts computed computed_by finders partition_by partitions"
    )
    primary = node.child("primary_key")
    return Table(
        name=node.text("name"),
        entity=entity,
        scoped=node.flag("scoped"),
        comment=node.text("comment"),
        columns=tuple(_column(name, item) for name, item in node.child("columns").children()),
        primary_key=UniqueKey(name=primary.text("name"), columns=primary.names("columns")),
        uniques=tuple(_unique(name, item) for name, item in node.child("uniques").children()),
        checks=tuple(_check(name, item) for name, item in node.child("checks").children()),
        row_checks=tuple(_row_check(name, item) for name, item in node.child("row_checks").children()),
        foreign_keys=tuple(_foreign_key(name, item) for name, item in node.child("foreign_keys").children()),
        indexes=tuple(_index(name, item) for name, item in node.child("indexes").children()),
        search=lock_search.read(node),
        finders=lock_finders.read(node),
        updated_at_trigger=node.text("updated_at_trigger"),
        policy=node.optional("policy"),
        shared=node.flag("shared"),
        seeds=lock_seeds.read(node),
        tenant=lock_scope.tenant(node),
        retired=node.flag("retired"),
        cascade=lock_cascades.read(node.child("cascade")) if node.has("cascade") else None,
        history=lock_history.read(node.child("history")) if node.has("history") else None,
        counts=lock_counts.read(node),
        partitioning=lock_partitions.read(node),
        derivation=lock_derived.read(node),
        syncs=tuple(_sync(name, item) for name, item in node.child("syncs").children()),
        former_names=node.child("former").names("names"),
        former_columns=node.child("former").names("columns"),
    )


def _sync(name: str, node: Node) -> ColumnSync:
    node.only("old new forward backward default as_text")
    return ColumnSync(
        name=name,
        old=node.text("old"),
        new=node.text("new"),
        forward=node.text("forward"),
        backward=node.text("backward"),
        default=node.optional("default"),
        as_text=node.flag("as_text"),
    )


def _column(name: str, node: Node) -> Column:
    node.only("type nullable default identity comment retired hidden")
    return Column(
        name=name,
        type=node.text("type"),
        nullable=node.flag("nullable"),
        default=node.optional("default"),
        identity=node.optional("identity"),
        comment=node.optional("comment"),
        retired=node.flag("retired"),
        hidden=node.flag("hidden"),
    )


def _unique(name: str, node: Node) -> UniqueKey:
    node.only("columns terms nulls_same indexed where")
    return UniqueKey(
        name=name,
        columns=node.names("columns"),
        where=node.optional("where"),
        terms=node.names("terms"),
        nulls_same=node.flag("nulls_same"),
        indexed=node.flag("indexed"),
    )


def _check(name: str, node: Node) -> Check:
    node.only("column others kind expression")
    return Check(
        name=name,
        column=node.text("column"),
        kind=node.choice("kind", CheckKind),
        expression=node.text("expression"),
        others=node.names("others"),
    )


def _row_check(name: str, node: Node) -> RowCheck:
    node.only("columns expression")
    return RowCheck(name=name, columns=node.names("columns"), expression=node.text("expression"))


def _foreign_key(name: str, node: Node) -> ForeignKey:
    node.only("columns parent parent_columns on_delete")
    return ForeignKey(
        name=name,
        columns=node.names("columns"),
        parent=node.text("parent"),
        parent_columns=node.names("parent_columns"),
        on_delete=node.text("on_delete"),
    )


def _index(name: str, node: Node) -> SchemaIndex:
    node.only("columns method where")
    return SchemaIndex(
        name=name,
        columns=node.names("columns"),
        method=node.choice("method", IndexMethod),
        where=node.optional("where"),
    )
