"""What a platform declares, before anything is resolved: which services and entities there are, and their scope."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field

from generator.diagnostics import Diagnostic, Span
from generator.frontend.node import Node
from generator.frontend.relations import entity_nodes
from generator.frozen import frozen
from generator.ir import EntityKey, OnDelete, Pin, RetentionClass, Scope, Target


@frozen
class Outline:
    """The names that references resolve against."""

    scopes: Mapping[EntityKey, Scope]
    nodes: Mapping[EntityKey, Node] = field(default_factory=dict)
    """What the specs say of each entity."""
    soft_deleted: frozenset[EntityKey] = frozenset()
    """The entities whose rows are marked when they are deleted."""
    _entities: Mapping[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)
    """By service: kept, because every entity asks for its siblings."""

    def __post_init__(self) -> None:
        """Gathers the entities of each service."""
        found: dict[str, list[str]] = defaultdict(list)
        for key in self.scopes:
            found[key.service].append(key.entity)
        object.__setattr__(self, "_entities", {service: tuple(entities) for service, entities in found.items()})

    def entities(self, service: str) -> tuple[str, ...]:
        """The entities of a service."""
        return self._entities.get(service, ())

    def target(self, key: EntityKey, on_delete: OnDelete = OnDelete.RESTRICT) -> Target | None:
        """What a reference to `key` points at; None if there is no such entity."""
        scope = self.scopes.get(key)
        if scope is None:
            return None
        return Target(key=key, scope=scope, on_delete=on_delete)


@frozen
class Lowering:
    """What every part of lowering needs: the names, the retention classes, and where findings go."""

    outline: Outline
    retention: tuple[RetentionClass, ...]
    package: str = ""
    """The root Python package of the platform."""
    extensions: frozenset[str] = frozenset()
    """The PostgreSQL extensions that the platform has."""
    pin: Pin | None = None
    """Where the platform lives, if in another repository."""
    own: frozenset[str]
    """The services of this repository."""
    services: frozenset[str] = frozenset()
    """Those of the whole platform, as far as they are known here."""
    paging: str = "token"
    """How lists are gone through where neither entity nor service says it."""
    findings: list[Diagnostic]

    def refuse(self, code: str, message: str, span: Span, hint: str | None = None) -> None:
        """Records an error."""
        self.findings.append(Diagnostic(code=code, message=message, span=span, hint=hint))


def outline(services: Iterable[Node]) -> Outline:
    """The names that the given service documents declare."""
    scopes: dict[EntityKey, Scope] = {}
    nodes: dict[EntityKey, Node] = {}
    soft_deleted: set[EntityKey] = set()
    for service in services:
        own = service.text("service")
        default = service.text("scope", Scope.CAMPAIGN)
        for entity in entity_nodes(service):
            key = EntityKey(service=own, entity=entity.name)
            scopes.setdefault(key, Scope(entity.text("scope", default)))
            nodes.setdefault(key, entity)
            if entity.flag("soft_delete"):
                soft_deleted.add(key)
    return Outline(scopes=scopes, nodes=nodes, soft_deleted=frozenset(soft_deleted))


def did_you_mean(word: str, known: Sequence[str], *, otherwise: str) -> str:
    """A hint: the known word that `word` resembles, else `otherwise`."""
    import difflib

    near = difflib.get_close_matches(word, known, n=1)
    return f"Did you mean `{near[0]}`?" if near else otherwise


def listed(known: Iterable[str]) -> str:
    """`a`, `b`, `c`: names for a sentence."""
    return ", ".join(f"`{item}`" for item in known)
