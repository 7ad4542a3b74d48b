"""The pipeline: from specs, lock and templates to files, one stage after the other."""

from generator.pipeline.own_code import NewMethods
from generator.pipeline.rendering import Notify
from generator.pipeline.runs import Outcome, check, generate

__all__ = ["NewMethods", "Notify", "Outcome", "check", "generate"]
