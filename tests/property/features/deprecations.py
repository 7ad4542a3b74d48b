"""What clients should leave."""

from hypothesis import strategies as st

from tests.property.world import Site, hostile


def add(draw: st.DrawFn, site: Site) -> None:
    """An entity, a field, a value, an event or an operation is deprecated, with a hostile reason or none."""
    found = [
        site.entity,
        *site.fields.values(),
        *site.spec.get("operations", {}).values(),
        *(event for event in site.spec.get("events", {}).values() if event),
    ]
    for name in site.of_types("enum"):
        values = site.fields[name]["values"]
        long = [{"name": item} if isinstance(item, str) else item for item in values]
        site.fields[name]["values"] = [*values[:-1], long[-1]]
        found.append(long[-1])
    draw(st.sampled_from(found))["deprecated"] = draw(st.sampled_from([True, False, hostile(draw)]))
