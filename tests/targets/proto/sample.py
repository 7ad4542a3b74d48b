"""A platform in IR with one of everything the wire knows, and what the proto target makes of it."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from generator import names
from generator.catalog import FIELD_TYPES
from generator.diagnostics import Span
from generator.ir import (
    Entity,
    EntityKey,
    Event,
    Field,
    Operation,
    Platform,
    RetentionClass,
    Scope,
    Search,
    SearchField,
    Service,
    Target,
    Transition,
    Unique,
)
from generator.plan.blueprint import Blueprint, PlatformBlueprint, WireType
from generator.plan.numbering import allocate
from generator.plan.wire import shapes
from generator.targets.proto.target import ProtoTarget

SPAN = Span(path="specs/content.yaml", line=1, column=1, end_line=1, end_column=2)
ACCOUNT = Target(key=EntityKey(service="user", entity="account"), scope=Scope.GLOBAL)
ARTICLE = Target(key=EntityKey(service="content", entity="article"), scope=Scope.CAMPAIGN)


def field(name: str, type_: str, description: str = "", **facts) -> Field:
    suffix = {"ref": "_id", "master": "_master_id"}.get(type_, "")
    text = description or f"The {names.words(name)}."
    return Field(name=name, column=f"{name}{suffix}", type=FIELD_TYPES[type_], description=text, span=SPAN, **facts)


def entity(service: str, name: str, *fields: Field, **facts) -> Entity:
    given = {
        "plural": names.plural(name),
        "description": f"One {names.words(name)}.",
        "scope": Scope.CAMPAIGN,
        "events": (),
    }
    return Entity(key=EntityKey(service=service, entity=name), fields=fields, span=SPAN, **(given | facts))


def service(name: str, *entities: Entity, **facts) -> Service:
    given = {"description": f"The {name} service.", "scope": Scope.CAMPAIGN, "operations": ()}
    return Service(name=name, entities=entities, path=f"specs/{name}.yaml", span=SPAN, **(given | facts))


def platform(*services: Service) -> Platform:
    retention = (RetentionClass(name="standard", days=90),)
    return Platform(name="acme", package="acme", description="A sample.", retention=retention, services=services)


def account() -> Entity:
    return entity(
        "user",
        "account",
        field("email", "string", "Where mail reaches the person.", required=True, max_length=320),
        field("born_on", "date"),
        field("settings", "json"),
        field("verified", "boolean", default=False),
        description="A person who can sign in.",
        scope=Scope.GLOBAL,
        filters=("verified",),
        unique=(Unique(fields=("email",), span=SPAN),),
    )


def article() -> Entity:
    return entity(
        "content",
        "article",
        field("title", "string", "Headline.", required=True, max_length=200),
        field("slug", "string", required=True, max_length=80, pattern="[a-z0-9-]+"),
        field("body", "text"),
        field("status", "enum", values=("draft", "published"), default="draft"),
        field("price", "decimal", precision=12, scale=2, minimum="0"),
        field("tags", "list", element=FIELD_TYPES["string"], max_items=20),
        field("published_at", "timestamp"),
        field("reading_time", "duration"),
        field("author", "ref", "Who wrote it.", target=ACCOUNT, required=True),
        field("sponsor", "master", "Who paid for it.", target=ACCOUNT),
        field("related", "list", element=FIELD_TYPES["uuid"]),
        description='One published piece.\n\nIts "quoted" $$ text.',
        filters=("status", "author"),
        governed=("status",),
        optimistic=True,
        search=Search(fields=(SearchField(field="title", weight="A"),)),
        soft_delete=True,
        unique=(Unique(fields=("slug",), span=SPAN),),
    )


def comment() -> Entity:
    return entity(
        "content",
        "comment",
        field("body", "text", required=True, max_length=5000),
        field("likes", "integer", default=0, minimum="0"),
        parent=ARTICLE,
    )


def publish(name: str = "publish_article") -> Operation:
    channels = field("channel", "enum", "Where it was announced.", values=("mail", "feed"))
    published = Event(
        service="content",
        entity="article",
        name="published",
        description="",
        payload=(channels,),
        retention="standard",
        span=SPAN,
    )
    return Operation(
        name=name,
        description="Makes a draft public.",
        entity="article",
        transition=Transition(field="status", sources=("draft",), to="published"),
        emits=published,
        request=published.payload,
        span=SPAN,
    )


def imports() -> Operation:
    return Operation(
        name="import_articles",
        description="Imports articles from a feed.",
        entity=None,
        request=(field("url", "string", required=True), field("mode", "enum", values=("all", "new"), default="new")),
        response=(field("imported", "integer", required=True),),
        span=SPAN,
    )


def content() -> Service:
    return service(
        "content",
        article(),
        comment(),
        operations=(publish(), imports()),
        description="Articles and comments that a campaign publishes.",
    )


def user() -> Service:
    return service("user", account(), scope=Scope.GLOBAL, description="Accounts of people, shared by all campaigns.")


def sample() -> Platform:
    return platform(content(), user())


def blueprint(whole: Platform, name: str, recorded: dict[str, WireType] | None = None) -> Blueprint:
    planned = whole.service(name)
    found = shapes(whole, planned)
    return Blueprint(platform=whole, service=planned, tables=(), shapes=found, wire=allocate(recorded, found))


def rendered(whole: Platform, *blueprints: Blueprint) -> dict[str, str]:
    """The artifacts of the proto target by path; new numbers where no blueprint is given."""
    planned = blueprints or tuple(blueprint(whole, item.name) for item in whole.services)
    target = ProtoTarget()
    artifacts = [*target.render_platform(PlatformBlueprint(platform=whole, services=planned))]
    for item in planned:
        artifacts.extend(target.render_service(item))
    return {item.path: item.text for item in artifacts}


def written(root: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


def with_article(whole: Platform, **facts) -> Platform:
    """The platform with the facts of its article changed."""
    changed = replace(whole.service("content").entity("article"), **facts)
    return with_content(whole, entities=(changed, *whole.service("content").entities[1:]))


def with_content(whole: Platform, **facts) -> Platform:
    changed = replace(whole.service("content"), **facts)
    return replace(whole, services=(changed, *(item for item in whole.services if item.name != "content")))


def buf(root: Path, *arguments: str) -> tuple[int, str]:
    """The status and the output of the real buf, run at `root`."""
    program = Path(sys.executable).parent / "buf"
    found = subprocess.run([program, *arguments], cwd=root, capture_output=True, text=True, check=False)
    return found.returncode, found.stdout + found.stderr
