"""Platforms as YAML texts, planned and recorded without a file."""

from collections.abc import Mapping

from generator.diagnostics import Diagnostic
from generator.frontend.load import load
from generator.ir import Platform
from generator.plan import history, numbering, wire
from generator.plan.blueprint import Migration
from generator.plan.diff import ServicePlan, Surroundings, arrivals, origins, plan_service
from generator.plan.records import Record

USER = """\
service: user
scope: global
description: Accounts of people.
entities:
  account:
    description: A person who can sign in.
    fields:
      email: {type: string, max_length: 320, required: true}
      born_on: date
    unique: [[email]]
"""

CONTENT = """\
service: content
description: Articles and comments.
entities:
  article:
    description: One published piece.
    fields:
      title: {type: string, max_length: 200, required: true}
      slug: {type: string, max_length: 80, pattern: "[a-z0-9-]+", required: true}
      body: text
      status: {type: enum, values: [draft, published], default: draft}
      price: {type: decimal, precision: 12, scale: 2, minimum: 0}
      tags: {type: list, of: string}
      published_at: timestamp
      author: {type: ref, to: user.account, required: true}
      reviewer: {type: ref, to: user.account}
    unique: [[slug]]
    indexes:
      - {fields: [status, published_at desc], where: "status = 'published'"}
    filters: [status, author]
    search: {title: A, body: C}
    soft_delete: true
    concurrency: optimistic
  comment:
    description: What a reader says.
    belongs_to: article
    fields:
      body: {type: text, required: true}
      likes: {type: integer, default: 0}
events:
  article.published: {description: It became public.}
operations:
  publish_article:
    description: Makes a draft public.
    entity: article
    transition: {field: status, from: [draft], to: published}
    emits: article.published
"""


def platform(content: str = CONTENT, **others: str) -> Platform:
    """The platform `acme` with the services user and content, and others by name."""
    specs = {"user": USER, "content": content} | others
    texts = {f"specs/{name}.yaml": text for name, text in specs.items() if text}
    return load({"scaffold.yaml": "platform: acme\ndescription: A sample.\n"} | texts)


def edited(old: str, new: str, text: str = CONTENT) -> str:
    """The spec with one piece replaced, which must be there once."""
    assert text.count(old) == 1, old
    return text.replace(old, new)


def plans(whole: Platform, records: Mapping[str, Record]) -> dict[str, ServicePlan]:
    """The plan of every service."""
    created = {table: id_ for item in whole.services for table, id_ in origins(records.get(item.name), item).items()}
    moving = {table: to for item in whole.services for table, to in arrivals(records.get(item.name), item).items()}
    around = Surroundings(origins=created, arrivals=moving)
    return {
        item.name: plan_service(records.get(item.name), whole, item, wire.shapes(whole, item), around)
        for item in whole.services
    }


def recorded(whole: Platform, records: Mapping[str, Record] | None = None) -> dict[str, Record]:
    """The records after a run of which nothing was refused; a migration's text is its summary."""
    before = records or {}
    after = {}
    for name, plan in plans(whole, before).items():
        assert plan.refused == ()
        old = before.get(name, Record(service=name))
        migrations = old.migrations
        for item in plan.migrations:
            migrations = (*migrations, history.recorded(migrations, item.id, item.summary))
        after[name] = Record(
            service=name,
            tables=plan.tables,
            origins=plan.origins,
            rpcs=plan.rpcs,
            wire=numbering.allocate(old.wire, wire.shapes(whole, whole.service(name))),
            migrations=migrations,
        )
    return after


def migrations(content: str, **others: str) -> tuple[Migration, ...]:
    """What an edit of the content service adds to the recorded platform; nothing may be refused."""
    plan = plans(platform(content, **others), recorded(platform()))["content"]
    assert plan.refused == ()
    return plan.migrations


def refused(content: str) -> tuple[Diagnostic, ...]:
    """Why an edit of the content service is not carried out."""
    plan = plans(platform(content), recorded(platform()))["content"]
    assert not (plan.refused and plan.migrations)
    return plan.refused
