"""References that hold another unique value of a row than its id."""

from typing import Any

from hypothesis import strategies as st

from tests.property.world import Site


def add(draw: st.DrawFn, site: Site) -> None:
    """By a field that is unique by itself, or the key, of any entity; one gets such a field if none has."""
    found = []
    for service, name in site.world.sites():
        entity = site.world.specs[service]["entities"][name]
        groups = [group for group in entity.get("unique", ()) if isinstance(group, list)]
        fields = [group[0] for group in groups if len(group) == 1]
        fields += [entity["key"]] if isinstance(entity.get("key"), str) else []
        found += [(f"{service}.{name}", field) for field in fields]
    if not found:
        code = {"type": "string", "max_length": 40, "required": True}
        if (field := site.with_field(draw, code)) is None:
            return
        site.entity.setdefault("unique", []).append([field])
        found = [(f"{site.service}.{site.name}", field)]
    aim, by = draw(st.sampled_from(found))
    how: Any = draw(st.sampled_from([{}, {"required": True}, {"on_delete": "set_null"}, {"on_delete": "cascade"}]))
    site.with_field(draw, {"type": "ref", "to": aim, "by": by} | how)
