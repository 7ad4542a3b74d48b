"""What `scaffold explain` says about the rules (SG4xx): the docstring of each, and how to silence it."""

from typing import Final

from generator.diagnostics import Explanation
from generator.rules import Rule, all_rules
from generator.rules.silencing import UNKNOWN, UNUSED

_EXCUSE: Final = """
## To silence it

Write `allow: {CODE: the reason}` in the field, entity, event, operation or service that it is about. For the whole
platform, `rules: {CODE: off}` in scaffold.yaml; `warning` and `error` say how severe it is.
"""


def _explained(rule: Rule) -> Explanation:
    excuse = _EXCUSE.replace("CODE", rule.code)
    return Explanation(code=rule.code, name=rule.name, text=rule.page + excuse, practices=rule.practices)


EXPLANATIONS: Final = (*(_explained(rule) for rule in all_rules()), UNKNOWN, UNUSED)
