"""Wire shapes: which messages, fields and RPCs a service has."""

from dataclasses import replace

import pytest

from generator.catalog import FIELD_TYPES
from generator.ir import Entity, Scope, StandardRpcs, Unique
from generator.plan.collisions import collisions
from generator.plan.shapes import Message
from generator.plan.wire import enum_shape, shapes
from generator.plan.wire_kinds import FieldKind, Presence, Verb
from tests.targets.proto.sample import (
    article,
    content,
    entity,
    field,
    imports,
    platform,
    publish,
    sample,
    service,
    user,
)


def message(name: str, whole=None) -> Message:
    whole = whole or sample()
    found = {item.name: item for owner in whole.services for item in shapes(whole, owner).messages}
    return found[name]


def slots(name: str) -> dict[str, int | None]:
    return {item.name: item.slot for item in message(name).fields}


def test_rpcs_are_in_spec_order():
    """Each entity's verbs, as far as it has them, then the declared operations."""
    assert [(rpc.name, rpc.method, rpc.verb) for rpc in shapes(sample(), content()).rpcs] == [
        ("CreateArticle", "create_article", Verb.CREATE),
        ("GetArticle", "get_article", Verb.GET),
        ("ListArticles", "list_articles", Verb.LIST),
        ("UpdateArticle", "update_article", Verb.UPDATE),
        ("DeleteArticle", "delete_article", Verb.DELETE),
        ("RestoreArticle", "restore_article", Verb.RESTORE),
        ("SearchArticles", "search_articles", Verb.SEARCH),
        ("CreateComment", "create_comment", Verb.CREATE),
        ("GetComment", "get_comment", Verb.GET),
        ("ListComments", "list_comments", Verb.LIST),
        ("UpdateComment", "update_comment", Verb.UPDATE),
        ("DeleteComment", "delete_comment", Verb.DELETE),
        ("PublishArticle", "publish_article", Verb.TRANSITION),
        ("ImportArticles", "import_articles", Verb.CUSTOM),
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("GetArticleRequest", {"campaign_id": 1, "id": 2}),
        ("GetAccountRequest", {"id": 2}),
        ("DeleteArticleRequest", {"campaign_id": 1, "id": 2, "etag": 3}),
        ("DeleteCommentRequest", {"campaign_id": 1, "id": 2}),
        ("DeleteArticleResponse", {"article": 1}),
        ("DeleteCommentResponse", {}),
        ("RestoreArticleRequest", {"campaign_id": 1, "id": 2}),
        ("SearchArticlesRequest", {"campaign_id": 1, "query": 2, "page_size": 3, "page_token": 4}),
        ("ListArticlesResponse", {"articles": 1, "next_page_token": 2}),
        ("PublishArticleRequest", {"campaign_id": 1, "id": 2, "etag": 3, "channel": None}),
        ("ImportArticlesRequest", {"campaign_id": 1, "url": None, "mode": None}),
        ("ImportArticlesResponse", {"imported": None}),
    ],
)
def test_system_fields_have_slots(name: str, expected: dict[str, int | None]):
    """System fields are fixed for ever, the spec's fields are numbered by the lock."""
    assert slots(name) == expected


def test_an_entity_has_all_slots_it_can_fill():
    """The campaign, the etag and the deletion are there only where the entity has them."""
    system = {name: slot for name, slot in slots("Article").items() if slot is not None}

    assert system == {
        "id": 1,
        "campaign_id": 2,
        "master_id": 3,
        "uuid": 4,
        "etag": 5,
        "created_at": 6,
        "updated_at": 7,
        "deleted_at": 8,
    }
    assert "campaign_id" not in slots("Account")
    assert "etag" not in slots("Comment")
    assert "deleted_at" not in slots("Comment")


