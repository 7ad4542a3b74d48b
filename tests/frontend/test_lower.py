"""Valid specs to the IR."""

from pathlib import Path

import pytest

from generator.diagnostics import DiagnosedError, EnvironmentProblem
from generator.frontend.load import load, read_platform, read_sources
from generator.ir import EntityKey, IndexColumn, OnDelete, RetentionClass, Scope, SearchField, Transition
from tests.frontend.specs import ACCOUNT, entity, field, platform

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("options", "default"),
    [
        ("{type: string, default: 'it''s $$ \"quoted\" ☃'}", 'it\'s $$ "quoted" ☃'),
        ('{type: text, default: "two\\nlines"}', "two\nlines"),
        ("{type: integer, default: -7}", -7),
        ("{type: decimal, precision: 20, scale: 4, default: 1234567890123456.7890}", "1234567890123456.7890"),
        ("{type: decimal, precision: 9, scale: 2, default: '1e2'}", "100"),
        ("{type: decimal, precision: 38, scale: 9, default: 99999999999999999999999999999.99}", "9" * 29 + ".99"),
        ("{type: double, default: 1}", 1.0),
        ("{type: boolean, default: false}", False),
        ("{type: enum, values: [draft, live], default: live}", "live"),
        ("{type: timestamp, default: '2024-02-29T01:30:00+02:00'}", "2024-02-28T23:30:00+00:00"),
        ("{type: date, default: 2024-02-29}", "2024-02-29"),
        ("{type: time, default: '08:30'}", "08:30:00"),
        ("{type: duration, default: 2 days}", "172800 seconds"),
        ("{type: uuid, default: 6F2C5B1E-8F0A-4C36-9D53-0C6A3A1D9B11}", "6f2c5b1e-8f0a-4c36-9d53-0c6a3a1d9b11"),
        ("{type: list, of: integer, default: [1, 2]}", (1, 2)),
        ("{type: list, of: string, default: []}", ()),
    ],
)
def test_defaults_are_kept_in_one_spelling(options: str, default: object) -> None:
    """A default is a scalar as written, or canonical text; nothing of it is lost."""
    lowered = field(options).default
    assert (lowered, type(lowered)) == (default, type(default))


def test_bounds_keep_every_digit() -> None:
    """A bound is decimal text, because a float would round it."""
    lowered = field("{type: decimal, precision: 30, scale: 10, minimum: 0.0000000001, maximum: 12345678901234567890.5}")
    assert (lowered.minimum, lowered.maximum) == ("0.0000000001", "12345678901234567890.5")


def test_references_are_resolved() -> None:
    """A reference knows its column, its target's table and scope, and what a deletion does."""
    lowered = entity(
        """
        fields:
          author: {type: ref, to: user.account, on_delete: set_null}
          parent: {type: ref, to: article}
          buyer: {type: master, of: user.account, required: true}
        """
    )
    author, parent, buyer = lowered.fields
    assert (author.column, parent.column, buyer.column) == ("author_id", "parent_id", "buyer_master_id")
    assert author.target is not None
    assert (author.target.key, author.target.scope) == (EntityKey(service="user", entity="account"), Scope.GLOBAL)
    assert (author.target.table, author.target.on_delete) == ("service_user_account", OnDelete.SET_NULL)


def test_everything_an_entity_says_is_lowered() -> None:
    """Constraints, indexes, filters, search, concurrency and events arrive in the IR."""
    lowered = entity(
        """
        plural: pieces
        fields:
          title: {type: string, max_length: 9}
          status: {type: enum, values: [draft, live], default: draft}
          author: {type: ref, to: user.account}
        unique: [[title]]
        indexes: [{fields: [status, title desc], where: "author IS NULL"}]
        filters: [status, author]
        search: {fields: {title: A}, language: english}
        soft_delete: true
        concurrency: optimistic
        """
    )
    assert lowered.plural == "pieces"
    assert [unique.fields for unique in lowered.unique] == [("title",)]
    assert lowered.indexes[0].columns == (IndexColumn(field="status"), IndexColumn(field="title", descending=True))
    assert lowered.indexes[0].where == "author_id IS NULL"
    assert lowered.filters == ("status", "author")
    assert lowered.search is not None
    assert (lowered.search.fields, lowered.search.language) == ((SearchField(field="title", weight="A"),), "english")
    assert (lowered.soft_delete, lowered.optimistic) == (True, True)
    assert [event.type for event in lowered.events] == [
        f"content.article.{verb}" for verb in ("created", "updated", "deleted", "restored")
    ]


def test_transitions_govern_their_field_and_carry_their_payload() -> None:
    """The state field is left out of creation and update; the request has the payload of the event."""
    lowered = platform(
        content="""
        service: content
        entities:
          article:
            fields:
              title: string
              status: {type: enum, values: [draft, live], default: draft}
        events:
          article.published: {payload: {channel: string}, retention: audit}
        operations:
          publish_article:
            entity: article
            transition: {field: status, from: [draft], to: live}
            emits: article.published
          import_articles: {request: {url: {type: string, required: true}}, response: {imported: integer}}
        """
    ).service("content")
    article = lowered.entity("article")
    publish, imports = lowered.operations
    assert article.governed == ("status",)
    assert [item.name for item in article.writable] == ["title"]
    assert publish.transition == Transition(field="status", sources=("draft",), to="live")
    assert publish.emits is not None
    assert (publish.emits.type, publish.emits.retention) == ("content.article.published", "audit")
    assert [item.name for item in publish.request] == ["channel"]
    assert (imports.entity, [item.name for item in imports.request]) == (None, ["url"])
    assert [item.name for item in imports.response] == ["imported"]


