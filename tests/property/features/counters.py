"""Numbers of the rows of another entity."""

from hypothesis import strategies as st

from tests.property.features.checks import quoted
from tests.property.world import Site


def add(draw: st.DrawFn, site: Site) -> None:
    """A counter of what belongs to the entity; something does, if nothing did."""
    children = [name for name, entity in site.spec["entities"].items() if entity.get("belongs_to") == site.name]
    if not children:
        others = [name for name in site.spec["entities"] if name != site.name]
        after = others[list(site.spec["entities"]).index(site.name) :]
        if not after:
            return
        child = draw(st.sampled_from(after))
        site.spec["entities"][child].setdefault("belongs_to", site.name)
        children = [child]
    counted = draw(st.sampled_from(children))
    options = {"type": "counter", "of": counted}
    fields = site.spec["entities"][counted]["fields"]
    texts = [name for name, item in fields.items() if item["type"] in {"string", "boolean", "integer"}]
    if texts and draw(st.booleans()):
        options["where"] = _where(draw, texts[0], fields[texts[0]]["type"])
    if site.with_field(draw, options) and draw(st.booleans()):
        site.entity["filters"] = [*site.entity.get("filters", ()), list(site.fields)[-1]]


def _where(draw: st.DrawFn, field: str, type_: str) -> str:
    forms = {
        "string": f"{field} <> {quoted(draw(st.sampled_from(['$$', 'x'])))}",
        "boolean": f"NOT {field}",
        "integer": f"{field} IN (1, 2) OR {field} IS NULL",
    }
    return forms[type_]
