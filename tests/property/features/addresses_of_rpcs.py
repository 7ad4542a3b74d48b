"""Where a gateway offers the RPCs: addresses by themselves, and of an operation by a path."""

from typing import Any

from hypothesis import strategies as st

from tests.property.world import Site

_BEGINNINGS = [True, False, "/v1/things", "/v1/campaigns/{campaign_id}"]


def add(draw: st.DrawFn, site: Site) -> None:
    """The service, the entity or its relations have addresses; or one operation has, with or without a body."""
    kind = draw(st.sampled_from(["rpcs", "operation"]))
    if kind == "rpcs":
        places = [site.spec, site.entity, *site.spec.get("relations", {}).values()]
        draw(st.sampled_from(places))["http"] = draw(st.sampled_from(_BEGINNINGS))
        return
    verb = draw(st.sampled_from(["get", "put", "post", "patch", "delete"]))
    address: dict[str, Any] = {
        verb: draw(st.sampled_from(["/v1/lookups", "/v1/lookups/{word}", "/v1/lookups/{number}:do"]))
    }
    if verb in {"put", "post", "patch"} and draw(st.booleans()):
        address["body"] = draw(st.sampled_from(["*", "number"]))
    request = {"word": {"type": "string", "required": True}, "number": {"type": "bigint", "required": True}}
    call = {"request": request, "response": {"found": {"type": "boolean"}}, "http": address}
    site.spec.setdefault("operations", {})["look_up"] = call
