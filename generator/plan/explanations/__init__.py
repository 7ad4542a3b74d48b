"""What the codes of the plan mean: SG33x and SG52x the wire, SG50x the lock, SG53x, SG54x and SG58x refused edits."""

from typing import Final

from generator.plan.explanations.edits import EDITS
from generator.plan.explanations.http import HTTP
from generator.plan.explanations.lifecycle import LIFECYCLE
from generator.plan.explanations.lock import LOCK
from generator.plan.explanations.operations import OPERATIONS
from generator.plan.explanations.partitions import PARTITIONS
from generator.plan.explanations.references import REFERENCES
from generator.plan.explanations.scope import SCOPE
from generator.plan.explanations.types import TYPES
from generator.plan.explanations.wire import WIRE

EXPLANATIONS: Final = (
    *WIRE,
    *LOCK,
    *EDITS,
    *OPERATIONS,
    *HTTP,
    *SCOPE,
    *TYPES,
    *LIFECYCLE,
    *REFERENCES,
    *PARTITIONS,
)