def test_presence_follows_what_may_be_absent():
    """`optional` where absent differs from zero: in an entity what is nullable, in a request whatever it carries."""
    facts = {
        name: {item.name: item.presence for item in message(name).fields}
        for name in ("Article", "Comment", "CreateCommentRequest", "UpdateArticleRequest", "ListArticlesRequest")
    }

    assert facts["Article"]["title"] is Presence.IMPLICIT
    assert facts["Article"]["status"] is Presence.IMPLICIT
    assert facts["Article"]["body"] is Presence.OPTIONAL
    assert facts["Article"]["published_at"] is Presence.MESSAGE
    assert facts["Article"]["tags"] is Presence.REPEATED
    assert facts["Comment"]["article_id"] is Presence.IMPLICIT
    assert facts["CreateCommentRequest"]["campaign_id"] is Presence.IMPLICIT
    assert facts["CreateCommentRequest"]["article_id"] is Presence.OPTIONAL
    assert facts["CreateCommentRequest"]["body"] is Presence.OPTIONAL
    assert facts["CreateCommentRequest"]["likes"] is Presence.OPTIONAL
    assert facts["UpdateArticleRequest"]["id"] is Presence.IMPLICIT
    assert facts["UpdateArticleRequest"]["title"] is Presence.OPTIONAL
    assert facts["UpdateArticleRequest"]["tags"] is Presence.REPEATED
    assert facts["ListArticlesRequest"]["status"] is Presence.OPTIONAL


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("CreateArticleRequest", ["title", "slug", "author_id"]),
        ("CreateCommentRequest", ["article_id", "body"]),
        ("ListCommentsRequest", ["article_id"]),
        ("ListArticlesRequest", []),
        ("GetArticleRequest", []),
        ("ImportArticlesRequest", ["url"]),
    ],
)
def test_what_a_request_must_have(name: str, expected: list[str]):
    """The spec's required fields and the parent's id, all with presence; a filter of a required field is optional."""
    needed = [item for item in message(name).fields if item.required]

    assert [item.name for item in needed] == expected
    assert all(item.has_presence for item in needed)


def test_a_list_is_never_missing():
    """On the wire an empty list is no list, so none can be asked for."""
    (tags,) = entity("content", "topic", field("tags", "list", element=FIELD_TYPES["string"], required=True)).fields

    assert not tags.must_be_given


def test_governed_fields_are_not_written():
    """A field that only transitions change is in the entity and its filters, in no creation and no update."""
    assert "status" in slots("Article")
    assert "status" in slots("ListArticlesRequest")
    assert "status" not in slots("CreateArticleRequest")
    assert "status" not in slots("UpdateArticleRequest")


def test_a_child_names_its_parent():
    """In itself, in its creation and in its list, and cannot move to another."""
    names = ("Comment", "CreateCommentRequest", "ListCommentsRequest", "UpdateCommentRequest")

    assert [[item.name for item in message(name).of(FieldKind.PARENT)] for name in names] == [
        ["article_id"],
        ["article_id"],
        ["article_id"],
        [],
    ]


def test_an_operation_is_scoped_like_what_it_works_on():
    """By its entity, or, without one, by the service."""
    topic = entity("content", "topic", scope=Scope.GLOBAL)
    mixed = service("content", topic, operations=(imports(), replace(imports(), name="count_topics", entity="topic")))

    assert [shapes(platform(mixed), mixed).rpc(name).scoped for name in ("ImportArticles", "CountTopics")] == [
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("owner", "name", "expected"),
    [
        ("article", "status", ("ArticleStatus", "ARTICLE_STATUS_DRAFT")),
        ("order_2", "status", ("Order2Status", "ORDER2_STATUS_DRAFT")),
        ("x_y", "status", ("XYStatus", "XY_STATUS_DRAFT")),
        ("article", "h1_tag", ("ArticleH1Tag", "ARTICLE_H1_TAG_DRAFT")),
    ],
)
def test_enum_values_carry_the_prefix_buf_wants(owner: str, name: str, expected: tuple[str, str]):
    """The prefix is the enum's name in buf's snake case, in which digits begin no word."""
    shape = enum_shape(owner, field(name, "enum", values=("draft",)))

    assert (shape.name, shape.values[1].name) == expected


def test_an_enum_is_declared_once():
    """Two transitions that emit one event share the enums of its payload."""
    twice = replace(content(), operations=(publish(), publish("republish_article")))

    assert [item.name for item in shapes(platform(twice), twice).enums] == ["ArticleStatus", "ArticlePublishedChannel"]


