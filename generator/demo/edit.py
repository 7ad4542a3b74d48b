"""The edit that the demo makes: an article gets a section, and lists can be filtered by it."""

from pathlib import Path

FIELD_AFTER = "      tags: "
FIELD = "      section:      {type: enum, values: [news, guide, story], default: news}"
FILTERS_BEFORE = "    filters: [status, author]\n    search: {fields: {title: A, tags: B, body: C}"
FILTERS_AFTER = "    filters: [status, author, section]\n    search: {fields: {title: A, tags: B, body: C}"


def apply(spec: Path) -> str:
    """Edits the spec in place, as a person would, and returns the change as a unified diff without its head."""
    import difflib

    before = spec.read_text(encoding="utf-8")
    lines = before.replace(FILTERS_BEFORE, FILTERS_AFTER).splitlines()
    position = next(number for number, line in enumerate(lines) if line.startswith(FIELD_AFTER))
    after = "\n".join([*lines[:position], FIELD, *lines[position:]]) + "\n"
    spec.write_text(after, encoding="utf-8")
    diff = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=1)
    return "\n".join(list(diff)[2:])
