"""Events that the users' own code raises."""

from typing import Any

from hypothesis import strategies as st

from tests.property.values import fields, message
from tests.property.world import Site, hostile

_TAKEN = frozenset({"version", "event_type", "service", "retention", "payload"})


def add(draw: st.DrawFn, site: Site) -> None:
    """One event, with a payload or without anything."""
    name = f"{site.name}.{draw(st.sampled_from(['seen', 'imported', 'class_left', 'returned']))}"
    payload = {key: value for key, value in message(draw(fields([], 3))).items() if key not in _TAKEN}
    long: dict[str, Any] = {"payload": payload, "retention": draw(st.sampled_from(["standard", "audit"]))}
    found = draw(st.sampled_from([None, {"description": hostile(draw)}, long]))
    site.spec.setdefault("events", {})[name] = found
    if draw(st.booleans()):
        call = {"entity": site.name, "emits": name, "request": {"note": "string"}, "description": hostile(draw)}
        site.spec.setdefault("operations", {})[f"tell_{site.name}"] = call
