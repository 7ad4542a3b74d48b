"""A platform's parsed documents, lowered to the IR: every name resolved, every default spelled out."""

from collections.abc import Sequence
from itertools import chain
from pathlib import PurePosixPath
from typing import Final

from generator.diagnostics import DiagnosedError, in_source_order
from generator.frontend import collisions, descriptions, lifecycle, naming
from generator.frontend.caching import check_home_keeps
from generator.frontend.core_parts import check_core_parts
from generator.frontend.core_types import check_core_types
from generator.frontend.counters import with_counts
from generator.frontend.entities import check_parent_cycles, lower_entity
from generator.frontend.events import check_event_names
from generator.frontend.evolution import check_heirs, tombstones
from generator.frontend.guards import check_guards_at_home
from generator.frontend.home import pinned
from generator.frontend.mastery import check_events, check_links, check_owners
from generator.frontend.node import Node
from generator.frontend.once import check_home
from generator.frontend.operations import governed_fields, lower_operations
from generator.frontend.outline import Lowering, outline
from generator.frontend.ownership import with_ownership
from generator.frontend.policy import lower_allowances, lower_policy
from generator.frontend.references import check_required_circles
from generator.frontend.relation_checks import check_relations
from generator.frontend.relations import entity_nodes
from generator.frontend.seeds import with_seeds
from generator.frontend.source import Document
from generator.frontend.tenant import check_one_tenant
from generator.ir import Paging, Platform, RetentionClass, Scope, Service

DEFAULT_RETENTION: Final = (RetentionClass(name="standard", days=90), RetentionClass(name="audit", days=365))
"""The classes of a platform that names none; the first is the default class."""

_LONGEST_ROLE_SUFFIX: Final = "_archiver"
_PARTITION: Final = "service_event_{}_0000_00"


def lower(platform: Document, services: Sequence[Document], elsewhere: Sequence[Document] = ()) -> Platform:
    """The platform that the documents describe. They must have passed the schema.

    `elsewhere` holds the documents of the platform's own repository, if it is another.
    Raises DiagnosedError with all semantic findings (SG3xx, SG942) in source order.
    """
    own = Node(platform, (), platform.data)
    pin = pinned(own)
    nodes, others = _nodes(services), _nodes(elsewhere)
    # Of a platform elsewhere, its own file says what it is.
    root = own if pin is None else next(node for node in others if _is_platform(node))
    borrowed = [node for node in others if node is not root]
    lowering = Lowering(
        outline=outline([*nodes, *borrowed]),
        retention=_retention(root),
        package=root.text("package", root.text("platform")),
        extensions=frozenset(_extensions(root)),
        pin=pin,
        own=frozenset(node.text("service") for node in nodes),
        services=frozenset(node.text("service") for node in [*nodes, *borrowed]),
        paging=root.text("paging", Paging.TOKEN),
        findings=[],
    )
    _check_platform(lowering, root)
    _check_service_names(lowering, [*borrowed, *nodes])
    lowered = Platform(
        name=root.text("platform"),
        package=root.text("package", root.text("platform")),
        description=root.text("description") or f"The {root.text('platform')} platform.",
        retention=lowering.retention,
        services=_services(lowering, nodes),
        pin=pin,
        borrowed=_services(lowering, borrowed),
        extensions=_extensions(root),
        policy=lower_policy(lowering, root),
        removed=tombstones(lowering, own, lowering.own),
        targets=tuple(dict.fromkeys(node.string for node in own.entries("targets"))),
        spans={node.name: node.key_span for node in own.values()},
    )
    return _checked(lowering, _viewed(lowering, nodes, lowered))


def _viewed(lowering: Lowering, nodes: Sequence[Node], lowered: Platform) -> Platform:
    """The platform with the views of its services."""
    if not any(node.get("views") for node in nodes):
        return lowered
    from generator.frontend.views import with_views

    return with_views(lowering, nodes, lowered)


