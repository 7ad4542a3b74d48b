"""Indexes for what is contained, for the beginnings of texts, and for places in json."""

from typing import Any

from hypothesis import strategies as st

from tests.property.world import Site, some

_FIELDS: dict[str, dict[str, Any]] = {
    "gin": {"type": "map", "of": "string"},
    "prefix": {"type": "url"},
    "path": {"type": "json"},
    "vector": {"type": "vector", "dimensions": 3},
}
"""What an index of the kind can be over, where the entity has no such field."""


def add(draw: st.DrawFn, site: Site) -> None:
    """One index of another kind."""
    kind = draw(st.sampled_from(sorted(_FIELDS)))
    able = {
        "gin": site.of_types("json", "map", "list"),
        "prefix": site.of_types("string", "email", "url"),
        "path": site.of_types("json", "map"),
        "vector": site.of_types("vector"),
    }[kind]
    chosen = some(draw, able, most=1) or [site.with_field(draw, _FIELDS[kind])]
    if not chosen[0]:
        return
    index: dict[str, Any] = {"fields": chosen}
    if kind == "path":
        index["fields"] = [chosen[0] + draw(st.sampled_from([".seo.title", ".x", ".select"]))]
    else:
        index["using"] = kind
        if kind == "vector":
            site.world.facts["extensions"] = ["vector"]
            index |= draw(st.sampled_from([{}, {"metric": "l2"}, {"metric": "cosine"}, {"metric": "inner"}]))
    if draw(st.booleans()):
        index["where"] = f"{chosen[0]} IS NOT NULL"
    site.entity.setdefault("indexes", []).append(index)
