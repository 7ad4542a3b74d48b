"""Calls that are carried out once (`idempotent: true`): where they cannot be."""

from generator.frontend.node import Node
from generator.frontend.outline import Lowering
from generator.ir import Platform


def lower_idempotent(lowering: Lowering, node: Node) -> bool:
    """Whether its creations, or its calls, may be repeated; SG389 for a stream, which has no answer."""
    asked = node.flag("idempotent")
    if asked and node.get("stream") is not None:
        hint = "Remove one of the two, or give each message of the stream a key that your code looks up."
        lowering.refuse("SG389", "a stream cannot be repeated as a whole", node.at("idempotent").span, hint)
    return asked


def check_home(lowering: Lowering, platform: Platform) -> None:
    """SG390 for services whose platform is in another repository and keeps no requests there."""
    if platform.pin is None or any(service.remembers_requests for service in platform.borrowed):
        return
    for service in platform.services:
        for item in service.carried_out_once:
            message = f"`{item.name}` is idempotent, and the platform `{platform.name}` keeps no requests"
            hint = "Let a service of the platform's own repository have something `idempotent: true` first."
            lowering.refuse("SG390", message, item.span, hint)
