"""What clients compiled against the protos of yesterday see of those of today, as buf judges it."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from generator.ir import Platform, Scope

from .sample import (
    article,
    blueprint,
    buf,
    comment,
    content,
    entity,
    field,
    platform,
    rendered,
    sample,
    service,
    user,
    with_article,
    with_content,
    written,
)

PLAIN = with_article(sample(), filters=(), soft_delete=False, optimistic=False, search=None)
GLOBAL = platform(
    service("content", entity("content", "topic", field("name", "string"), scope=Scope.GLOBAL), scope=Scope.GLOBAL)
)
SCOPED = platform(service("content", entity("content", "topic", field("name", "string"))))
FIELDS = article().fields
LONGER = replace(FIELDS[3], values=("review", "draft", "published"))
SHORTER = replace(FIELDS[3], values=("published",))

LEFT = with_article(
    sample(),
    deprecated="use pieces",
    fields=(
        replace(FIELDS[0], deprecated=""),
        *FIELDS[1:3],
        replace(FIELDS[3], deprecated_values=(("draft", "write it elsewhere"),)),
        *FIELDS[4:],
    ),
)

EDITS = {
    "a field in the middle": (
        sample(),
        with_article(sample(), fields=(FIELDS[0], field("subtitle", "string"), *FIELDS[1:])),
    ),
    "fields in another order": (sample(), with_article(sample(), fields=tuple(reversed(FIELDS)))),
    "a filter": (PLAIN, with_article(PLAIN, filters=("author", "status"))),
    "an entity": (
        with_content(sample(), entities=(article(),)),
        with_content(sample(), entities=(comment(), article())),
    ),
    "an operation": (with_content(sample(), operations=()), sample()),
    "soft delete": (PLAIN, with_article(PLAIN, soft_delete=True)),
    "optimistic concurrency": (PLAIN, with_article(PLAIN, optimistic=True)),
    "search": (PLAIN, with_article(PLAIN, search=article().search)),
    "a parent": (with_content(sample(), entities=(article(), replace(comment(), parent=None))), sample()),
    "global to campaign": (GLOBAL, SCOPED),
    "campaign to global": (SCOPED, GLOBAL),
    "soft delete off": (with_article(PLAIN, soft_delete=True), PLAIN),
    "optimistic concurrency off": (with_article(PLAIN, optimistic=True), PLAIN),
    "what clients should leave": (sample(), LEFT),
    "an enum value in front": (sample(), with_article(sample(), fields=(*FIELDS[:3], LONGER, *FIELDS[4:]))),
    "an enum value gone": (sample(), with_article(sample(), fields=(*FIELDS[:3], SHORTER, *FIELDS[4:]))),
    "fields gone": (sample(), with_article(sample(), fields=(FIELDS[3], *FIELDS[7:]), unique=(), search=None)),
    "a required field becomes nullable": (
        sample(),
        with_article(sample(), fields=(replace(FIELDS[0], required=False), *FIELDS[1:])),
    ),
    "a service": (platform(content()), platform(content(), user())),
}


def evolved(root: Path, before: Platform, after: Platform) -> Path:
    """The protos of both states below `root`, the second numbered after the record of the first."""
    old = {item.name: blueprint(before, item.name) for item in before.services}
    new = [
        blueprint(after, item.name, dict(old[item.name].wire) if item.name in old else None) for item in after.services
    ]
    written(root / "before", rendered(before, *old.values()))
    return written(root / "after", rendered(after, *new))


@pytest.mark.parametrize(("before", "after"), EDITS.values(), ids=EDITS)
def test_an_edit_breaks_no_client(tmp_path: Path, before: Platform, after: Platform):
    """Under WIRE_JSON nothing breaks, and the new file is linted and formatted like the first."""
    root = evolved(tmp_path, before, after)

    assert buf(root, "breaking", "--against", str(tmp_path / "before")) == (0, "")
    assert buf(root, "lint") == (0, "")
    assert buf(root, "format", "--diff", "--exit-code") == (0, "")


def test_buf_would_find_a_break(tmp_path: Path):
    """The judge is awake: numbered afresh, a field in the middle is reported."""
    before, after = EDITS["a field in the middle"]
    written(tmp_path / "before", rendered(before))
    written(tmp_path / "after", rendered(after))

    status, said = buf(tmp_path / "after", "breaking", "--against", str(tmp_path / "before"))

    assert status == 100
    assert 'changed name from "slug" to "subtitle"' in said


def test_the_campaign_arrives_in_its_slot(tmp_path: Path):
    """A service that becomes campaign-scoped gains `campaign_id` as 2 of the entity and 1 of each request."""
    root = evolved(tmp_path, GLOBAL, SCOPED)
    text = (root / "proto/acme/content/v1/content.proto").read_text(encoding="utf-8")

    assert re.findall(r"int64 campaign_id = (\d+);", text) == ["2", "1", "1", "1", "1", "1"]


def test_retired_numbers_and_names_are_reserved(tmp_path: Path):
    """Neighbouring numbers become a range, and names have a statement of their own."""
    before = sample()
    gone = [*FIELDS[:1], *FIELDS[3:4], *FIELDS[7:]]
    root = evolved(tmp_path, before, with_article(before, fields=tuple(gone), unique=(), search=None))
    text = (root / "proto/acme/content/v1/content.proto").read_text(encoding="utf-8")
    message = text[text.index("message Article {") :]

    assert message.splitlines()[1:3] == [
        "  reserved 11 to 12, 14 to 16;",
        '  reserved "body", "price", "published_at", "slug", "tags";',
    ]


def test_a_slot_that_empties_can_fill_again(tmp_path: Path):
    """There and back: at no step does buf find a break, and the last file is the first."""
    first = blueprint(SCOPED, "content")
    second = blueprint(GLOBAL, "content", dict(first.wire))
    third = blueprint(SCOPED, "content", dict(second.wire))
    roots = [
        written(tmp_path / name, rendered(*made))
        for name, made in {"1": (SCOPED, first), "2": (GLOBAL, second), "3": (SCOPED, third)}.items()
    ]
    texts = [(root / "proto/acme/content/v1/content.proto").read_text(encoding="utf-8") for root in roots]

    assert buf(roots[2], "breaking", "--against", str(roots[1])) == (0, "")
    assert texts[2] == texts[0]
    assert re.findall(r"campaign_id = (\d+) \[deprecated = true\];", texts[1]) == ["2", "1", "1", "1", "1", "1"]


def test_what_clients_should_leave_is_marked(tmp_path: Path):
    """Fields, values and RPCs carry the option, and the reason where there is one."""
    text = rendered(LEFT)["proto/acme/content/v1/content.proto"]

    assert "string title = 10 [deprecated = true];" in text
    assert "ARTICLE_STATUS_DRAFT = 1 [deprecated = true];" in text
    assert "  // Deprecated: write it elsewhere." in text
    assert "returns (GetArticleResponse) {\n    option deprecated = true;\n  }" in text
    assert "  // Deprecated: use pieces." in text
