"""What `scaffold explain` says about the rules (SG4xx): the docstring of each."""

from typing import Final

from generator.diagnostics import Explanation
from generator.rules import all_rules

EXPLANATIONS: Final = tuple(
    Explanation(code=rule.code, name=rule.name, text=rule.page, practices=rule.practices) for rule in all_rules()
)
