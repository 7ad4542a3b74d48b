"""Unique groups in their long form."""

from typing import Any

from hypothesis import strategies as st

from tests.property.features.checks import quoted
from tests.property.world import Site, some

_COMPARED = (
    *("string", "text", "email", "url", "inet", "smallint", "integer", "bigint", "date", "uuid", "enum", "timestamp"),
    *("ref", "boolean", "counter", "decimal", "duration"),
)


def add(draw: st.DrawFn, site: Site) -> None:
    """One group: by case, by digest, where, or with nulls that are alike."""
    fields = some(draw, site.of_types(*_COMPARED))
    if not fields:
        return
    group: dict[str, Any] = {"fields": fields}
    if draw(st.booleans()) and (name := site.with_field(draw, {"type": "string", "max_length": 80, "required": True})):
        fields = group["fields"] = [name]
    texts = [name for name in fields if site.fields[name]["type"] in {"string", "text", "email", "url"}]
    if texts and draw(st.booleans()):
        group[draw(st.sampled_from(["case_insensitive", "hashed"]))] = True
    if draw(st.booleans()):
        group["nulls"] = draw(st.sampled_from(["same", "distinct"]))
    if draw(st.booleans()):
        said = f" OR {texts[0]} <> {quoted(draw(st.sampled_from(['$$', 'its', '{}'])))}" if texts else ""
        group["where"] = f"{fields[0]} IS NOT NULL{said}"
    site.entity.setdefault("unique", []).append(group)