def test_hostile_texts_arrive_unchanged() -> None:
    """Quotes, dollar quotes, comment signs and line ends are text like any other; targets spell them."""
    hostile = 'it\'s */ -- $$ $1 {{ x }} """ \\ é 🎉\nDROP TABLE master;'
    lowered = entity(
        """
        description: |
          it's */ -- $$ $1 {{ x }} \""" \\ é 🎉
          DROP TABLE master;
        fields: {title: string}
        """
    )
    assert lowered.description == hostile


def test_the_platform_file_has_its_say() -> None:
    """Package and retention classes come from scaffold.yaml; services are in name order."""
    texts = {
        "scaffold.yaml": "platform: acme\npackage: shop\ndescription: A shop.\n"
        "retention: {short: 1 day, long: 400 days}\n",
        "specs/user.yaml": ACCOUNT,
        "specs/archive.yaml": ACCOUNT.replace("user", "archive"),
    }
    lowered = load(texts)
    assert (lowered.name, lowered.package, lowered.description) == ("acme", "shop", "A shop.")
    assert lowered.retention == (RetentionClass(name="short", days=1), RetentionClass(name="long", days=400))
    assert [service.name for service in lowered.services] == ["archive", "user"]
    assert lowered.entity(EntityKey(service="user", entity="account")).events[0].retention == "short"


def test_known_texts_are_not_validated_again() -> None:
    """A text that the caller knows to be valid skips the schema, and lowers to the same."""
    texts = read_sources(ROOT / "examples" / "marketplace")
    assert load(texts, validated=frozenset(texts)) == load(texts)


def test_every_field_type_is_in_use_somewhere() -> None:
    """In an example, where a reader sees it, or in the golden platform whose generated tests are run."""
    from generator.catalog import FIELD_TYPES

    platforms = map(read_platform, (ROOT / "examples" / "marketplace", ROOT / "tests" / "golden" / "every_type"))
    used = {item.type.name for platform in platforms for found in platform.entities() for item in found.fields}
    used |= {"money", "counter"}  # which are two fields and a number by now
    assert sorted(FIELD_TYPES.keys() - used) == []


def test_files_that_would_be_overlooked_are_reported(tmp_path: Path) -> None:
    """A spec with the other ending, and one that is not UTF-8, are findings and not silence."""
    (tmp_path / "scaffold.yaml").write_text("platform: acme\n")
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / "user.yml").write_text(ACCOUNT)
    (tmp_path / "specs" / "b.yaml").write_bytes(b"service: b\ndescription: \xe9t\xe9\n")
    with pytest.raises(DiagnosedError) as caught:
        read_platform(tmp_path)
    assert [item.code for item in caught.value.diagnostics] == ["SG101", "SG110"]
    assert caught.value.diagnostics[0].span is not None
    assert (caught.value.diagnostics[0].span.line, caught.value.diagnostics[0].span.column) == (2, 14)


def test_a_folder_without_a_platform_is_no_finding(tmp_path: Path) -> None:
    """A missing scaffold.yaml is a problem of where the command runs, not of a spec."""
    with pytest.raises(EnvironmentProblem):
        read_platform(tmp_path)


def test_indexes_over_different_rows_are_different():
    """Each partial index serves its own query, whatever columns they share."""
    lowered = entity("""\
        fields:
          title: {type: string, max_length: 9}
          status: {type: enum, values: [draft, published]}
        indexes:
          - {fields: [title]}
          - {fields: [title], where: "status = 'draft'"}
          - {fields: [title], where: "status = 'published'"}
        """)
    assert [index.where for index in lowered.indexes] == [None, "status = 'draft'", "status = 'published'"]


def test_no_two_events_of_a_platform_have_one_type():
    """A type names service, entity and verb between dots, which no name has; what would share a class is refused."""
    entities = "{item: {fields: {title: string}}, item_lot: {fields: {title: string}}}"
    stock = f"service: stock\nentities: {entities}\nevents: {{item.moved: {{}}, item_lot.moved: {{}}}}\n"
    texts = {
        "scaffold.yaml": "platform: acme\n",
        "specs/stock.yaml": stock,
        "specs/store.yaml": stock.replace("stock", "store"),
    }
    types = [event.type for found in load(texts).entities() for event in found.events]
    assert len(set(types)) == len(types) == 16

    texts["specs/stock.yaml"] = stock.replace("item.moved", "item.lot_moved")
    with pytest.raises(DiagnosedError) as caught:
        load(texts)
    assert [item.code for item in caught.value.diagnostics] == ["SG304"]
