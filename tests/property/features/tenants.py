"""The entity whose rows are the campaigns themselves."""

from hypothesis import strategies as st

from tests.property.world import Site


def add(draw: st.DrawFn, site: Site) -> None:
    """A global entity with what a campaign must have."""
    site.entity.update({"tenant": True, "soft_delete": True, "scope": "global"})
    slug = {"type": "string", "max_length": 80, "pattern": "[a-z0-9]+(?:[_-][a-z0-9]+)*", "required": True}
    site.fields["slug"] = slug
    site.fields["name"] = {"type": "string", "min_length": 1, "max_length": 200, "required": True}
    site.entity.setdefault("unique", []).append(["slug"])
    if draw(st.booleans()):
        values = ["draft", "active", "archived"]
        site.fields["status"] = {"type": "enum", "values": values, "default": "active"}
