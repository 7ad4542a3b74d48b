"""Random edits, each a function from specs to specs: additions, and one of the changes now and then."""

import copy
from typing import Any

from hypothesis import strategies as st

from generator.names import camel

from .changes import KINDS, used
from .platforms import ENTITIES, SERVICES, Specs, entity, indexes, service, targets
from .values import KEYS, NAMES, column, field

_LATER = tuple(f"later_{name}" for name in NAMES if len(name) < 40)


@st.composite
def _entity_of(draw: st.DrawFn, specs: Specs) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """A service's name, its spec, and one of its entities."""
    name = draw(st.sampled_from(sorted(specs)))
    spec = specs[name]
    return name, spec, spec["entities"][draw(st.sampled_from(sorted(spec["entities"])))]


@st.composite
def _with_field(draw: st.DrawFn, specs: Specs) -> Specs:
    """One more field that rows without it can do without."""
    _, spec, changed = draw(_entity_of(specs))
    options = draw(field(targets(specs, spec["scope"]), required=False))
    name = draw(st.sampled_from(_LATER)) + ("_at" if options["type"] == "timestamp" else "")
    if camel(column(name, options)) not in used(changed):
        changed["fields"][name] = options
    return specs


@st.composite
def _with_filter(draw: st.DrawFn, specs: Specs) -> Specs:
    """One more filter, of the fields there are."""
    _, _, changed = draw(_entity_of(specs))
    able = [name for name, options in changed["fields"].items() if options["type"] in KEYS | {"boolean"}]
    if free := [name for name in able if name not in changed["filters"]]:
        changed["filters"] = [*changed["filters"], draw(st.sampled_from(free))]
    return specs


@st.composite
def _with_index(draw: st.DrawFn, specs: Specs) -> Specs:
    """More declared indexes, over other fields than those there are."""
    _, _, changed = draw(_entity_of(specs))
    there = [[item.split()[0] for item in index["fields"]] for index in changed["indexes"]]
    new = draw(indexes(changed["fields"]))
    changed["indexes"] = [
        *changed["indexes"],
        *(index for index in new if [item.split()[0] for item in index["fields"]] not in there),
    ]
    return specs


@st.composite
def _with_entity(draw: st.DrawFn, specs: Specs) -> Specs:
    """One more entity, a child of an old one now and then."""
    _, spec, _ = draw(_entity_of(specs))
    if free := [name for name in ENTITIES if name not in spec["entities"]]:
        spec["entities"][draw(st.sampled_from(free))] = draw(
            entity(targets(specs, spec["scope"]), list(spec["entities"]))
        )
    return specs


@st.composite
def _with_service(draw: st.DrawFn, specs: Specs) -> Specs:
    """One more service."""
    if free := [name for name in SERVICES if name not in specs]:
        specs[draw(st.sampled_from(free))] = draw(service(specs))
    return specs


_ADDITIONS = (_with_field, _with_filter, _with_index, _with_entity, _with_service)


@st.composite
def edited(draw: st.DrawFn, specs: Specs) -> Specs:
    """The platform after one edit, or two at once; the one given is left as it is."""
    after = copy.deepcopy(specs)
    for _ in range(draw(st.integers(1, 2))):
        after = draw(draw(st.sampled_from([*_ADDITIONS, *KINDS]))(after))
    return after
