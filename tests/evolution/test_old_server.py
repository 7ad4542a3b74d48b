"""A server of before the edits goes on beside the database and the server of after them, until the last one is gone.

The values of an enum are what the two may not agree on: the new server writes one that the old has never heard of, the
migration and the new server write the new name of one that was renamed, and the old server still writes its old name.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg

from generator import pipeline
from generator.database.runner import Reach, migrate
from generator.demo.processes import environment, serving

BEFORE = """\
service: content
scope: campaign
description: What a campaign publishes.
entities:
  article:
    description: One published piece.
    fields:
      title: {type: string, max_length: 80, required: true}
      status: {type: enum, values: [draft, published], default: draft}
      kind: {type: enum, values: [news, essay]}
events:
  article.released: {description: Readers can see it.}
operations:
  release_article:
    description: Shows it to readers.
    entity: article
    transition: {field: status, from: [draft], to: published}
    emits: article.released
"""

AFTER = (
    BEFORE.replace("[draft, published]", "[draft, {name: live, renamed_from: published}]")
    .replace("to: published", "to: live")
    .replace("[news, essay]", "[news, essay, poem]")
)

CALLS = '''\
"""`python calls.py ADDRESS TITLE KIND`: makes and releases an article; prints title, status and kind of every one."""

import json
import sys

import grpc
from acme.content.v1 import content_pb2, content_pb2_grpc

METADATA = (("x-campaign-id", "1"), ("x-subject", "somebody"))
address, title, kind = sys.argv[1:]
with grpc.insecure_channel(address) as channel:
    content = content_pb2_grpc.ContentServiceStub(channel)
    request = content_pb2.CreateArticleRequest(title=title, kind=content_pb2.ArticleKind.Value(kind))
    made = content.CreateArticle(request, metadata=METADATA).article
    content.ReleaseArticle(content_pb2.ReleaseArticleRequest(id=made.id), metadata=METADATA)
    listed = content.ListArticles(content_pb2.ListArticlesRequest(), metadata=METADATA).articles
    print(json.dumps({item.title: [item.status, item.kind] for item in listed}))
'''

PUBLISHED, UNSPECIFIED, NEWS, ESSAY, POEM = 2, 0, 1, 2, 3


REQUIRED = {
    "amount": "{type: decimal, precision: 8, scale: 2, required: true}",
    "at": "{type: timestamp, required: true}",
    "day": "{type: date, required: true}",
    "clock": "{type: time, required: true}",
    "span": "{type: duration, required: true}",
    "token": "{type: uuid, required: true}",
    "kind": "{type: enum, values: [news, essay], required: true}",
    "price": "{type: money, required: true}",
    "extra": "{type: json, required: true}",
    "shape": "{type: json, required: true, fields: {size: integer}}",
    "box": "{type: json, required: true, fields: {size: {type: integer, required: true}, "
    "weight: {type: decimal, precision: 8, scale: 2, required: true}, packed_at: {type: timestamp, required: true}}}",
    "host": "{type: inet, required: true}",
    "place": "{type: point, required: true}",
    "title": "{type: string, max_length: 80, required: true}",
    "likes": "{type: integer, required: true}",
}
DEMANDING = "service: content\nentities:\n  article:\n    fields:\n" + "".join(
    f"      {name}: {kind}\n" for name, kind in REQUIRED.items()
)

LIST = '''\
"""`python list.py ADDRESS`: prints the names of the fields that the one article has."""

import json
import sys

import grpc
from acme.content.v1 import content_pb2, content_pb2_grpc

METADATA = (("x-campaign-id", "1"), ("x-subject", "somebody"))
with grpc.insecure_channel(sys.argv[1]) as channel:
    content = content_pb2_grpc.ContentServiceStub(channel)
    (article,) = content.ListArticles(content_pb2.ListArticlesRequest(), metadata=METADATA).articles
    print(json.dumps([field.name for field, _ in article.ListFields() if field.number >= 10]))
'''


def seen(root: Path, address: str, title: str, kind: str) -> dict[str, list[int]]:
    """What a client of the platform in `root` sees after it has made an article."""
    return heard(root, CALLS, address, title, kind)


def heard(root: Path, text: str, *arguments: str) -> Any:
    """What the script `text` prints with the stubs of the platform in `root`."""
    script = root / "calls.py"
    script.write_text(text)
    command = [sys.executable, str(script), *arguments]
    done = subprocess.run(command, env=environment(root, {}), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def generated(root: Path, spec: str) -> Path:
    """A platform in `root` with the one service."""
    (root / "specs").mkdir(parents=True)
    (root / "scaffold.yaml").write_text("platform: acme\n")
    (root / "specs/content.yaml").write_text(spec)
    pipeline.generate(root)
    return root


def released(platform: Path, copy: Path, database_url: str) -> Path:
    """A copy of the platform, whose migrations the database has; there is a first campaign."""
    migrate(database_url, platform)
    with psycopg.connect(database_url, autocommit=True) as admin:
        admin.execute("INSERT INTO campaign (id, slug, name) VALUES (1, 'first', 'First')")
    shutil.copytree(platform, copy)
    return copy


def test_neither_server_fails_at_a_value_that_only_the_other_knows(database_url, tmp_path):
    """A renamed value is the same to new code whoever wrote it; to old code a strange value is none, and no failure."""
    platform = generated(tmp_path / "acme", BEFORE)
    old = released(platform, tmp_path / "old", database_url)
    with serving(old, "acme", database_url) as before:
        assert seen(old, before, "one", "ARTICLE_KIND_NEWS") == {"one": [PUBLISHED, NEWS]}
        (platform / "specs/content.yaml").write_text(AFTER)
        pipeline.generate(platform)
        migrate(database_url, platform, phase=Reach.EXPAND)

        with serving(platform, "acme", database_url) as after:
            assert seen(platform, after, "two", "ARTICLE_KIND_POEM") == {
                "one": [PUBLISHED, NEWS],
                "two": [PUBLISHED, POEM],
            }
            assert seen(old, before, "three", "ARTICLE_KIND_ESSAY") == {
                "one": [UNSPECIFIED, NEWS],
                "two": [UNSPECIFIED, UNSPECIFIED],
                "three": [PUBLISHED, ESSAY],
            }
            assert seen(platform, after, "four", "ARTICLE_KIND_NEWS") == {
                "one": [PUBLISHED, NEWS],
                "two": [PUBLISHED, POEM],
                "three": [PUBLISHED, ESSAY],
                "four": [PUBLISHED, NEWS],
            }


def test_rows_without_a_value_that_was_required_do_not_stop_the_old_server(database_url, tmp_path):
    """It sees none of the values that are no longer asked for, whatever their type, and no failure."""
    platform = generated(tmp_path / "acme", DEMANDING)
    old = released(platform, tmp_path / "old", database_url)
    with serving(old, "acme", database_url) as before:
        (platform / "specs/content.yaml").write_text(DEMANDING.replace(", required: true", ""))
        pipeline.generate(platform)
        migrate(database_url, platform, phase=Reach.EXPAND)
        with psycopg.connect(database_url, autocommit=True) as admin:
            admin.execute(
                "WITH named AS (INSERT INTO master (campaign_id, type) VALUES (1, 'content.article') RETURNING id) "
                "INSERT INTO service_content_article (campaign_id, master_id, box) SELECT 1, id, '{}' FROM named"
            )

        assert heard(old, LIST, before) == ["box"]
