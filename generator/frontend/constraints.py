"""Uniqueness and search of an entity, lowered and checked against its fields."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from generator.catalog import FIELD_TYPES
from generator.diagnostics import Span
from generator.frontend import searching
from generator.frontend.naming import check_parameter
from generator.frontend.node import Node
from generator.frontend.outline import Lowering, did_you_mean, listed
from generator.frozen import frozen, replace
from generator.ir import Field, Search, SearchField, Unique

_SEARCHABLE: Final = frozenset({"string", "text"})


@frozen
class Fields:
    """An entity's fields, to be looked up by name."""

    entity: str
    by_name: Mapping[str, Field]

    def find(self, lowering: Lowering, name: str, span: Span) -> Field | None:
        """The field; None, and a finding at `span`, if there is none."""
        field = self.by_name.get(name)
        if field is None:
            known = list(self.by_name)
            hint = did_you_mean(name, known, otherwise=f"The fields of `{self.entity}` are {listed(known)}.")
            lowering.refuse("SG312", f"`{self.entity}` has no field `{name}`", span, hint)
        return field

    def suited(self, lowering: Lowering, name: str, span: Span, use: "Use") -> bool:
        """Whether there is such a field and it can be used so; a finding at `span` if not."""
        field = self.find(lowering, name, span)
        if field is None:
            return False
        if not use.suits(field):
            fitting = [row.name for row in FIELD_TYPES.values() if use.suits_type(row.name)]
            message = f"`{name}` of type `{field.type.name}` cannot be {use.verb}"
            lowering.refuse("SG313", message, span, f"That works for {listed(fitting)}.")
            return False
        if use.parameter:
            check_parameter(lowering, field.column, field.span)
        return True


@frozen
class Use:
    """A way to use a field, and which types allow it."""

    verb: str
    suits_type: Callable[[str], bool]
    parameter: bool = False
    """Whether methods that read other modules take it as a parameter."""

    def suits(self, field: Field) -> bool:
        """Whether its type allows it."""
        return self.suits_type(field.type.name)


_KEY = Use(verb="indexed", suits_type=lambda name: FIELD_TYPES[name].sortable, parameter=True)
_HASHED = Use(
    verb="indexed",
    suits_type=lambda name: FIELD_TYPES[name].sortable or FIELD_TYPES[name].cast == "text",
    parameter=True,
)


def check_key_field(lowering: Lowering, fields: Fields, node: Node) -> bool:
    """Whether there is a field of this name that can be in a key; a finding at `node` if not."""
    return fields.suited(lowering, node.string, node.span, _KEY)


def lower_unique(lowering: Lowering, entity: Node, fields: Fields) -> tuple[Unique, ...]:
    """The `unique` groups; those that repeat another's fields, or would make its `get_by_a_b_c`, are refused."""
    lowered = []
    seen: set[frozenset[str]] = set()
    labels: dict[str, str] = {}
    for group in entity.entries("unique"):
        listing = group.get("fields") or group
        names = tuple(_distinct(lowering, listing.values()))
        if frozenset(names) in seen:
            lowering.refuse("SG322", "this group repeats another", group.span, "Remove one of the two.")
        seen.add(frozenset(names))
        hashed = listing is not group and group.flag("hashed")
        for item in listing.values():
            fields.suited(lowering, item.string, item.span, _HASHED if hashed else _KEY)
        _check_label(lowering, fields, names, group, labels)
        lowered.append(
            _unique(lowering, group, names, fields) if listing is not group else Unique(fields=names, span=group.span)
        )
    return tuple(lowered)


def _unique(lowering: Lowering, node: Node, names: tuple[str, ...], fields: Fields) -> Unique:
    """A group in its long form, its options judged by what its fields are."""
    unique = Unique(
        fields=names,
        where=lower_where(lowering, node, fields),
        case_insensitive=node.flag("case_insensitive"),
        hashed=node.flag("hashed"),
        nulls_same=node.text("nulls") == "same",
        span=node.span,
    )
    known = [fields.by_name[name] for name in names if name in fields.by_name]
    if not unique.is_exact and not any(is_textual(field) for field in known):
        option = "case_insensitive" if unique.case_insensitive else "hashed"
        message, hint = f"`{option}` is about texts, and the group has none", f"Leave out `{option}`."
        lowering.refuse("SG350", message, node.at(option).span, hint)
    if unique.case_insensitive and unique.hashed:
        hint = "Choose one: whoever may write a text in either case does not need its digest."
        lowering.refuse("SG350", "`case_insensitive` and `hashed` exclude each other", node.at("hashed").span, hint)
    if unique.nulls_same and known and not any(field.nullable for field in known):
        message = "`nulls: same` is about rows without a value, and each of the fields always has one"
        lowering.refuse("SG350", message, node.at("nulls").span, "Leave out `nulls`.")
    return unique


