"""What the codes of the frontend mean: SG1xx source, SG2xx schema, SG3xx semantics, SG55x evolution, SG94x homes."""

from typing import Final

from generator.frontend.explanations.caching import CACHING
from generator.frontend.explanations.constraints import CONSTRAINTS
from generator.frontend.explanations.elsewhere import ELSEWHERE
from generator.frontend.explanations.evolution import EVOLUTION
from generator.frontend.explanations.lifecycle import LIFECYCLE
from generator.frontend.explanations.once import ONCE
from generator.frontend.explanations.operations import OPERATIONS
from generator.frontend.explanations.partitions import PARTITIONS
from generator.frontend.explanations.references import REFERENCES
from generator.frontend.explanations.rpcs import RPCS
from generator.frontend.explanations.schema import SCHEMA
from generator.frontend.explanations.scope import SCOPE
from generator.frontend.explanations.searching import SEARCHING
from generator.frontend.explanations.semantics import SEMANTICS
from generator.frontend.explanations.source import SOURCE
from generator.frontend.explanations.types import TYPES

EXPLANATIONS: Final = (
    *SOURCE,
    *SCHEMA,
    *SEMANTICS,
    *SEARCHING,
    *CONSTRAINTS,
    *OPERATIONS,
    *CACHING,
    *ONCE,
    *REFERENCES,
    *RPCS,
    *EVOLUTION,
    *ELSEWHERE,
    *SCOPE,
    *TYPES,
    *LIFECYCLE,
    *PARTITIONS,
)
