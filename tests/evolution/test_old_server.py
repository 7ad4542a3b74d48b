"""A server of before the edits goes on beside the database and the server of after them, until the last one is gone.

The values of an enum are what the two may not agree on: the new server writes one that the old has never heard of, the
migration and the new server write the new name of one that was renamed, and the old server still writes its old name.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

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


def seen(root: Path, address: str, title: str, kind: str) -> dict[str, list[int]]:
    """What a client of the platform in `root` sees after it has made an article."""
    script = root / "calls.py"
    script.write_text(CALLS)
    command = [sys.executable, str(script), address, title, kind]
    done = subprocess.run(command, env=environment(root, {}), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def platform(tmp_path: Path) -> Path:
    root = tmp_path / "acme"
    (root / "specs").mkdir(parents=True)
    (root / "scaffold.yaml").write_text("platform: acme\n")
    (root / "specs/content.yaml").write_text(BEFORE)
    pipeline.generate(root)
    return root


def test_neither_server_fails_at_a_value_that_only_the_other_knows(platform, database_url, tmp_path):
    """A renamed value is the same to new code whoever wrote it; to old code a strange value is none, and no failure."""
    migrate(database_url, platform)
    with psycopg.connect(database_url, autocommit=True) as admin:
        admin.execute("INSERT INTO campaign (id, slug, name) VALUES (1, 'first', 'First')")
    old = tmp_path / "old"
    shutil.copytree(platform, old)
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
