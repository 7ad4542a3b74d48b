"""The values that targets make for templates and for each other."""

from generator.frozen import frozen as view
from generator.frozen import node

__all__ = ["node", "view"]
