"""A platform of two services, planned: one global entity, and a campaign-scoped one with a child."""

from pathlib import Path

from generator.catalog import FIELD_TYPES
from generator.diagnostics import Span
from generator.ir import (
    Entity,
    EntityKey,
    Field,
    Index,
    IndexColumn,
    OnDelete,
    Platform,
    RetentionClass,
    Scope,
    Search,
    SearchField,
    Service,
    Target,
    Unique,
)
from generator.plan import order, tables
from generator.plan.blueprint import Blueprint, PlatformBlueprint
from generator.plan.core import CORE_MIGRATIONS
from generator.plan.wire import shapes
from generator.targets.sql.target import SqlTarget
from generator.tree import is_rollback

SPAN = Span(path="specs/sample.yaml", line=1, column=1, end_line=1, end_column=2)
HOSTILE = 'It\'s "quoted"\n-- depends: nothing\n*/ $function$ $$; DROP TABLE master; \\'
ACCOUNT = EntityKey(service="user", entity="account")
ARTICLE = EntityKey(service="content", entity="article")


def field(name: str, kind: str, **options) -> Field:
    column = {"ref": f"{name}_id", "master": f"{name}_master_id"}.get(kind, name)
    options.setdefault("description", "")
    return Field(name=name, column=column, type=FIELD_TYPES[kind], span=SPAN, **options)


def account(on_delete: OnDelete = OnDelete.RESTRICT) -> Target:
    return Target(key=ACCOUNT, scope=Scope.GLOBAL, on_delete=on_delete)


def service(name: str, scope: Scope, *entities: Entity) -> Service:
    return Service(
        name=name,
        description="",
        scope=scope,
        entities=entities,
        operations=(),
        path=f"specs/{name}.yaml",
        span=SPAN,
    )


USER = service(
    "user",
    Scope.GLOBAL,
    Entity(
        key=ACCOUNT,
        plural="accounts",
        description="A person who can sign in.",
        scope=Scope.GLOBAL,
        fields=(
            field("email", "string", required=True, max_length=320, pattern="[^@]+@[^@]+"),
            field("display_name", "string", required=True, min_length=1, max_length=80),
            field("verified", "boolean", default=False),
        ),
        unique=(Unique(fields=("email",), span=SPAN),),
        filters=("verified",),
        search=Search(fields=(SearchField(field="display_name", weight="A"),)),
        events=(),
        span=SPAN,
    ),
)

CONTENT = service(
    "content",
    Scope.CAMPAIGN,
    Entity(
        key=ARTICLE,
        plural="articles",
        description=HOSTILE,
        scope=Scope.CAMPAIGN,
        fields=(
            field("title", "string", description="Headline.", required=True, max_length=200),
            field("slug", "string", description=HOSTILE, required=True, max_length=80, pattern="[a-z0-9-]+"),
            field("body", "text"),
            field("status", "enum", values=("draft", "published"), default="draft"),
            field("price", "decimal", precision=12, scale=2, minimum="0"),
            field("tags", "list", element=FIELD_TYPES["string"], max_items=20),
            field("published_at", "timestamp"),
            field("author", "ref", target=account(), required=True),
            field("reviewer", "ref", target=account(OnDelete.SET_NULL)),
            field("sponsor", "master", target=account()),
        ),
        unique=(Unique(fields=("slug",), span=SPAN),),
        indexes=(
            Index(
                columns=(IndexColumn(field="status"), IndexColumn(field="published_at", descending=True)),
                where="status = 'published'",
                span=SPAN,
            ),
        ),
        filters=("status", "author"),
        search=Search(
            fields=(
                SearchField(field="title", weight="A"),
                SearchField(field="tags", weight="B"),
                SearchField(field="body", weight="C"),
            ),
            language="english",
        ),
        soft_delete=True,
        optimistic=True,
        events=(),
        span=SPAN,
    ),
    Entity(
        key=EntityKey(service="content", entity="comment"),
        plural="comments",
        description="What a reader says about an article.",
        scope=Scope.CAMPAIGN,
        fields=(field("body", "text", required=True, max_length=5000),),
        parent=Target(key=ARTICLE, scope=Scope.CAMPAIGN),
        events=(),
        span=SPAN,
    ),
)


def platform(name: str = "acme") -> Platform:
    """The sample under a name, which is the prefix of its roles: those belong to the whole cluster."""
    return Platform(
        name=name,
        package=name,
        description="",
        retention=(RetentionClass(name="standard", days=90), RetentionClass(name="audit", days=365)),
        services=(CONTENT, USER),
    )


def blueprint(name: str = "acme") -> PlatformBlueprint:
    of = platform(name)
    created = {item.name: tables.tables(of, item) for item in of.services}
    origins = {table.name: f"{item}.0001.create" for item, made in created.items() for table in made}
    services = tuple(
        Blueprint(
            platform=of,
            service=item,
            tables=created[item.name],
            shapes=shapes(of, item),
            wire={},
            migrations=order.migrations(item.name, (), created[item.name], (), origins),
        )
        for item in of.services
    )
    return PlatformBlueprint(platform=of, services=services, migrations=CORE_MIGRATIONS)


def rendered(name: str = "acme") -> dict[str, str]:
    """Text by path of every file of the platform, in the order in which psql can run them."""
    planned = blueprint(name)
    target = SqlTarget()
    files = list(target.render_platform(planned))
    for service_blueprint in planned.services:
        files.extend(target.render_service(service_blueprint))
    # Creations first: foreign keys need the tables of all services. What undoes them, in the other direction.
    files.sort(
        key=lambda item: (not item.path.startswith("migrations/core/"), item.path.rpartition("/")[2].split(".")[1])
    )
    downs = [item for item in reversed(files) if is_rollback(item.path)]
    return {item.path: item.text for item in (*(item for item in files if item not in downs), *downs)}


def write(root: Path, name: str = "acme") -> Path:
    """Write every file under `root`, as a platform has them."""
    for path, text in rendered(name).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root
