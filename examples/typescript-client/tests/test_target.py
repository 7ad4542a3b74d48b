"""What the target makes of a small platform, against its golden copy, and the rules of names and types."""

from pathlib import Path

import pytest
from generator.frontend.load import load
from generator.plan import numbering, wire
from generator.plan.blueprint import Blueprint, PlatformBlueprint

from scaffold_typescript import TypeScriptTarget
from scaffold_typescript.types import json_name

GOLDEN = Path(__file__).parent / "golden"
SPEC = """\
service: shop
description: Sells things; "quoted" */ and harmless.
entities:
  order:
    fields:
      number: {type: string, max_length: 20, required: true}
      state: {type: enum, values: [open, paid], default: open}
      total: {type: decimal, precision: 12, scale: 2, required: true}
      weight: float
      due_at: {type: timestamp, required: true}
      shipped_at: timestamp
      tags: {type: list, of: string}
      note: json
      picture: bytes
    filters: [state]
events:
  order.paid: {payload: {at_till: integer}}
operations:
  pay_order:
    entity: order
    transition: {field: state, from: [open], to: paid}
    emits: order.paid
  sweep: {description: Tidy up.}
  watch: {stream: server, request: {room: string}, response: {state: string}}
  load: {stream: client, request: {row: {type: string, required: true}}, response: {loaded: integer}}
  talk: {stream: both, request: {words: string}, response: {words: string}}
"""


def rendered() -> dict[str, str]:
    """The files that the target makes, by path."""
    platform = load({"scaffold.yaml": "platform: acme\n", "specs/shop.yaml": SPEC})
    (service,) = platform.services
    shapes = wire.shapes(platform, service)
    blueprint = Blueprint(
        platform=platform, service=service, tables=(), shapes=shapes, wire=numbering.allocate({}, shapes)
    )
    target = TypeScriptTarget()
    artifacts = [
        *target.render_platform(PlatformBlueprint(platform=platform, services=(blueprint,))),
        *target.render_service(blueprint),
    ]
    return {artifact.path: artifact.text for artifact in artifacts}


def test_the_files_are_as_they_were_reviewed(update):
    """Byte for byte; `pytest --update` rewrites them."""
    made = rendered()
    if update:
        for path, text in made.items():
            (GOLDEN / path).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / path).write_text(text)
    files = (path for path in GOLDEN.rglob("*") if path.is_file())
    assert made == {path.relative_to(GOLDEN).as_posix(): path.read_text() for path in files}


def test_the_same_blueprint_gives_the_same_bytes():
    """As scaffold asks of every target."""
    assert rendered() == rendered()


@pytest.mark.parametrize(
    ("name", "expected"), [("title", "title"), ("published_at", "publishedAt"), ("line_2_text", "line2Text")]
)
def test_names_are_those_of_protobufs_json(name, expected):
    """Words joined without underscores, each but the first with a capital."""
    assert json_name(name) == expected
