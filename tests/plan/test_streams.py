"""Whether a call streams is settled once, and recorded."""

import pytest

from tests.plan.platforms import CONTENT, plans, platform, recorded

WATCH = CONTENT + "  watch_articles:\n    response: {id: bigint}\n"
STREAM = "    stream: {}\n"
CHANGES = {
    "added": ("", "server", "one request and one response", "one request and many responses"),
    "removed": ("client", "", "many requests and one response", "one request and one response"),
    "changed": ("both", "server", "many requests and many responses", "one request and many responses"),
}


def spec(stream: str) -> str:
    return WATCH + STREAM.format(stream) if stream else WATCH


@pytest.mark.parametrize(("before", "after", "was", "would_be"), CHANGES.values(), ids=CHANGES.keys())
def test_a_stream_does_not_change(before: str, after: str, was: str, would_be: str):
    """Clients call it as they were built to: another form needs another operation."""
    plan = plans(platform(spec(after)), recorded(platform(spec(before))))["content"]
    assert [(item.code, item.message) for item in plan.refused] == [
        ("SG583", f"a call of `watch_articles` had {was} and would have {would_be}")
    ]


@pytest.mark.parametrize("stream", ["server", "client", "both", ""])
def test_a_stream_stays(stream: str):
    """The same again is nothing new, under its own name or another."""
    record = recorded(platform(spec(stream)))
    renamed = spec(stream).replace("  watch_articles:\n", "  follow_articles:\n    renamed_from: watch_articles\n")
    for content in (spec(stream), renamed):
        plan = plans(platform(content), record)["content"]
        assert (plan.refused, plan.migrations) == ((), ())
