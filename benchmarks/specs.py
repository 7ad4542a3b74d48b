"""Platforms of any size for the benchmarks: services with two entities, refs, an enum, search and an operation."""

from pathlib import Path

PLATFORM = "platform: acme\ndescription: A platform for measuring.\n"

SERVICE = """\
service: s{n:04d}
scope: campaign
description: Service number {n}.

entities:
  item:
    description: A thing of service {n}.
    fields:
      title: {{type: string, max_length: 200, required: true}}
      slug: {{type: string, max_length: 80, pattern: "[a-z0-9-]+", required: true}}
      body: text
      status: {{type: enum, values: [draft, published, archived], default: draft}}
      price: {{type: decimal, precision: 12, scale: 2, minimum: 0}}
      tags: {{type: list, of: string}}
      published_at: timestamp
    unique: [[slug]]
    filters: [status]
    search: {{title: A, body: C}}
    concurrency: optimistic
  note:
    description: A remark on an item.
    belongs_to: item
    fields:
      body: {{type: text, required: true}}
      stars: {{type: integer, minimum: 0, maximum: 5}}

events:
  item.published: {{description: Everybody can see the item.}}

operations:
  publish_item:
    description: Makes an item public.
    entity: item
    transition: {{field: status, from: [draft], to: published}}
    emits: item.published
"""


def write(root: Path, services: int) -> None:
    """Writes a platform of `services` services into the empty folder `root`."""
    (root / "specs").mkdir(parents=True)
    (root / "scaffold.yaml").write_text(PLATFORM)
    for n in range(services):
        (root / "specs" / f"s{n:04d}.yaml").write_text(SERVICE.format(n=n))
