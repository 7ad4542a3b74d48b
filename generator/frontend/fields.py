"""Fields of entities, payloads, requests and responses, lowered."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from generator.catalog import FIELD_TYPES, FieldType
from generator.frontend import computed, descriptions, documents, naming
from generator.frontend.arms import arms, is_polymorphic, refuse_in_message
from generator.frontend.collisions import check_twins
from generator.frontend.counters import is_counter, standing
from generator.frontend.evolution import check_heirs, deprecation, former_name, tombstones, with_backfills
from generator.frontend.extensions import require
from generator.frontend.lists import checked
from generator.frontend.money import half_of, halves, is_money
from generator.frontend.node import Node
from generator.frontend.outline import Lowering, listed
from generator.frontend.patterns import PatternError, check_pattern
from generator.frontend.references import lower_target
from generator.frontend.referred import column_of, known_by
from generator.frontend.values import UnfitError, decimal_text, fits, fitted
from generator.frozen import frozen, replace
from generator.ir import Field, Scope

_COMMON: Final = frozenset({"type", "required", "description", "deprecated", "allow"})
_STORED: Final = frozenset({"renamed_from", "backfill"})
"""What only a column has: its rows outlive the spec that they were written by."""
_WITHOUT_DEFAULT: Final = frozenset("json bytes ref master secret inet map point vector counter".split())


@frozen
class Owner:
    """What the fields belong to."""

    service: str
    name: str
    """For sentences and hints: `article`."""
    scope: Scope
    stored: bool
    """Whether they are columns of a table, or travel in a message or an event."""
    told: bool = False
    """Whether others are told what they hold: in an answer, or in the event log."""
    taken: frozenset[str]
    """Names the owner already uses."""
    removed: tuple[str, ...] = ()
    """Names of fields it had once."""
    nested: bool = False
    """Whether they are in a typed json."""


def lower_fields(lowering: Lowering, fields: Iterator[Node], owner: Owner) -> tuple[Field, ...]:
    """The fields in file order; each is there even if it has findings, so that nothing else misses it."""
    nodes = tuple(_standing(lowering, fields, owner))
    siblings = frozenset(node.name for node in nodes)
    lowered = tuple(_lower_field(lowering, node, owner, siblings) for node in nodes)
    check_twins(lowering, lowered)
    check_heirs(lowering, nodes)
    return with_backfills(lowering, lowered, nodes, owner.removed)


def _standing(lowering: Lowering, fields: Iterator[Node], owner: Owner) -> Iterator[Node]:
    """The fields, each of several targets as those that it stands for."""
    for node in fields:
        if not owner.stored and is_polymorphic(node):
            refuse_in_message(lowering, node)
        if is_money(node):
            _check_options_apply(lowering, options_of(node), FIELD_TYPES["money"], owner)
            yield from halves(lowering, node)
        elif is_counter(node):
            _check_options_apply(lowering, node, FIELD_TYPES["counter"], owner)
            yield standing(lowering, node, stored=owner.stored)
        elif computed.is_computed(node):
            yield computed.standing(lowering, node, stored=owner.stored)
        else:
            yield from arms(node)


def options_of(node: Node) -> Node:
    """The mapping of a field, an empty one where its type stands alone."""
    return node if isinstance(node.data, dict) else Node(node.document, node.path, {})


def _lower_field(lowering: Lowering, node: Node, owner: Owner, siblings: frozenset[str]) -> Field:
    row = FIELD_TYPES[node.data if isinstance(node.data, str) else node.at("type").string]
    options = options_of(node)
    element = _element(lowering, options, row)
    type_ = checked(row.within(lowering.package, owner.service), element)
    _check_options_apply(lowering, options, type_, owner)
    field = Field(
        name=node.name,
        column=column_of(node.name, type_),
        type=type_,
        description=options.text("description") or descriptions.field(node.name, type_.name, owner.name),
        required=options.flag("required"),
        min_length=options.number("min_length"),
        max_length=options.number("max_length") or type_.longest,
        pattern=_pattern(lowering, options) or type_.pattern,
        minimum=_bound(lowering, options, "minimum", type_),
        maximum=_bound(lowering, options, "maximum", type_),
        precision=options.number("precision"),
        scale=options.number("scale"),
        values=tuple(map(_value, options.entries("values"))) if type_.name == "enum" else (),
        element=element,
        max_items=options.number("max_items"),
        dimensions=options.number("dimensions"),
        half_of=half_of(options),
        target=lower_target(lowering, options, type_.name, owner.service, owner.scope),
        renamed_from=former_name(lowering, options, siblings),
        deprecated=deprecation(options),
        span=node.key_span,
    )
    field = _with_former_values(lowering, known_by(lowering, field, options), options)
    field = _with_fields(lowering, field, options, owner)
    naming.check_column(lowering, field.column, owner.taken, field.span)
    _check_bounds(lowering, field, options)
    _check_values(lowering, field, options)
    return _with_default(lowering, field, options)


def _with_fields(lowering: Lowering, field: Field, options: Node, owner: Owner) -> Field:
    """The field with those below it, where it is a typed json or a list of them."""
    field = documents.checked(lowering, options, field, stored=owner.stored and not owner.nested)
    if owner.nested:
        documents.check_nested(lowering, field)
    if not documents.is_document(options, field.type):
        return field

    def lower(name: str) -> tuple[Field, ...]:
        inner = replace(owner, name=name, stored=False, nested=True, taken=documents.FIELD_NAMES, removed=())
        return lower_fields(lowering, options.entries("fields"), inner)

    import_ = f"from {lowering.package}.{owner.service} import {documents.MODULE}"
    return documents.typed(field, owner.name, import_, lower)


def _value(node: Node) -> str:
    """The value that an item of `values` names."""
    return node.string if isinstance(node.data, str) else node.at("name").string


def _with_former_values(lowering: Lowering, field: Field, options: Node) -> Field:
    """The field with what became of the values of its enum."""
    if not field.values:
        return field
    renamed, deprecated = [], []
    for item in options.entries("values"):
        if isinstance(item.data, dict):
            former, reason = former_name(lowering, item, field.values), deprecation(item)
            renamed += [(_value(item), former)] if former else []
            deprecated += [(_value(item), reason)] if reason is not None else []
    return replace(
        field,
        renamed_values=tuple(renamed),
        deprecated_values=tuple(deprecated),
        removed_values=tombstones(lowering, options, field.values),
    )


def _check_options_apply(lowering: Lowering, options: Node, type_: FieldType, owner: Owner) -> None:
    allowed = _COMMON | type_.options
    if owner.stored:
        allowed |= _STORED
    if owner.stored and type_.name not in _WITHOUT_DEFAULT:
        allowed |= {"default"}
    if not owner.stored:
        allowed -= {"on_delete", "increment"}
    if type_.hidden:
        allowed -= {"backfill"}
    for option in options.values():
        if option.name in allowed:
            continue
        if option.name in {"default", "on_delete", "increment", *_STORED} and not owner.stored:
            message = f"`{option.name}` means nothing outside an entity's fields"
            lowering.refuse("SG309", message, option.key_span, f"Remove `{option.name}`.")
            continue
        fitting = [row.name for row in FIELD_TYPES.values() if option.name in row.options]
        hint = f"Remove it; it is for {listed(fitting)}." if fitting else f"Remove `{option.name}`."
        lowering.refuse("SG309", f"`{option.name}` does not apply to type `{type_.name}`", option.key_span, hint)
    _check_place(lowering, options, type_, owner)


def _check_place(lowering: Lowering, options: Node, type_: FieldType, owner: Owner) -> None:
    """Refuses a type where it can be of no use: what is told, what is no column, what the platform cannot store."""
    if type_.hidden and owner.told:
        hint = "Let the request have it, or tell something that follows from it, such as its digest."
        lowering.refuse("SG333", f"`{options.name}` is a secret, and would be told", options.key_span, hint)
    if type_.name == "vector" and owner.stored:
        require(lowering, "vector", "`type: vector`", options.at("type").span)
    if type_.name == "enum" and not owner.stored:
        hint = "Use a `string` with a `pattern`, or read the value from the entity."
        lowering.refuse("SG325", "only an entity's field can be an enum", options.at("type").span, hint)


def _pattern(lowering: Lowering, options: Node) -> str | None:
    node = options.get("pattern")
    if node is None:
        return None
    try:
        check_pattern(node.string)
    except PatternError as error:
        lowering.refuse("SG321", str(error), node.span, error.hint)
        return None
    return node.string


def _bound(lowering: Lowering, options: Node, key: str, type_: FieldType) -> str | None:
    node = options.get(key)
    if node is None or key not in type_.options:
        return None
    try:
        text = str(node.data) if isinstance(node.data, int) else decimal_text(node.data, node.raw)
    except UnfitError as error:
        lowering.refuse("SG311", f"`{key}` {error}", node.span)
        return None
    if type_.range is not None:
        least, most = type_.range
        if not isinstance(node.data, int) or not least <= node.data <= most:
            hint = f"Give a whole number between {least} and {most}."
            lowering.refuse("SG311", f"`{key}` is not a value of type `{type_.name}`", node.span, hint)
            return None
    return text


def _element(lowering: Lowering, options: Node, type_: FieldType) -> FieldType | None:
    if type_.name not in {"list", "map"}:
        return None
    node = options.at("of")
    element = FIELD_TYPES.get(node.string)
    if documents.holds_documents(options, type_):
        return element
    if element is not None and _holds(type_, element):
        return element
    fitting = [row.name for row in FIELD_TYPES.values() if _holds(type_, row)]
    message = f"a {type_.name} cannot hold `{node.string}`"
    lowering.refuse("SG313", message, node.span, f"A {type_.name} may hold {listed(fitting)}.")
    return FIELD_TYPES["string"]


def _holds(type_: FieldType, element: FieldType) -> bool:
    return bool(element.element if type_.name == "list" else element.entry)


def _check_bounds(lowering: Lowering, field: Field, options: Node) -> None:
    if field.min_length is not None and field.max_length is not None and field.min_length > field.max_length:
        lowering.refuse("SG311", "`min_length` is more than `max_length`", options.at("min_length").span)
    if field.minimum is not None and field.maximum is not None and Decimal(field.minimum) > Decimal(field.maximum):
        lowering.refuse("SG311", "`minimum` is more than `maximum`", options.at("minimum").span)
    if field.precision is None or field.scale is None:
        return
    if field.scale > field.precision:
        hint = "`precision` counts all digits, `scale` those after the point."
        lowering.refuse("SG311", "`scale` is more than `precision`", options.at("scale").span, hint)
        return
    for key, bound in (("minimum", field.minimum), ("maximum", field.maximum)):
        if bound is not None and not fits(Decimal(bound), field.precision, field.scale):
            message = f"`{key}` does not fit NUMERIC({field.precision},{field.scale})"
            lowering.refuse("SG311", message, options.at(key).span)


def _check_values(lowering: Lowering, field: Field, options: Node) -> None:
    seen: dict[str, str] = {"UNSPECIFIED": "unspecified"}
    for node in options.entries("values") if field.values else ():
        # protoc compares enum values without case and underscores: `draft_1` and `draft1` are one to it.
        value = _value(node)
        key = value.replace("_", "").upper()
        if value == "unspecified":
            hint = "Leave it out; every enum on the wire begins with it."
            lowering.refuse("SG302", "`unspecified` is a name that the platform gives itself", node.span, hint)
        elif key in seen:
            lowering.refuse("SG322", f"`{value}` repeats `{seen[key]}`", node.span, "Remove one of the two.")
        seen.setdefault(key, value)


def _with_default(lowering: Lowering, field: Field, options: Node) -> Field:
    node = options.get("default")
    if node is None or field.type.name in _WITHOUT_DEFAULT:
        return field
    if field.required:
        hint = "Remove `required` to let a creation leave it out, or remove `default`."
        lowering.refuse("SG324", "a required field never takes its default", node.key_span, hint)
        return field
    try:
        return replace(field, default=fitted(field, node.data, node.raw))
    except UnfitError as error:
        lowering.refuse("SG310", f"the default of `{field.name}` {error}", node.span)
        return field
