"""Fields that follow from others of their row."""

from typing import Any

from hypothesis import strategies as st

from tests.property.world import Site

_NUMBERS = ("smallint", "integer", "bigint")


def add(draw: st.DrawFn, site: Site) -> None:
    """A text, a number, a choice or a condition, of a field that there is."""
    texts, numbers = site.of_types("string", "text"), site.of_types(*_NUMBERS)
    forms: list[dict[str, Any]] = [{"type": "text", "computed": f"lower({name}) || '$$'"} for name in texts]
    forms += [{"type": "integer", "computed": f"char_length({name})", "required": False} for name in texts]
    forms += [{"type": "boolean", "computed": f"{name} IS NOT NULL", "required": True} for name in (*texts, *numbers)]
    for name in numbers:
        choice = f"CASE WHEN {name} > 9 THEN 'many' ELSE 'few' END"
        forms.append({"type": "enum", "values": ["few", "many"], "computed": choice})
        forms.append({"type": "bigint", "computed": f"greatest({name}, 1) + 1"})
    if forms:
        site.with_field(draw, draw(st.sampled_from(forms)))
