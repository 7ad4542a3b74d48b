"""The pipeline: from specs, lock and templates to files, one stage after the other."""

from generator.pipeline.rendering import Notify
from generator.pipeline.runs import Outcome, check, generate

__all__ = ["Notify", "Outcome", "check", "generate"]
