"""A state machine: steps between the values of an enum, with guards, of events that carry something."""

from typing import Any

from hypothesis import strategies as st

from tests.property.features.checks import condition
from tests.property.values import fields, message
from tests.property.world import Site, hostile

_TAKEN = frozenset({"version", "event_type", "service", "retention", "payload"})
"""What every event already has."""


def add(draw: st.DrawFn, site: Site) -> None:
    """One step, guarded now and then; the field becomes one if there is none that can hold states."""
    field = _state(draw, site)
    values = [str(item["name"] if isinstance(item, dict) else item) for item in site.fields[field]["values"]]
    first, second = values[0], values[-1]
    happened = draw(st.sampled_from(["moved", "class_ended", "selected", "none_left"]))
    event = f"{site.name}.{happened}"
    payload = {key: value for key, value in message(draw(fields([], 2))).items() if key not in _TAKEN | {field}}
    step: dict[str, Any] = {"field": field, "from": draw(st.sampled_from([[first], values])), "to": second}
    guard = condition(draw, site)
    if guard and draw(st.booleans()):
        step["where"] = guard
    facts = {"payload": payload, "description": hostile(draw)} | draw(st.sampled_from([{}, {"retention": "audit"}]))
    site.spec.setdefault("events", {})[event] = facts
    site.spec.setdefault("operations", {})[f"{happened}_{site.name}"] = {
        "entity": site.name,
        "transition": step,
        "emits": event,
        "description": hostile(draw),
        "idempotent": draw(st.booleans()),
    }


def _state(draw: st.DrawFn, site: Site) -> str:
    enums = [name for name in site.of_types("enum") if len(site.fields[name]["values"]) > 1]
    if enums:
        site.fields[enums[0]].setdefault("default", _name(site.fields[enums[0]]["values"][0]))
        site.fields[enums[0]].pop("required", None)
        return enums[0]
    name = draw(st.sampled_from(["state", "phase", "class_state"]))
    site.fields[name] = {"type": "enum", "values": ["one", "two", "class"], "default": "one"}
    return name


def _name(value: object) -> object:
    return value["name"] if isinstance(value, dict) else value
