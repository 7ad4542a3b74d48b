"""The indexes that a spec declares, lowered and checked against the entity's fields."""

from collections.abc import Iterator, Mapping
from typing import Final

from generator.catalog import FIELD_TYPES
from generator.frontend.constraints import Fields, Use, lower_where
from generator.frontend.extensions import require
from generator.frontend.node import Node
from generator.frontend.outline import Lowering, did_you_mean, listed
from generator.frontend.vectors import check_vectors
from generator.ir import Field, Index, IndexColumn, IndexUse, Metric

_CONTAINERS: Final = frozenset({"json", "map", "list"})
_WRITTEN: Final = frozenset({"string", "text", "email", "url"})

_PLAIN: Final = Use(verb="indexed", suits_type=lambda name: FIELD_TYPES[name].sortable)
_USES: Final[Mapping[IndexUse, Use]] = {
    IndexUse.GIN: Use(verb="in an index with `using: gin`", suits_type=_CONTAINERS.__contains__),
    IndexUse.TRIGRAM: Use(verb="in an index with `using: trigram`", suits_type=_WRITTEN.__contains__),
    IndexUse.PREFIX: Use(
        verb="in an index with `using: prefix`",
        suits_type=lambda name: name in _WRITTEN and FIELD_TYPES[name].sortable,
    ),
    IndexUse.VECTOR: Use(verb="in an index with `using: vector`", suits_type=lambda name: name == "vector"),
}


def lower_indexes(lowering: Lowering, entity: Node, fields: Fields) -> tuple[Index, ...]:
    """The `indexes`; a second one over the same fields and the same rows, for the same use, is refused."""
    lowered = []
    seen: set[tuple[tuple[str, ...], str | None, str]] = set()
    for node in entity.entries("indexes"):
        columns = tuple(_columns(lowering, node, fields))
        where = lower_where(lowering, node, fields)
        written = tuple(item.string.partition(" ")[0] for item in node.entries("fields"))
        key = (written, where, f"{node.text('using')} {node.text('metric', Metric.COSINE)}")
        if key in seen:
            hint = "Remove one of the two, let one begin with another field, or give it another `where`."
            same = "the same fields in the same order" + (", and the same `where`" if where else "")
            lowering.refuse("SG322", f"another index has {same}", node.span, hint)
        if where is not None or not node.get("where"):
            seen.add(key)
        if columns:
            mixed = "btree_gin" in lowering.extensions
            using = _using(node)
            metric = Metric(node.text("metric", Metric.COSINE))
            check_vectors(lowering, node, fields, columns)
            lowered.append(Index(columns=columns, using=using, mixed=mixed, metric=metric, where=where, span=node.span))
    return tuple(lowered)


def _using(node: Node) -> IndexUse | None:
    name = node.text("using")
    return IndexUse(name) if name else None


def _columns(lowering: Lowering, node: Node, fields: Fields) -> Iterator[IndexColumn]:
    using, names, items = _using(node), set(), tuple(node.entries("fields"))
    if using is IndexUse.TRIGRAM:
        require(lowering, "pg_trgm", "an index with `using: trigram`", node.at("using").span)
    for item in items:
        name, _, order = item.string.partition(" ")
        # Of a prefix index only the last field is looked for by its beginning.
        use = _PLAIN if using is None or (using is IndexUse.PREFIX and item is not items[-1]) else _USES[using]
        column = _column(lowering, fields, item, name, use)
        if name in names:
            lowering.refuse("SG322", f"`{name}` is listed twice", item.span, "Remove one of the two.")
        elif column is not None and _is_whole(lowering, item, using):
            yield IndexColumn(field=column.field, path=column.path, descending=order.strip() == "desc")
        names.add(name)


def _is_whole(lowering: Lowering, item: Node, using: IndexUse | None) -> bool:
    name, _, order = item.string.partition(" ")
    if using is None or not ("." in name or order):
        return True
    message = f"an index with `using: {using}` is over whole fields, in no order"
    hint = "Write an index of its own for it, without `using`." if "." in name else f"Write `{name}`."
    lowering.refuse("SG351", message, item.span, hint)
    return False


def _column(lowering: Lowering, fields: Fields, item: Node, name: str, use: Use) -> IndexColumn | None:
    head, *path = name.split(".")
    if not path:
        return IndexColumn(field=head) if fields.suited(lowering, head, item.span, use) else None
    field = fields.find(lowering, head, item.span)
    if field is None or not _leads(lowering, item, field, head, path):
        return None
    return IndexColumn(field=head, path=tuple(path))


def _leads(lowering: Lowering, item: Node, field: Field, place: str, path: list[str]) -> bool:
    """Whether a text may stand at the end of the path; a finding at `item` if not."""
    if not path:
        problem, hint = _end(field, place), "Name a value below it."
    elif field.type.name == "json" and field.fields:
        return _leads_below(lowering, item, field, place, path)
    elif field.type.name == "json" or (field.type.name == "map" and len(path) == 1):
        return True
    else:
        problem, hint = f"nothing is below `{place}` of type `{field.type.name}`", "Name the field itself."
        if field.type.name == "map":
            problem, hint = f"nothing is below the values of the map `{place}`", f"Write `{place}.{path[0]}`."
    if problem:
        lowering.refuse("SG352", problem, item.span, hint)
    return not problem


def _end(field: Field, place: str) -> str:
    return f"`{place}` holds no single value" if field.fields or field.type.name in {"list", "map"} else ""


def _leads_below(lowering: Lowering, item: Node, field: Field, place: str, path: list[str]) -> bool:
    key, *rest = path
    for below in field.fields:
        if below.name == key:
            return _leads(lowering, item, below, f"{place}.{key}", rest)
    known = [below.name for below in field.fields]
    hint = did_you_mean(key, known, otherwise=f"Its fields are {listed(known)}.")
    lowering.refuse("SG352", f"`{place}` has no field `{key}`", item.span, hint)
    return False
