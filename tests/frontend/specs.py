"""Specs for tests, built from the part that matters."""

from textwrap import dedent, indent

from generator.frontend.load import load
from generator.ir import Entity, Field, Platform

ACCOUNT = """\
service: user
scope: global
entities:
  account:
    fields: {email: {type: string, max_length: 320, required: true}}
"""


def platform(**services: str) -> Platform:
    """The platform of the given service specs, by service name."""
    texts = {f"specs/{name}.yaml": dedent(text) for name, text in services.items()}
    return load({"scaffold.yaml": "platform: acme\n", **texts})


def entity(body: str) -> Entity:
    """The entity `content.article` with this body, beside `user.account`."""
    content = "service: content\nentities:\n  article:\n" + indent(dedent(body), "    ")
    return platform(content=content, user=ACCOUNT).service("content").entity("article")


def field(options: str) -> Field:
    """The field `it` of an article, with these options in YAML."""
    return entity(f"fields:\n  it: {options}\n").fields[0]
