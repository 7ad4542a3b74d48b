"""RPCs by key, of many at once, and standard ones left out."""

from typing import Any

from hypothesis import strategies as st

from tests.property.world import Site, some


def _groups(site: Site) -> list[list[str]]:
    found = [group["fields"] if isinstance(group, dict) else group for group in site.entity.get("unique", ())]
    key = site.entity.get("key", [])
    return [*found, *([[key] if isinstance(key, str) else key] if key else [])]


def add(draw: st.DrawFn, site: Site) -> None:
    """Some of what `rpcs` may say."""
    asked: dict[str, Any] = {
        kind: True for kind in ("batch_get", "batch_create", "batch_delete") if draw(st.booleans())
    }
    groups = _groups(site)
    for kind in ("get_by", "upsert") if groups else ():
        if draw(st.booleans()):
            group = draw(st.sampled_from(groups))
            asked[kind] = [group[0] if len(group) == 1 else group]
    if draw(st.booleans()):
        search = site.entity.get("search", {})
        standard = ["create", "get", "list", "update", "delete"]
        standard += ["restore"] if site.entity.get("soft_delete") else []
        standard += ["search"] if search else []
        standard += ["suggest"] if "suggest" in search else []
        asked["omit"] = some(draw, standard, most=3)
    if asked:
        site.entity["rpcs"] = asked
