"""The rules: one file each, found by being there; the module's docstring is the page that `scaffold explain` prints."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from functools import cache
from typing import Final

from generator.diagnostics import Diagnostic, Severity, Span, in_source_order
from generator.frozen import frozen
from generator.ir import Platform, Strictness

_NOT_A_RULE: Final = frozenset({"explanations", "silencing"})


@frozen
class Finding:
    """A place in a spec that a rule is about."""

    span: Span
    message: str
    hint: str


@frozen
class Rule:
    """A practice of the database that a valid spec can still break."""

    code: str
    name: str
    """What it forbids, in kebab case."""
    severity: Severity
    practices: tuple[str, ...]
    """The practices it enforces: `P64`."""
    check: Callable[[Platform], Iterator[Finding]]
    page: str
    """The module's docstring."""


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule in this package, by code."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name not in _NOT_A_RULE)
    rules = (importlib.import_module(f"{__name__}.{name}").RULE for name in names)
    return tuple(sorted(rules, key=lambda rule: rule.code))


def check(platform: Platform) -> tuple[Diagnostic, ...]:
    """What the rules find and nothing allows, in source order, as severe as the platform has it."""
    from generator.rules.silencing import silenced, wrongly_set

    found = [
        Diagnostic(code=rule.code, severity=severity, message=item.message, span=item.span, hint=item.hint)
        for rule in all_rules()
        if (severity := _severity(platform, rule)) is not None
        for item in rule.check(platform)
    ]
    known = {rule.code: rule.name for rule in all_rules()}
    return in_source_order([*silenced(platform, found, known), *wrongly_set(platform, known)])


def _severity(platform: Platform, rule: Rule) -> Severity | None:
    """How severe the rule is on this platform; None where it is off."""
    chosen = platform.policy.severities.get(rule.code)
    if chosen is None:
        return rule.severity
    return None if chosen is Strictness.OFF else Severity(chosen)
