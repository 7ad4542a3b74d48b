"""Random edits of what is recorded: each changes, renames or takes away something that a table may hold rows of.

A name that was given up is listed under `removed`: it cannot come back, so no later edit draws it again.
"""

import re
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

from generator.names import camel

from .platforms import Spec, Specs
from .rows import constant
from .values import KEYS, column

Entity = dict[str, Any]


def entities(specs: Specs) -> Iterator[tuple[str, Spec, str, Entity]]:
    """Every entity: its service's name and spec, its own name and spec."""
    for service, spec in specs.items():
        for name, changed in spec["entities"].items():
            yield service, spec, name, changed


@st.composite
def _one(draw: st.DrawFn, specs: Specs) -> tuple[Spec, str, Entity]:
    _, spec, name, changed = draw(st.sampled_from(list(entities(specs))))
    return spec, name, changed


def _governed(spec: Spec, name: str) -> set[str]:
    steps = (item for item in spec["operations"].values() if item.get("entity") == name)
    return {item["transition"]["field"] for item in steps}


def used(changed: Entity) -> set[str]:
    """The JSON names of the columns that the entity has, or had."""
    there = {camel(column(name, options)) for name, options in changed["fields"].items()}
    return there | {camel(name + suffix) for name in changed.get("removed", ()) for suffix in ("", "_id", "_master_id")}


def _mentions(index: dict[str, Any], field: str) -> bool:
    terms = " ".join(index["fields"]) + " " + index.get("where", "")
    return field in re.findall(r"[a-z0-9_]+", terms)


@st.composite
def without_field(draw: st.DrawFn, specs: Specs) -> Specs:
    """A field less, and all that was made of it."""
    spec, name, changed = draw(_one(specs))
    held = _governed(spec, name)
    writable = [item for item in changed["fields"] if item not in held]
    if len(writable) < 2:
        return specs
    gone = draw(st.sampled_from(writable))
    del changed["fields"][gone]
    changed["removed"] = [*changed.get("removed", ()), gone]
    changed["indexes"] = [item for item in changed["indexes"] if not _mentions(item, gone)]
    changed["filters"] = [item for item in changed["filters"] if item != gone]
    changed["unique"] = [group for group in changed.get("unique", ()) if gone not in group]
    if "search" in changed:
        changed["search"] = {item: weight for item, weight in changed["search"].items() if item != gone}
        if not changed["search"]:
            del changed["search"]
    return specs


@st.composite
def renamed_field(draw: st.DrawFn, specs: Specs) -> Specs:
    """A field under another name, and all that was made of it."""
    spec, name, changed = draw(_one(specs))
    free = [item for item in changed["fields"] if item not in _governed(spec, name) and len(item) < 30]
    if not free:
        return specs
    old = draw(st.sampled_from(free))
    new = f"so_{old}"
    options = changed["fields"][old]
    if camel(column(new, options)) in used(changed):
        return specs

    def called(text: str) -> str:
        return re.sub(rf"\b{old}\b", new, text)

    changed["fields"] = {
        (new if item == old else item): (value | {"renamed_from": old} if item == old else value)
        for item, value in changed["fields"].items()
    }
    changed["removed"] = [*changed.get("removed", ()), old]
    changed["filters"] = [called(item) for item in changed["filters"]]
    changed["unique"] = [[called(item) for item in group] for group in changed.get("unique", ())]
    changed["indexes"] = [
        {"fields": [called(item) for item in index["fields"]]}
        | ({"where": called(index["where"])} if "where" in index else {})
        for index in changed["indexes"]
    ]
    if "search" in changed:
        changed["search"] = {called(item): weight for item, weight in changed["search"].items()}
    return specs


@st.composite
def required_or_not(draw: st.DrawFn, specs: Specs) -> Specs:
    """A field that must be given, and need not; or the other way round."""
    _, _, changed = draw(_one(specs))
    keys = {item for group in changed.get("unique", ()) for item in group}
    able = [
        options
        for item, options in changed["fields"].items()
        if item not in keys and "default" not in options and options["type"] not in {"ref", "master"}
    ]
    if able:
        options = draw(st.sampled_from(able))
        options["required"] = not options.get("required", False)
        options["backfill"] = constant(options)
    return specs


@st.composite
def other_limits(draw: st.DrawFn, specs: Specs) -> Specs:
    """A text that may be longer, or shorter, or as long as it likes."""
    _, _, changed = draw(_one(specs))
    texts = [item for item, options in changed["fields"].items() if options["type"] in {"string", "text"}]
    if texts:
        options = changed["fields"][draw(st.sampled_from(texts))]
        if options["type"] == "text" and draw(st.booleans()):
            options.pop("max_length", None)
        else:
            options["max_length"] = draw(st.integers(300, 303))
    return specs


@st.composite
def switched(draw: st.DrawFn, specs: Specs) -> Specs:
    """Soft deletion, optimistic concurrency, search, a filter, an index or a key: there or not."""
    _, _, changed = draw(_one(specs))
    kinds = ["search", "filters", "indexes", "unique"]
    if "description" not in changed:  # what was switched once stays: its names on the wire do not come back
        kinds += ["soft_delete", "concurrency"]
    what = draw(st.sampled_from(kinds))
    if what in {"soft_delete", "concurrency"}:
        changed["description"] = f"Another {what}."
    match what:
        case "soft_delete":
            changed["soft_delete"] = not changed["soft_delete"]
        case "concurrency":
            if changed.pop("concurrency", None) is None:
                changed["concurrency"] = "optimistic"
        case "search":
            searchable = [item for item, options in changed["fields"].items() if options["type"] in {"string", "text"}]
            if changed.pop("search", None) is None and searchable:
                changed["search"] = {draw(st.sampled_from(searchable)): "B"}
        case "filters" | "indexes":
            changed[what] = changed[what][1:]
        case _:
            keys = [item for item, options in changed["fields"].items() if options["type"] in KEYS]
            wanted = [item for item in keys if changed["fields"][item].get("required")]
            changed["unique"] = [] if changed.get("unique") else [[item] for item in wanted[:1]]
    return specs


KINDS = (without_field, renamed_field, required_or_not, other_limits, switched)
