"""Random valid platforms, as the values that their specs say."""

from typing import Any

from hypothesis import strategies as st

from generator.names import plural

from .documents import called, typed
from .values import KEYS, Fields, fields, message

Spec = dict[str, Any]
Specs = dict[str, Spec]

SERVICES = ("content", "member", "lab", "new", "google_ads", "tests", "types", "a_b", "models")
ENTITIES = (
    "article account order item_line tag group select table_row status principal thing series news repository "
    "statement change row cursor default"
).split()


def targets(specs: Specs, scope: str) -> list[str]:
    """What an entity of the scope may refer to."""
    return [
        f"{service}.{name}"
        for service, spec in specs.items()
        for name, entity in spec["entities"].items()
        if scope == "campaign" or entity.get("scope", spec["scope"]) == "global"
    ]


def _keys(made: Fields) -> list[str]:
    return [name for name, options in made.items() if options["type"] in KEYS]


def _never_null(made: Fields) -> list[str]:
    return [name for name in _keys(made) if made[name].get("required") or "default" in made[name]]


@st.composite
def indexes(draw: st.DrawFn, made: Fields) -> list[dict[str, Any]]:
    """At most two declared indexes, over two columns each."""
    found: list[dict[str, Any]] = []
    for _ in range(draw(st.integers(0, 2)) if len(_keys(made)) > 1 else 0):
        pair = draw(st.lists(st.sampled_from(_keys(made)), min_size=2, max_size=2, unique=True))
        where = draw(st.sampled_from([{}, {"where": f"{pair[0]} IS NOT NULL OR NOT ({pair[1]} IS NULL)"}]))
        order = draw(st.sampled_from(["", " desc"]))
        if all([item.split()[0] for item in other["fields"]] != pair for other in found):
            found.append({"fields": [pair[0], f"{pair[1]}{order}"]} | where)
    return found


@st.composite
def entity(draw: st.DrawFn, others: list[str], siblings: list[str]) -> dict[str, Any]:
    """An entity that may refer to `others` and belong to one of `siblings`."""
    made = draw(typed(draw(fields(others))))
    filterable = [name for name in made if name in _keys(made) or made[name]["type"] == "boolean"]
    searchable = [name for name, options in made.items() if options["type"] in {"string", "text"}]
    facts: dict[str, Any] = {
        "fields": made,
        "indexes": draw(indexes(made)),
        "filters": draw(st.lists(st.sampled_from(filterable), max_size=3, unique=True)) if filterable else [],
        "soft_delete": draw(st.booleans()),
        "idempotent": draw(st.booleans()),
    }
    if solid := _never_null(made):
        facts["unique"] = [draw(st.lists(st.sampled_from(solid), min_size=1, max_size=2, unique=True))]
    if searchable and draw(st.booleans()):
        facts["search"] = dict.fromkeys(searchable, draw(st.sampled_from("ABCD")))
    if draw(st.booleans()):
        facts["concurrency"] = "optimistic"
    if siblings and draw(st.booleans()):
        facts["belongs_to"] = draw(st.sampled_from(siblings))
    return facts


@st.composite
def service(draw: st.DrawFn, specs: Specs) -> Spec:
    """A service that may refer to the others, and whose later entities may refer to its earlier ones."""
    scope = draw(st.sampled_from(["campaign", "global"]))
    spec: Spec = {"scope": scope, "entities": {}, "events": {}, "operations": {}}
    for name in draw(st.lists(st.sampled_from(ENTITIES), min_size=1, max_size=3, unique=True)):
        spec["entities"][name] = draw(entity(targets(specs, scope), list(spec["entities"])))
        _transition(draw, spec, name)
    if draw(st.booleans()):
        spec["operations"]["call_it"] = draw(called())
    return spec


def _transition(draw: st.DrawFn, spec: Spec, name: str) -> None:
    """Adds a state machine where an enum with a default can hold one."""
    made = spec["entities"][name]["fields"]
    states = [key for key, options in made.items() if len(options.get("values", ())) > 1 and "default" in options]
    if not states or len(made) == 1 or not draw(st.booleans()):  # something must be left to write
        return
    held = states[0]
    first, second, *_ = made[held]["values"]
    payload = {key: options for key, options in message(draw(fields([], 3))).items() if key not in _TAKEN | {held}}
    spec["events"][f"{name}.moved"] = {"payload": payload, "retention": "audit"}
    step = {"transition": {"field": held, "from": [first], "to": second}, "entity": name, "emits": f"{name}.moved"}
    spec["operations"][f"move_{name}"] = step


_TAKEN = frozenset({"version", "event_type", "service", "retention", "payload"})
"""What every event already has."""


@st.composite
def platform(draw: st.DrawFn, most: int = 3) -> Specs:
    """One to `most` services, each of which may refer to those before it."""
    specs: Specs = {}
    for name in draw(st.lists(st.sampled_from(SERVICES), min_size=1, max_size=most, unique=True)):
        specs[name] = draw(service(specs))
    return specs


assert len({plural(name) for name in ENTITIES}) == len(ENTITIES)
