"""How hard the properties are tried: a fixed handful in every run, many random ones on request."""

import os

from hypothesis import HealthCheck, Phase, settings

DEEP = "PROPERTY_EXAMPLES" in os.environ
"""`PROPERTY_EXAMPLES=500 pytest tests/property` tries that many fresh random examples of each property."""


def examples(count: int) -> settings:
    """Settings for a property: `count` examples, always the same, unless a soak is asked for."""
    return settings(
        max_examples=int(os.environ["PROPERTY_EXAMPLES"]) if DEEP else count,
        derandomize=not DEEP,
        deadline=None,
        database=None,
        # An example takes a second, so shrinking one takes minutes: only where nobody waits.
        phases=[Phase.generate, Phase.shrink] if DEEP else [Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
    )