def named(*fields: str) -> Entity:
    return entity("content", "topic", *(field(name, "string") for name in fields))


@pytest.mark.parametrize(
    ("entities", "expected"),
    [
        ((article(), entity("content", "article_status")), "`ArticleStatus` would be declared twice"),
        (
            (entity("content", "topic"), entity("content", "get_topic_request")),
            "`GetTopicRequest` would be declared twice",
        ),
        ((entity("content", "content_service"),), "`ContentService` would be declared twice"),
        (
            (entity("content", "topic", field("state", "enum", values=("unspecified",))),),
            "`TOPIC_STATE_UNSPECIFIED` would be declared twice",
        ),
        ((named("a_1", "a1"),), "`a_1` and `a1` of message `Topic` would share the JSON name `a1`"),
        ((named("update_mask"),), "`update_mask` and `update_mask` of message `UpdateTopicRequest` would share"),
        ((replace(named("etag"), optimistic=True),), "`etag` and `etag` of message `Topic` would share"),
    ],
)
def test_names_that_meet_are_found(entities: tuple[Entity, ...], expected: str):
    """What protoc would refuse is said in terms of the spec, once, however many names and messages it is about."""
    meeting = service("content", *entities)

    (found,) = collisions(shapes(platform(meeting), meeting))
    assert found.message.startswith(expected)


def test_google_is_no_name_for_a_service():
    """It would hide `google.protobuf` from the file."""
    hiding = service("google")

    assert [item.code for item in collisions(shapes(platform(hiding), hiding))] == ["SG332"]


@pytest.mark.parametrize("owner", [content(), user()], ids=lambda item: item.name)
def test_the_sample_has_no_collisions(owner):
    """Ordinary services pass."""
    assert collisions(shapes(sample(), owner)) == ()


@pytest.mark.parametrize("name", sorted(FIELD_TYPES))
def test_every_field_type_has_a_shape(name: str):
    """A new row of the catalog needs nothing here."""
    held = {"element": FIELD_TYPES["string"]}
    facts = {"enum": {"values": ("a",)}, "list": held, "map": held}.get(name, {})
    made = entity("content", "topic", field("value", name, **facts))
    # A secret is in no answer, only in what is sent.
    name_of = "CreateTopicRequest" if name == "secret" else "Topic"
    shape = message(name_of, platform(service("content", made))).fields[-1]

    assert shape.source is made.fields[0]
    assert shape.type == {"enum": "TopicValue", "list": "string", "map": "map<string, string>"}.get(
        name, FIELD_TYPES[name].proto.type
    )


def test_rpcs_that_are_asked_for_follow_the_standard_ones():
    """By unique groups, then batches; what is omitted is not there, and what clients know keeps its slots."""
    slug = field("slug", "string", required=True)
    unique = (Unique(fields=("slug",), span=slug.span),)
    omitted = frozenset({"create", "list"})
    asked = StandardRpcs(get_by=(("slug",),), upsert=(("slug",),), batch_get=True, batch_delete=True, omitted=omitted)
    shop = service("shop", entity("shop", "item", slug, unique=unique, rpcs=asked))
    rpcs = shapes(platform(shop), shop).rpcs

    assert {rpc.name: {item.name: item.slot for item in rpc.request.fields} for rpc in rpcs} == {
        "GetItem": {"campaign_id": 1, "id": 2},
        "UpdateItem": {"campaign_id": 1, "id": 2, "update_mask": 3, "slug": None},
        "DeleteItem": {"campaign_id": 1, "id": 2},
        "GetItemBySlug": {"campaign_id": 1, "slug": None},
        "UpsertItemBySlug": {"campaign_id": 1, "slug": None},
        "BatchGetItems": {"campaign_id": 1, "ids": 2},
        "BatchDeleteItems": {"campaign_id": 1, "ids": 2},
    }
    assert {rpc.request.slots for rpc in rpcs if rpc.verb is not Verb.GET} == {4}
