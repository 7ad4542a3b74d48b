"""Random platforms whose entities stand to each other in every way: pairs, one of several, one for one, cascades."""

from typing import Any

from hypothesis import strategies as st

from .platforms import Spec, Specs, platform, targets


@st.composite
def related_platform(draw: st.DrawFn, most: int = 3) -> Specs:
    """A platform with relations, groups of references and extensions besides."""
    specs: Specs = draw(platform(most))
    before: Specs = {}
    for name, spec in specs.items():
        others = targets(before, spec["scope"])
        own = list(spec["entities"])
        for entity in own:
            _refer(draw, spec["entities"][entity], others)
        _relate(draw, spec, [*own, *others])
        before[name] = spec
    return specs


def _refer(draw: st.DrawFn, entity: dict[str, Any], others: list[str]) -> None:
    """Adds references to what is there before: to one of several, one for one."""
    aims = draw(st.lists(st.sampled_from(others), max_size=3, unique=True)) if others else []
    if len(aims) > 1:
        entity["fields"]["aim"] = {"type": "ref", "to": aims, "required": draw(st.booleans())}
    taken = {*entity["fields"], entity.get("belongs_to")}  # a parent has its column already
    if aims and aims[0].partition(".")[2] not in taken and draw(st.booleans()):
        entity["extends"] = aims[0]


def _relate(draw: st.DrawFn, spec: Spec, known: list[str]) -> None:
    """Adds a relation of two of the entities, or of one with itself."""
    if draw(st.booleans()):
        one, other = draw(st.sampled_from(known)), draw(st.sampled_from(known))
        spec["relations"] = {"pairings": {"many_to_many": {"left_side": one, "right_side": other}}}
