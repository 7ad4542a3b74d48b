"""The trigger of a table that logs what goes with the rows it refers to, in a lock."""

from collections.abc import Mapping

from generator.plan.cascade_log import CascadeLog
from generator.plan.lock_nodes import Node
from generator.plan.notation import Value


def written(item: CascadeLog) -> Mapping[str, Value | None]:
    """Its line."""
    return {
        "name": item.name,
        "service": item.service,
        "event_type": item.event_type,
        "retention": item.retention,
        "campaign": item.campaign,
        "alone": item.alone or None,
    }


def read(node: Node) -> CascadeLog:
    """The trigger that the line is about."""
    node.only("name service event_type retention campaign alone")
    return CascadeLog(
        name=node.text("name"),
        service=node.text("service"),
        event_type=node.text("event_type"),
        retention=node.text("retention"),
        campaign=node.text("campaign"),
        alone=node.flag("alone"),
    )
