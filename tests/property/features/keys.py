"""A natural key of required fields."""

from hypothesis import strategies as st

from tests.property.world import Site, some

_TYPES = ("string", "smallint", "integer", "bigint", "date", "uuid", "enum", "ref", "email", "url", "inet", "timestamp")


def add(draw: st.DrawFn, site: Site) -> None:
    """The key is one field, or two."""
    able = [name for name in site.of_types(*_TYPES) if isinstance(site.fields[name].get("to", ""), str)]
    chosen = some(draw, able)
    for name in chosen:
        site.fields[name].pop("default", None)
        site.fields[name]["required"] = True
    if chosen:
        site.entity["key"] = chosen[0] if len(chosen) == 1 else chosen
