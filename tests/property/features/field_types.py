"""Fields of the younger types, each with the options that it may have."""

from typing import Any

from hypothesis import strategies as st

from tests.property.world import Site, hostile


def _money(draw: st.DrawFn) -> dict[str, Any]:
    currencies = draw(st.sampled_from([None, ["EUR"], ["EUR", "USD", "JPY"]]))
    precise = draw(st.sampled_from([{}, {"precision": 12, "scale": 0}, {"precision": 30, "scale": 10}]))
    bounds = draw(st.sampled_from([{}, {"minimum": 0}, {"minimum": -5, "maximum": 1000}]))
    default = draw(st.sampled_from([{}, {"default": "12 EUR"}]))
    return precise | bounds | default | ({"currencies": currencies} if currencies else {})


_OPTIONS: dict[str, list[dict[str, Any]]] = {
    "email": [{}, {"default": "a@example.org"}, {"max_length": 60}],
    "url": [{}, {"default": "https://example.org/?q='$$'"}],
    "inet": [{}, {"default": "::1"}, {"default": "192.0.2.1"}],
    "secret": [{}, {"min_length": 3, "max_length": 90}],
    "vector": [{"dimensions": 1}, {"dimensions": 3}, {"dimensions": 2001}],
    "map": [{"of": held} for held in ("string", "integer", "bigint", "double", "boolean")]
    + [{"of": "string", "max_items": 5}],
    "point": [{}],
}


def add(draw: st.DrawFn, site: Site) -> None:
    """One field of a type that is no plain value of PostgreSQL."""
    vectors = ["vector"] if "vector" in site.world.facts.get("extensions", ()) else []
    type_ = draw(st.sampled_from(["email", "url", "inet", "money", "map", "point", "secret", *vectors]))
    chosen = _money(draw) if type_ == "money" else draw(st.sampled_from(_OPTIONS[type_]))
    options = {"type": type_} | chosen
    if "default" not in options and draw(st.booleans()):
        options["required"] = True
    if draw(st.booleans()):
        options["description"] = hostile(draw)
    site.with_field(draw, options)
