"""HTTP addresses: the declarations are those of the library, and buf and protoc take what is rendered."""

from dataclasses import replace
from pathlib import Path

import pytest
from google.api import annotations_pb2, http_pb2
from google.protobuf.descriptor_pb2 import FileDescriptorProto, FileDescriptorSet

from generator.diagnostics import Severity
from generator.ir import Platform
from generator.ir.http import HttpRule
from generator.pipeline.decision import decide
from generator.plan.http import misfits, moved, rules
from generator.plan.records import RecordedRpc
from generator.plan.wire import shapes

from .sample import buf, content, rendered, sample, with_article, with_content, written


def with_addresses() -> Platform:
    return with_article(sample(), http="/v1")


def test_files_appear_only_where_they_are_used():
    """Without an address, no file declares any, and buf's rules hold for all."""
    plain, with_some = rendered(sample()), rendered(with_addresses())

    assert set(with_some) - set(plain) == {"proto/google/api/annotations.proto", "proto/google/api/http.proto"}
    assert "proto/google" not in plain["buf.yaml"]


@pytest.mark.parametrize("command", [("lint",), ("format", "--diff", "--exit-code")])
def test_buf_has_nothing_to_say(tmp_path: Path, command: tuple[str, ...]):
    """Neither of the options nor of what declares them, and without a network."""
    written(tmp_path, rendered(with_addresses()))

    assert buf(tmp_path, *command) == (0, "")


def test_an_address_is_no_breaking_change(tmp_path: Path):
    """Neither one that comes nor one that goes: clients of gRPC do not see it."""
    written(tmp_path / "plain", rendered(sample()))
    written(tmp_path / "with", rendered(with_addresses()))

    assert buf(tmp_path / "with", "breaking", "--against", str(tmp_path / "plain")) == (0, "")
    assert buf(tmp_path / "plain", "breaking", "--against", str(tmp_path / "with")) == (0, "")


@pytest.mark.parametrize("library", [annotations_pb2, http_pb2])
def test_declarations_are_those_of_the_library(tmp_path: Path, library):
    """Names, numbers, types and options: what a client in any language makes of the file is the same."""
    written(tmp_path, rendered(with_addresses()))
    assert buf(tmp_path, "build", "--exclude-source-info", "-o", "image.binpb") == (0, "")
    image = FileDescriptorSet.FromString((tmp_path / "image.binpb").read_bytes())
    expected = FileDescriptorProto()
    library.DESCRIPTOR.CopyToProto(expected)

    (found,) = (item for item in image.file if item.name == expected.name)
    found.DiscardUnknownFields()  # buf's own notes
    for file in (found, expected):
        for fields in (file.extension, *(message.field for message in file.message_type)):
            for field in fields:
                field.ClearField("json_name")  # follows from the name; only one of the two states it

    assert found == expected


def test_every_rpc_of_an_entity_has_an_address_of_its_own():
    """The collection, its items, and every other verb behind a colon."""
    platform = with_addresses()
    found = {name: rule.address for name, rule in rules(shapes(platform, platform.service("content"))).items()}

    assert found["CreateArticle"] == "POST /v1/articles"
    assert found["UpdateArticle"] == "PATCH /v1/articles/{id}"
    assert found["PublishArticle"] == "POST /v1/articles/{id}:publish"
    assert len(set(found.values())) == len(found)
    assert tuple(misfits(shapes(platform, platform.service("content")))) == ()


def test_an_address_that_moves_is_told():
    """Also one that vanishes; one that is new is not, nor one of an RPC that is gone."""
    platform = with_addresses()
    recorded = (
        RecordedRpc(name="GetArticle", entity="article", http="GET /v1/pieces/{id}"),
        RecordedRpc(name="GetComment", entity="comment", http="GET /v1/comments/{id}"),
        RecordedRpc(name="ListArticles", entity="article"),
        RecordedRpc(name="BurnArticle", operation="burn_article", http="POST /v1/articles:burn"),
    )

    found = [(item.code, item.message) for item in moved(recorded, shapes(platform, platform.service("content")))]

    assert found == [
        ("SG598", "`GetArticle` is no longer at `GET /v1/pieces/{id}` but at `GET /v1/articles/{id}`"),
        ("SG598", "`GetComment` is no longer at `GET /v1/comments/{id}`"),
    ]


@pytest.mark.parametrize(
    ("path", "body", "expected"),
    [
        ("/v1/imports", "*", []),
        ("/v1/imports/{mode}", "", []),
        ("/v1/imports/{nothing}", "*", ["the request has no field `nothing`"]),
        ("/v1/imports", "nothing", ["the body cannot be `nothing`"]),
    ],
)
def test_an_address_fits_its_request(path: str, body: str, expected: list[str]):
    """What a path or a body names is a field of the request."""
    rule = HttpRule(method="post", path=path, body=body)
    operations = tuple(
        replace(item, http=rule) if item.name == "import_articles" else item for item in content().operations
    )
    platform = with_content(sample(), operations=operations)

    found = misfits(shapes(platform, platform.service("content")))

    assert [item.message.split(": ", 1)[1] for item in found] == expected


def test_an_address_of_two_services_is_warned_of_once_for_an_entity(tmp_path: Path):
    """`CreateArticle` of both would be at `POST /v1/articles`: a gateway before both would offer one of them only."""
    entity = "http: true\nentities: {article: {fields: {title: text}}}\n"
    (tmp_path / "specs").mkdir()
    (tmp_path / "scaffold.yaml").write_text("platform: acme\n", encoding="utf-8")
    for name in ("blog", "shop"):
        (tmp_path / "specs" / f"{name}.yaml").write_text(f"service: {name}\n{entity}", encoding="utf-8")

    warned = [item for item in decide(tmp_path).warnings if item.code == "SG346"]

    assert [(item.severity, item.message, item.hint) for item in warned] == [
        (
            Severity.WARNING,
            "`POST /v1/articles` of `CreateArticle` is an address of the service `blog`, too",
            "Where one gateway serves both, give this service a prefix of its own: `http: /v1/shop`.",
        )
    ]
    assert [item.span.path for item in warned if item.span] == ["specs/shop.yaml"]
