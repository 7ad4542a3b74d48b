"""`http` of services, entities and operations: under which addresses a gateway offers their RPCs."""

from typing import Final

from generator.frontend.node import Node
from generator.frontend.outline import Lowering, listed
from generator.ir.http import HttpRule

_DEFAULT_PREFIX: Final = "/v1"
_METHODS: Final = ("get", "put", "post", "patch", "delete")
_WITH_BODY: Final = frozenset({"put", "post", "patch"})


def lower_prefix(service: Node, entity: Node) -> str | None:
    """What the addresses of the entity's RPCs begin with; None if they have none. The entity goes before the service.

    Fields within the prefix are looked for when the requests are known.
    """
    said = entity.get("http") or service.get("http")
    if said is None or said.data is False:
        return None
    return said.data if isinstance(said.data, str) else _DEFAULT_PREFIX


def lower_rule(lowering: Lowering, operation: Node) -> HttpRule | None:
    """The address that an operation states by itself; SG345 unless it is one, with a body only where one can be."""
    node = operation.get("http")
    if node is None:
        return None
    stated = [item for method in _METHODS if (item := node.get(method))]
    if len(stated) != 1:
        hint = 'Write one, such as `{get: "/v1/articles/{id}"}`.'
        message = f"`http` of `{operation.name}` has {len(stated)} of {listed(_METHODS)}"
        lowering.refuse("SG345", message, node.span, hint)
        return None
    path, body = stated[0], node.get("body")
    if body and path.name not in _WITH_BODY:
        message = f"a {path.name.upper()} has no body"
        hint = "Remove it: what is not in the path comes from the query."
        lowering.refuse("SG345", message, body.span, hint)
    everything = "*" if path.name in _WITH_BODY else ""
    return HttpRule(method=path.name, path=path.string, body=body.string if body else everything, span=path.span)
