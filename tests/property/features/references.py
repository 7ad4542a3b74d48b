"""References back and forth: to the entity itself, to one that comes later, to one of several, in a group."""

from typing import Any

from hypothesis import strategies as st

from tests.property.world import Site, hostile, some


def _aims(site: Site) -> list[str]:
    found = []
    for service, name in site.world.sites():
        other = Site(world=site.world, service=service, name=name)
        if (site.scope, other.scope) != ("global", "campaign"):
            found.append(f"{service}.{name}")
    return found


def add(draw: st.DrawFn, site: Site) -> None:
    """A field for one, a field for several, or two fields of which a row has one."""
    aims = _aims(site)
    kind = draw(st.sampled_from(["one", "several", "group"]))
    chosen = some(draw, aims, least=2 if kind == "several" else 1, most=1 if kind == "one" else 3)
    if not chosen:
        return
    described = draw(st.sampled_from([{}, {"description": hostile(draw)}]))
    required = {"required": True} if draw(st.booleans()) else {}
    if kind == "group":
        _group(draw, site, chosen)
    else:
        aim: object = chosen if kind == "several" else chosen[0]
        site.with_field(draw, {"type": "ref", "to": aim} | required | described)


def _group(draw: st.DrawFn, site: Site, aims: list[str]) -> None:
    names = [site.with_field(draw, {"type": "ref", "to": aim}) for aim in (*aims, aims[0])]
    group: Any = [name for name in names if name]
    if len(group) > 1:
        long = {"fields": group, "optional": draw(st.booleans())}
        site.entity.setdefault("one_of", {})[draw(st.sampled_from(["place", "target", "type"]))] = draw(
            st.sampled_from([group, long])
        )