def _checked(lowering: Lowering, lowered: Platform) -> Platform:
    """The platform, once its parts agree with each other and nothing was found in them."""
    collisions.check_tables(lowering, lowered)
    check_required_circles(lowering, lowered)
    check_one_tenant(lowering, lowered)
    check_links(lowering, lowered)
    check_owners(lowering, lowered)
    check_events(lowering, lowered)
    check_home(lowering, lowered)
    check_core_types(lowering, lowered)
    check_home_keeps(lowering, lowered)
    check_core_parts(lowering, lowered)
    check_guards_at_home(lowering, lowered)
    lifecycle.check_purges(lowering, lowered)
    if lowering.findings:
        raise DiagnosedError(in_source_order(lowering.findings))
    return lowered


def _nodes(documents: Sequence[Document]) -> tuple[Node, ...]:
    return tuple(Node(document, (), document.data) for document in documents)


def _is_platform(root: Node) -> bool:
    return isinstance(root.data, dict) and "platform" in root.data


def _services(lowering: Lowering, nodes: Sequence[Node]) -> tuple[Service, ...]:
    return tuple(sorted((_service(lowering, node) for node in nodes), key=lambda service: service.name))


def _retention(root: Node) -> tuple[RetentionClass, ...]:
    classes = [RetentionClass(name=node.name, days=int(node.string.split()[0])) for node in root.entries("retention")]
    return tuple(classes) or DEFAULT_RETENTION


def _extensions(root: Node) -> tuple[str, ...]:
    return tuple(dict.fromkeys(node.string for node in root.entries("extensions")))


def _check_platform(lowering: Lowering, root: Node) -> None:
    name = root.at("platform")
    package = root.get("package") or name
    naming.check_package(lowering, package.string, package.span)
    naming.check_length(lowering, f"{name.string}{_LONGEST_ROLE_SUFFIX}", name.span, "role")
    for node in root.entries("retention"):
        naming.check_length(lowering, _PARTITION.format(node.name), node.key_span, "partition")


def _check_service_names(lowering: Lowering, services: Sequence[Node]) -> None:
    seen: dict[str, str] = {}
    for node in services:
        name = node.at("service")
        naming.check_service(lowering, name.string, name.span)
        expected = PurePosixPath(node.document.path).stem
        if name.string != expected:
            hint = f"Rename the file to `{name.string}.yaml`, or the service to `{expected}`."
            lowering.refuse("SG319", f"service `{name.string}` is in a file of another name", name.span, hint)
        if name.string in seen:
            message = f"service `{name.string}` is already described in {seen[name.string]}"
            lowering.refuse("SG304", message, name.span, "Merge the two, or rename one.")
        seen.setdefault(name.string, node.document.path)


def _service(lowering: Lowering, node: Node) -> Service:
    name = node.text("service")
    scope = Scope(node.text("scope", Scope.CAMPAIGN))
    governed = governed_fields(node)
    lowered_entities = (
        (item, lower_entity(lowering, node, item, governed.get(item.name, frozenset()))) for item in entity_nodes(node)
    )
    entities = {item.name: with_ownership(lowering, item, entity) for item, entity in lowered_entities}
    check_event_names(lowering, node)
    lifecycle.check_operations(lowering, node)
    check_relations(lowering, node)
    check_heirs(lowering, entity_nodes(node))
    check_heirs(lowering, node.entries("operations"))
    check_parent_cycles(lowering, node, entities)
    entities = dict(with_counts(lowering, node, entities))
    entities = dict(with_seeds(lowering, node, entities))
    lowered = Service(
        name=name,
        description=node.text("description") or descriptions.service(name),
        scope=scope,
        entities=tuple(entities.values()),
        operations=lower_operations(lowering, node, entities, scope),
        removed=tombstones(lowering, node, _declared(node)),
        allowances=lower_allowances(node.document),
        path=node.document.path,
        span=node.at("service").span,
    )
    collisions.check_service(lowering, lowered)
    return lowered


def _declared(service: Node) -> frozenset[str]:
    """The names of everything that a service may have removed one day."""
    others = (item for key in ("events", "operations") for item in service.entries(key))
    return frozenset(item.name for item in chain(entity_nodes(service), others))
