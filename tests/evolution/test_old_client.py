"""A client that was compiled before the edits goes on working against the server after them.

Fields, an enum value, an entity and an operation are renamed, a field is removed, others are added: the old client
reads, writes, lists and calls as it did, and buf finds nothing in the protos that it was compiled from.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from generator import pipeline
from generator.database.runner import migrate
from generator.demo.processes import environment, serving

BEFORE = """\
service: content
scope: campaign
description: What a campaign publishes.

entities:
  post:
    description: One published piece.
    fields:
      title: {type: string, max_length: 80, required: true}
      status: {type: enum, values: [draft, live], default: draft}
      mood: {type: string, max_length: 20}
      likes: {type: integer, default: 0}
    filters: [status]
    concurrency: optimistic
  reply:
    description: What a reader says.
    belongs_to: post
    fields:
      body: {type: text, required: true}

events:
  post.released: {payload: {channel: string}, description: Readers can see it.}

operations:
  release_post:
    description: Shows it to readers.
    entity: post
    transition: {field: status, from: [draft], to: live}
    emits: post.released
"""

AFTER = """\
service: content
scope: campaign
description: What a campaign publishes.

entities:
  article:
    renamed_from: post
    description: One published piece.
    removed: [mood]
    fields:
      teaser: {type: string, max_length: 200}
      headline: {type: string, max_length: 80, required: true, renamed_from: title}
      status: {type: enum, values: [draft, {name: published, renamed_from: live}, archived], default: draft}
      likes: {type: integer, default: 0}
    filters: [status]
    concurrency: optimistic
  reply:
    description: What a reader says.
    belongs_to: article
    fields:
      body: {type: text, required: true}

events:
  article.released: {payload: {channel: string}, description: Readers can see it.}

operations:
  publish_article:
    renamed_from: release_post
    description: Shows it to readers.
    entity: article
    transition: {field: status, from: [draft], to: published}
    emits: article.released
"""

CLIENT = '''\
"""Talks to the server with the stubs of before: `python client.py ADDRESS NAME`; prints what it heard as JSON."""

import json
import sys

import grpc
from acme.content.v1 import content_pb2, content_pb2_grpc
from google.protobuf.field_mask_pb2 import FieldMask

METADATA = (("x-campaign-id", "1"), ("x-subject", "old"))


def main(address: str, name: str) -> None:
    with grpc.insecure_channel(address) as channel:
        content = content_pb2_grpc.ContentServiceStub(channel)
        made = content.CreatePost(
            content_pb2.CreatePostRequest(title=name, mood="calm", likes=3), metadata=METADATA
        ).post
        reply = content.CreateReply(
            content_pb2.CreateReplyRequest(post_id=made.id, body="yes"), metadata=METADATA
        ).reply
        change = content_pb2.UpdatePostRequest(
            id=made.id, title=f"{name}!", update_mask=FieldMask(paths=["title"]), etag=made.etag
        )
        changed = content.UpdatePost(change, metadata=METADATA).post
        released = content.ReleasePost(
            content_pb2.ReleasePostRequest(id=made.id, channel="web", etag=changed.etag), metadata=METADATA
        ).post
        listed = content.ListPosts(
            content_pb2.ListPostsRequest(status=content_pb2.POST_STATUS_LIVE), metadata=METADATA
        ).posts
        replies = content.ListReplies(content_pb2.ListRepliesRequest(post_id=made.id), metadata=METADATA).replies
        heard = {
            "title": released.title,
            "status": content_pb2.PostStatus.Name(released.status),
            "likes": released.likes,
            "mood": made.mood,
            "reply": [reply.post_id == made.id, [item.body for item in replies]],
            "listed": sorted(post.title for post in listed),
        }
        print(json.dumps(heard))


main(*sys.argv[1:])
'''


def heard(root: Path, address: str, name: str) -> dict[str, object]:
    """What the client in `root` hears."""
    client = root / "client.py"
    client.write_text(CLIENT)
    command = [sys.executable, str(client), address, name]
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


def test_an_old_client_and_a_new_server(platform, database_url, tmp_path):
    """What it wrote before the edits is still there; what it says now is understood; what is gone is left out."""
    migrate(database_url, platform)
    with psycopg.connect(database_url, autocommit=True) as admin:
        admin.execute("INSERT INTO campaign (id, slug, name) VALUES (1, 'first', 'First')")
    old = tmp_path / "old"
    shutil.copytree(platform, old)
    expected = {"status": "POST_STATUS_LIVE", "likes": 3, "reply": [True, ["yes"]]}
    with serving(platform, "acme", database_url) as address:
        assert heard(old, address, "one") == expected | {"title": "one!", "mood": "calm", "listed": ["one!"]}

    (platform / "specs/content.yaml").write_text(AFTER)
    pipeline.generate(platform)
    migrate(database_url, platform)

    with serving(platform, "acme", database_url) as address:
        assert heard(old, address, "two") == expected | {"title": "two!", "mood": "", "listed": ["one!", "two!"]}
    buf = Path(sys.executable).parent / "buf"
    command = [buf, "breaking", "--against", str(old)]
    done = subprocess.run(command, cwd=platform, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
