"""Random typed json, streams and groups of which a message has one."""

from typing import Any

from hypothesis import strategies as st

from .values import Fields, fields, message

_NESTED = frozenset(
    "string text smallint integer bigint decimal double boolean timestamp date time duration uuid json list".split()
)


@st.composite
def _content(draw: st.DrawFn) -> Fields:
    """The fields of a document."""
    made = message(draw(fields([], 3)))
    return {name: options for name, options in made.items() if options["type"] in _NESTED} or {"x": {"type": "integer"}}


@st.composite
def typed(draw: st.DrawFn, made: Fields) -> Fields:
    """The fields, of which free json may have become typed, and beside which there may be a list of documents."""
    found: Fields = {}
    for name, options in made.items():
        nested = {"fields": draw(_content())} if options["type"] == "json" and draw(st.booleans()) else {}
        found[name] = options | nested
    if "parts" not in found and draw(st.booleans()):
        found["parts"] = {"type": "list", "of": "json", "fields": draw(_content())}
    return found


@st.composite
def called(draw: st.DrawFn) -> dict[str, Any]:
    """An operation: its messages, whether it streams or may be repeated, and of which fields it has one."""
    request, response = (draw(typed(message(draw(fields([], 3))))) for _ in range(2))
    call: dict[str, Any] = {"request": request, "response": response}
    kind = draw(st.sampled_from([None, "server", "client", "both"]))
    free = [name for name, options in request.items() if options["type"] != "list" and not options.get("required")]
    if len(free) > 1 and not set(free) & set(response) and draw(st.booleans()):
        call["one_of"] = {"any_of_them": {"fields": free, "optional": draw(st.booleans())}}
    return call | ({"stream": kind} if kind else {"idempotent": draw(st.booleans())})
