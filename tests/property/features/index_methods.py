"""Indexes for what is contained, for the beginnings of texts, and for places in json."""

from typing import Any

from hypothesis import strategies as st

from tests.property.world import Site, some


def add(draw: st.DrawFn, site: Site) -> None:
    """One index of another kind."""
    kind = draw(st.sampled_from(["gin", "prefix", "path"]))
    able = {
        "gin": site.of_types("json", "map", "list"),
        "prefix": site.of_types("string", "email", "url"),
        "path": site.of_types("json", "map"),
    }[kind]
    added = {"gin": {"type": "map", "of": "string"}, "prefix": {"type": "url"}, "path": {"type": "json"}}[kind]
    chosen = some(draw, able, most=1) or [site.with_field(draw, added)]
    if not chosen[0]:
        return
    index: dict[str, Any] = {"fields": chosen}
    if kind == "path":
        index["fields"] = [chosen[0] + draw(st.sampled_from([".seo.title", ".x", ".select"]))]
    else:
        index["using"] = kind
    if draw(st.booleans()):
        index["where"] = f"{chosen[0]} IS NOT NULL"
    site.entity.setdefault("indexes", []).append(index)