def is_textual(field: Field) -> bool:
    """Whether the field holds what people write: an enum is a choice."""
    return field.type.cast == "text" and not field.values


def _check_label(
    lowering: Lowering, fields: Fields, names: tuple[str, ...], node: Node, labels: dict[str, str]
) -> None:
    """Refuses `[a_b, c]` beside `[a, b_c]`: constraints and methods join the columns with underscores."""
    label = "_".join(fields.by_name[name].column if name in fields.by_name else name for name in names)
    spelled = listed(names)
    other = labels.setdefault(label, spelled)
    if other != spelled:
        message = f"{spelled} and {other} would both be called `{label}`"
        lowering.refuse("SG304", message, node.span, "Change the order of the fields, or rename one.")


def lower_where(lowering: Lowering, index: Node, fields: Fields) -> str | None:
    """The `where` of a group or an index; None, and a finding, if it is no predicate over the fields."""
    node = index.get("where")
    if node is None:
        return None
    from generator.frontend.constants import ExpressionError
    from generator.frontend.expressions import predicate

    try:
        return predicate(node.string, tuple(fields.by_name.values()))
    except ExpressionError as error:
        lowering.refuse("SG320", str(error), node.span, error.hint)
        return None


def lower_search(lowering: Lowering, entity: Node, fields: Fields) -> Search | None:
    """The `search` in either form: `{title: A}`, or `{fields: {title: A}, language: english}`."""
    node = entity.get("search")
    if node is None:
        return None
    long_form = searching.is_long(node)
    weights = node.at("fields") if long_form else node
    searched = []
    for item in weights.values():
        field = fields.find(lowering, item.name, item.key_span)
        if field is not None and _check_searchable(lowering, field, item):
            searched.append(SearchField(field=item.name, weight=item.string))
    plain = Search(fields=tuple(searched), mixed_index="btree_gin" in lowering.extensions)
    return _with_options(lowering, entity, node, plain, fields) if long_form else plain


def _with_options(lowering: Lowering, entity: Node, node: Node, search: Search, fields: Fields) -> Search:
    suggested, compared = (
        [(item, fields.find(lowering, item.string, item.span)) for item in node.entries(key)]
        for key in ("suggest", "fuzzy")
    )
    told = node.get("language")
    by = told.get("field") if told and isinstance(told.data, dict) else None
    if told and by:
        field = fields.find(lowering, by.string, by.span)
        search = replace(
            search,
            language=told.text("otherwise", "simple"),
            by_row=searching.lower_language(lowering, told, field) if field else None,
        )
    else:
        search = replace(search, language=node.text("language", "simple"))
    return replace(
        search,
        filtered=searching.lower_filtered(lowering, entity, node),
        highlight=node.flag("highlight"),
        suggest=searching.lower_suggested(lowering, suggested),
        fuzzy=searching.lower_compared(lowering, node, compared),
    )


def _check_searchable(lowering: Lowering, field: Field, item: Node) -> bool:
    element = field.element.name if field.element and field.type.name == "list" else field.type.name
    if element in _SEARCHABLE:
        return True
    message = f"`{field.name}` of type `{field.type.name}` cannot be searched"
    lowering.refuse("SG313", message, item.key_span, "Search reads `string`, `text` and lists of `string`.")
    return False


def _distinct(lowering: Lowering, items: Iterator[Node]) -> Iterator[str]:
    seen = set()
    for item in items:
        if item.string in seen:
            lowering.refuse("SG322", f"`{item.string}` is listed twice", item.span, "Remove one of the two.")
        else:
            yield item.string
        seen.add(item.string)
