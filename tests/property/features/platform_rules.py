"""What scaffold.yaml says: retention, rules, scopes, required fields and names; and places that are excused."""

from hypothesis import strategies as st

from tests.property.world import Site, hostile


def add(draw: st.DrawFn, site: Site) -> None:
    """One wish of the platform, or one excuse."""
    facts = site.world.facts
    match draw(st.sampled_from(["retention", "rules", "scopes", "required", "naming", "allow"])):
        case "retention":
            facts["retention"] = {"standard": "7 days", "audit": "3650 days", "class": "1 day"}
        case "rules":
            severity = draw(st.sampled_from(["off", "warning", "error"]))
            facts["rules"] = {draw(st.sampled_from(["SG404", "SG407", "SG416"])): severity}
        case "scopes":
            facts["scopes"] = {site.spec["scope"]: [site.service]}
        case "required":
            where = draw(st.sampled_from(["every", "campaign", "global"]))
            site.fields["metadata"] = {"type": "json"}
            facts["required_fields"] = {where: {"metadata": "json"}}
        case "naming":
            what = draw(st.sampled_from(["service", "entity", "field", "event", "operation"]))
            facts["naming"] = {what: "[a-z0-9_]+"}
        case _:
            site.spec.setdefault("events", {})[f"{site.name}.seen"] = {"description": hostile(draw)}
            places = [site.spec, site.entity, *site.fields.values(), *site.spec.get("operations", {}).values()]
            places += [event for event in site.spec.get("events", {}).values() if event]
            draw(st.sampled_from(places))["allow"] = {"SG404": hostile(draw)}
