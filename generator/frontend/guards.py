"""The `where` of a transition: what must be true of the row beside its state."""

from generator.frontend.node import Node
from generator.frontend.outline import Lowering
from generator.ir import Entity, Platform
from generator.ir.expressions import Condition, fields_of


def lower_guard(lowering: Lowering, transition: Node, entity: Entity) -> Condition | None:
    """The guard of the transition; None if it has none, or one that is refused."""
    said = transition.get("where")
    if said is None:
        return None
    from generator.frontend import conditions
    from generator.frontend.constants import ExpressionError

    try:
        condition = conditions.condition(said.string, entity.fields)
    except ExpressionError as error:
        lowering.refuse("SG381", str(error), said.span, error.hint)
        return None
    for field in fields_of(condition):
        if field.name in entity.governed:
            message = f"`{field.name}` cannot be of a guard: it holds states, which only transitions change"
            hint = "Say in `from` which states the transition starts from, and in `where` what callers can set."
            lowering.refuse("SG382", message, said.span, hint)
    return condition


def check_guards_at_home(lowering: Lowering, platform: Platform) -> None:
    """SG383 for services whose platform is in another repository, where no guard has brought its error along."""
    if platform.pin is None or any(service.guarded for service in platform.borrowed):
        return
    for operation in (item for service in platform.services for item in service.guarded):
        message = f"`{operation.name}` has a guard, and the core of `{platform.pin.package}` does not know its error"
        hint = "Let a transition of the platform's own repository have a `where` first; its release brings it along."
        lowering.refuse("SG383", message, operation.span, hint)
