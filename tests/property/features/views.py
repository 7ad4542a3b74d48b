"""Read models of an entity."""

from typing import Any

from hypothesis import strategies as st

from tests.property.world import Site, some

_ORDERED = ("integer", "bigint", "smallint", "boolean", "timestamp", "date", "string")


def add(draw: st.DrawFn, site: Site) -> None:
    """A view of its fields, and of the ids of what it belongs to."""
    shown = some(draw, list(site.fields)) or list(site.fields)
    asked: dict[str, Any] = {"from": site.name, "fields": shown}
    parent = site.entity.get("belongs_to")
    named = parent if isinstance(parent, str) else None
    if named and named in site.spec["entities"]:
        asked["fields"] = [*shown, *(f"{named}.{name}" for name in list(site.spec["entities"][named]["fields"])[:1])]
    ordered = [name for name in site.of_types(*_ORDERED) if site.fields[name].get("required")]
    if ordered:
        asked["order"] = [f"{ordered[0]} desc"]
    if able := site.of_types("boolean", "integer", "uuid"):
        asked["filters"] = able[:1]
        asked["where"] = f"{able[0]} IS NOT NULL"
    if draw(st.booleans()):
        asked["description"] = "What a screen shows."
    name = draw(st.sampled_from(["leaderboard", "select_all", "rows", "overview"]))
    site.spec.setdefault("views", {})[name] = asked
