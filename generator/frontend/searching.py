"""What a search can do beyond finding words (`filters`, `suggest`), and its `language` by row, lowered."""

from collections.abc import Iterable, Iterator
from typing import Final

from generator.frontend.extensions import require
from generator.frontend.node import Node
from generator.frontend.outline import Lowering, did_you_mean, listed
from generator.ir import Field, LanguageByRow

LONGEST_SUGGESTED: Final = 600
"""A row of a B-tree has room for 2,704 bytes; measured: 660 characters of four bytes fit in beside both keys."""


CONFIGURATIONS: Final = frozenset(
    "simple arabic armenian basque catalan danish dutch english finnish french german greek hindi hungarian indonesian "
    "irish italian lithuanian nepali norwegian portuguese romanian russian serbian spanish swedish tamil turkish "
    "yiddish".split()
)
"""The text search configurations that every PostgreSQL from 14 on has; the schema lists the same."""


def is_long(search: Node) -> bool:
    """Whether a `search` has options beside its fields; in the short form, `fields` would be a weight."""
    return isinstance(search.data, dict) and isinstance(search.data.get("fields"), dict)


def lower_language(lowering: Lowering, node: Node, field: Field) -> LanguageByRow | None:
    """What `{field: locale, map: {en: english}}` says; SG313 and SG393 where the field does not tell a language."""
    told = node.at("field").span
    if field.sql_type not in {"VARCHAR", "TEXT"} or field.type.hidden:
        message = f"`{field.name}` of type `{field.type.name}` cannot tell a language"
        lowering.refuse("SG313", message, told, "That works for `enum`, `string`, and a `ref` by one of these.")
        return None
    given = node.get("map")
    if given is None and not (field.values and CONFIGURATIONS.issuperset(field.values)):
        message = f"which languages the values of `{field.name}` are is not said"
        lowering.refuse("SG393", message, told, "Write them down: `map: {en: english, de: german}`.")
        return None
    known = {item.name: item for item in given.values()} if given else {}
    for name, item in known.items():
        if field.values and name not in field.values:
            hint = did_you_mean(name, field.values, otherwise=f"Its values are {listed(field.values)}.")
            lowering.refuse("SG393", f"`{field.name}` has no value `{name}`", item.key_span, hint)
    said = {name: item.string for name, item in known.items()} if given else {name: name for name in field.values}
    otherwise = node.text("otherwise", "simple")
    own = tuple((value, name) for value, name in said.items() if name != otherwise)
    return LanguageByRow(field=field.name, configurations=own) if own else None


def lower_filtered(lowering: Lowering, entity: Node, search: Node) -> bool:
    """Whether a search takes the entity's filters; SG391 if it has none."""
    asked = search.flag("filters")
    if asked and not any(entity.entries("filters")):
        message = f"`{entity.name}` has no filters to narrow a search by"
        hint = "Write `filters: [status]` beside `search`, or leave this out."
        lowering.refuse("SG391", message, search.at("filters").span, hint)
    return asked


def lower_suggested(lowering: Lowering, found: Iterable[tuple[Node, Field | None]]) -> tuple[str, ...]:
    """The fields whose beginnings are looked for; SG322, SG313 and SG392 for those that cannot be."""
    return tuple(_suggested(lowering, found))


def lower_compared(lowering: Lowering, search: Node, found: Iterable[tuple[Node, Field | None]]) -> tuple[str, ...]:
    """The fields that are compared with a query; SG347, SG322 and SG313 where they cannot be."""
    if search.get("fuzzy"):
        require(lowering, "pg_trgm", "a search for what is alike", search.at("fuzzy").span)
    seen: list[str] = []
    for node, field in found:
        if field is None:
            continue
        if field.name in seen:
            lowering.refuse("SG322", f"`{field.name}` is listed twice", node.span, "Remove one of the two.")
        elif field.type.name not in {"string", "text"}:
            message = f"`{field.name}` of type `{field.type.name}` cannot be compared with a query"
            lowering.refuse("SG313", message, node.span, "That works for `string` and `text`.")
        else:
            seen.append(field.name)
    return tuple(seen)


def _suggested(lowering: Lowering, found: Iterable[tuple[Node, Field | None]]) -> Iterator[str]:
    seen: set[str] = set()
    for node, field in found:
        if field is None:
            continue
        if field.name in seen:
            lowering.refuse("SG322", f"`{field.name}` is listed twice", node.span, "Remove one of the two.")
        elif field.type.name != "string":
            message = f"`{field.name}` of type `{field.type.name}` cannot be suggested"
            lowering.refuse("SG313", message, node.span, "That works for `string`.")
        elif field.max_length is None or field.max_length > LONGEST_SUGGESTED:
            message = f"`{field.name}` may be too long for the index that suggestions come from"
            hint = f"Give it a `max_length` of {LONGEST_SUGGESTED} at most, or search it by words alone."
            lowering.refuse("SG392", message, node.span, hint)
        else:
            yield field.name
        seen.add(field.name)
