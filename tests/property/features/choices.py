"""Operations whose messages have one of several fields, asking or answering."""

from typing import Any

from hypothesis import strategies as st

from tests.property.world import Site, hostile


def add(draw: st.DrawFn, site: Site) -> None:
    """One operation with groups in the request, in the response, or in both."""
    kinds = ["string", "bigint", "bytes", "timestamp", "email", "boolean", "uuid", "point", "inet", "json", "date"]
    fields: dict[str, Any] = {
        name: {"type": draw(st.sampled_from(kinds)), "description": hostile(draw)}
        for name in ("first", "type", "other")
    }
    if draw(st.booleans()):
        fields["pages"] = {"type": "map", "of": "integer"}
    group: Any = ["first", "type", "other"]
    long = {"fields": group, "optional": draw(st.booleans())}
    call: dict[str, Any] = {"one_of": {"who": draw(st.sampled_from([group, long]))}, "description": hostile(draw)}
    for side in draw(st.sampled_from([["request"], ["response"], ["request", "response"]])):
        call[side] = dict(fields)
    if stream := draw(st.sampled_from([None, "server", "client", "both"])):
        call["stream"] = stream
    site.spec.setdefault("operations", {})["choose_one"] = call
