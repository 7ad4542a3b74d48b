"""References between entities, resolved: `ref`, `master` and `belongs_to`."""

from generator.diagnostics import Span
from generator.frontend.node import Node
from generator.frontend.outline import Lowering, did_you_mean, listed
from generator.ir import Entity, EntityKey, Field, OnDelete, Pin, Platform, Scope, Target


def lower_target(lowering: Lowering, options: Node, type_name: str, service: str, scope: Scope) -> Target | None:
    """What a `ref` or `master` field points at; None for other types, and for a reference that is refused."""
    match type_name:
        case "ref":
            node = options.at("to")
        case "master":
            node = options.at("of")
        case _:
            return None
    on_delete = lower_on_delete(lowering, options)
    target = resolve(lowering, node, service, on_delete)
    if target is None:
        return None
    if scope is Scope.GLOBAL and target.scope is Scope.CAMPAIGN:
        message = f"a global entity cannot refer to `{target.key}`, which belongs to a campaign"
        hint = "Turn the reference round, or make one of the two entities of the other scope."
        lowering.refuse("SG306", message, node.span, hint)
        return None
    check_cascade(lowering, options, target, scope)
    return target


def resolve(lowering: Lowering, node: Node, service: str, on_delete: OnDelete = OnDelete.RESTRICT) -> Target | None:
    """The entity that `node` names, as `account` in the same service or as `user.account`; SG305 if there is none."""
    first, dot, second = node.string.partition(".")
    key = EntityKey(service=first, entity=second) if dot else EntityKey(service=service, entity=first)
    target = lowering.outline.target(key, on_delete)
    if target is None and lowering.pin and key.service not in lowering.own:
        _refuse_missing(lowering, lowering.pin, key, node.span)
    elif target is None:
        refuse_unknown_entity(lowering, key, service, node.span)
    return target


def _refuse_missing(lowering: Lowering, pin: Pin, key: EntityKey, span: Span) -> None:
    """Says that the platform's own repository has no such entity, or no longer."""
    known = [str(other) for other in lowering.outline.scopes]
    hint = did_you_mean(str(key), known, otherwise=f"It can be a service of `{pin.package}` or of this repository.")
    lowering.refuse("SG942", f"`{pin.package}` has no entity `{key}`", span, hint)


def refuse_unknown_entity(lowering: Lowering, key: EntityKey, service: str, span: Span) -> None:
    """Says which entity there is no such one of, and which was likely meant."""
    own = key.service == service
    known = [other.entity if other.service == service else str(other) for other in lowering.outline.scopes]
    siblings = lowering.outline.entities(key.service)
    if siblings:
        otherwise = f"The entities of `{key.service}` are {listed(siblings)}."
    elif own:
        otherwise = f"Declare `{key.entity}` under `entities`."
    else:
        otherwise = f"Declare it in `specs/{key.service}.yaml`."
    name = key.entity if own else str(key)
    hint = did_you_mean(name, known, otherwise=otherwise)
    lowering.refuse("SG305", f"there is no entity `{name}`", span, hint)


def lower_on_delete(lowering: Lowering, options: Node) -> OnDelete:
    """What a deletion of the row referred to does; SG323 where it cannot do that."""
    node = options.get("on_delete")
    if node is None:
        return OnDelete.RESTRICT
    on_delete = OnDelete(node.string)
    if on_delete is OnDelete.SET_NULL and options.flag("required"):
        hint = "Use `restrict`, or remove `required`."
        lowering.refuse("SG323", "a required reference cannot be set to null", node.span, hint)
    return on_delete


def check_cascade(lowering: Lowering, options: Node, target: Target, scope: Scope) -> None:
    """Refuses `on_delete: cascade` that would reach into other campaigns (SG359), or never happen (SG360)."""
    if target.on_delete is not OnDelete.CASCADE:
        return
    span = options.at("on_delete").span
    if scope is Scope.CAMPAIGN and target.scope is Scope.GLOBAL:
        message = f"a deletion of `{target.key}`, which is global, would delete rows of every campaign"
        lowering.refuse("SG359", message, span, "Use `restrict` or `set_null`.")
    if target.key in lowering.outline.soft_deleted:
        message = f"rows of `{target.key}` are never deleted, only marked, so nothing would ever go with them"
        lowering.refuse("SG360", message, span, "Use `restrict`, or leave `soft_delete` out of one of the two.")


def check_required_circles(lowering: Lowering, platform: Platform) -> None:
    """Refuses entities that need each other, or themselves, to exist first: no first row could ever be written."""
    from graphlib import CycleError, TopologicalSorter

    if any(finding.code == "SG307" for finding in lowering.findings):
        return  # A circle of parents is one of these, and is reported already.
    needed = {entity.key: _needed(entity) for entity in platform.entities()}
    try:
        TopologicalSorter(needed).prepare()
    except CycleError as error:
        circle: list[EntityKey] = error.args[1][::-1]
        first = platform.entity(circle[0])
        span = next((item.span for item in first.fields if _needs(first, item, circle[1])), first.span)
        way = " -> ".join(f"`{key}`" for key in circle)
        message = f"the required references go round in a circle: {way}"
        lowering.refuse("SG307", message, span, "Make one of them optional.")


def _needed(entity: Entity) -> tuple[EntityKey, ...]:
    parent = (entity.parent.key,) if entity.parent else ()
    chosen = tuple(entity.chosen(group) for group in entity.one_of if not group.optional)
    fields = (*chosen, *(item for item in entity.fields if item.required))
    return parent + tuple(item.target.key for item in fields if item.target)


def _needs(entity: Entity, field: Field, key: EntityKey) -> bool:
    needed = field.required or entity.group(field.name) is not None
    return needed and field.target is not None and field.target.key == key
