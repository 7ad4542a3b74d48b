"""Random edits that take away or change what an entity has, whatever it is; what cannot be is refused elsewhere."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from .features.field_types import add as with_another_field
from .rows import constant
from .world import Site, hostile

Edit = Callable[[st.DrawFn, Site], None]


def without_key(draw: st.DrawFn, site: Site) -> None:
    """The entity, or the service, no longer says something."""
    place = draw(st.sampled_from([site.entity, site.entity, site.spec]))
    able = sorted(place.keys() - {"fields", "entities", "scope"})
    if able:
        del place[draw(st.sampled_from(able))]


def without_item(draw: st.DrawFn, site: Site) -> None:
    """One index, filter, unique group, check, aggregate, event, operation, relation or seed less."""
    places = [
        value for value in (*site.entity.values(), *site.spec.values()) if isinstance(value, list | dict) and value
    ]
    place = draw(st.sampled_from(places))
    del place[draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))]


def without_field(draw: st.DrawFn, site: Site) -> None:
    """One field less, which is said to be gone."""
    gone = draw(st.sampled_from(sorted(site.fields)))
    del site.fields[gone]
    site.entity["removed"] = [*site.entity.get("removed", ()), gone]


def without_entity(draw: st.DrawFn, site: Site) -> None:
    """The entity is gone, and said to be."""
    del site.spec["entities"][site.name]
    site.spec["removed"] = [*site.spec.get("removed", ()), site.name]


def renamed_field(draw: st.DrawFn, site: Site) -> None:
    """A field by another name, in all that names it."""
    old = draw(st.sampled_from(sorted(site.fields)))
    if len(old) < 40 and (new := f"so_{old}") not in site.fields:
        site.fields[old]["renamed_from"] = old
        site.spec["entities"][site.name] = _called(site.entity, old, new)
        site.fields[new] = site.fields.pop(new)


def _called(value: Any, old: str, new: str) -> Any:
    """The value with every name or term of it that is `old` called `new`."""
    match value:
        case dict():
            return {
                (new if key == old else key): item if key in {"renamed_from", "removed"} else _called(item, old, new)
                for key, item in value.items()
            }
        case list():
            return [_called(item, old, new) for item in value]
        case str() if old in value.replace(".", " ").split():
            return value.replace(old, new)
        case _:
            return value


def other_options(draw: st.DrawFn, site: Site) -> None:
    """A field that may be longer or shorter, must be given or need not, has another default or another description."""
    options = site.fields[draw(st.sampled_from(sorted(site.fields)))]
    match draw(st.sampled_from(["required", "limits", "default", "description", "values", "on_delete", "type"])):
        case "required":
            options["required"] = not options.get("required", False)
            if draw(st.booleans()) and options["type"] not in {"ref", "master", "counter"}:
                options["backfill"] = constant(options)
        case "limits":
            key = draw(st.sampled_from(["max_length", "minimum", "maximum", "max_items", "min_length"]))
            options[key] = draw(st.sampled_from([0, 1, 300, 700]))
        case "default":
            options.pop("default", None)
        case "description":
            options["description"] = hostile(draw)
        case "values":
            options["values"] = [*options.get("values", ()), draw(st.sampled_from(["another", "from"]))]
        case "on_delete":
            options["on_delete"] = draw(st.sampled_from(["cascade", "restrict", "set_null"]))
        case _:
            options["type"] = draw(st.sampled_from(["string", "text", "bigint", "integer", "double", "email", "url"]))


def renamed_entity(draw: st.DrawFn, site: Site) -> None:
    """The entity by another name; whoever refers to it is found out by the generator."""
    if "renamed_from" not in site.entity:
        entities = site.spec["entities"]
        moved = entities.pop(site.name)
        entities[f"so_{site.name}"[:40]] = moved | {"renamed_from": site.name}


TAKINGS: tuple[Edit, ...] = (
    without_key,
    without_item,
    without_field,
    without_entity,
    renamed_field,
    renamed_entity,
    other_options,
    with_another_field,
)
