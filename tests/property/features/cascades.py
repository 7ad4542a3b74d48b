"""What goes with the row that it refers to."""

from hypothesis import strategies as st

from tests.property.world import Site, hostile


def add(draw: st.DrawFn, site: Site) -> None:
    """A reference, the parent, or what the entity extends, deletes along; or keeps, or lets go."""
    how = draw(st.sampled_from(["cascade", "cascade", "restrict", "set_null"]))
    before = list(site.spec["entities"])[: list(site.spec["entities"]).index(site.name)]
    if before and draw(st.booleans()):
        site.entity.setdefault(draw(st.sampled_from(["belongs_to", "extends"])), draw(st.sampled_from(before)))
    for key in ("belongs_to", "extends"):
        if key in site.entity and draw(st.booleans()):
            aim = site.entity[key]
            aimed = aim if isinstance(aim, str) else aim["entity"]
            site.entity[key] = {"entity": aimed, "on_delete": how} | (
                {"description": hostile(draw)} if key == "extends" else {}
            )
    for name in site.of_types("ref"):
        if draw(st.booleans()):
            site.fields[name]["on_delete"] = how
