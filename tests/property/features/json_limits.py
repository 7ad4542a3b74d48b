"""Free json that has a size, and a part of each service's own."""

from hypothesis import strategies as st

from tests.property.world import Site


def add(draw: st.DrawFn, site: Site) -> None:
    """One field of it, old or new."""
    free = [name for name in site.of_types("json") if "fields" not in site.fields[name]]
    name = free[0] if free else site.with_field(draw, {"type": "json"})
    if name:
        site.fields[name] |= draw(
            st.sampled_from(
                [{"max_bytes": 65536}, {"service_specific": True}, {"max_bytes": 1024, "service_specific": True}]
            )
        )
