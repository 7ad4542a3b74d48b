"""The rules: one file each, found by being there; the module's docstring is the page that `scaffold explain` prints."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from generator.diagnostics import Diagnostic, Severity, Span, in_source_order
from generator.ir import Platform

_NOT_A_RULE: Final = frozenset({"explanations"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A place in a spec that a rule is about."""

    span: Span
    message: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
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
    """What the rules find, errors and warnings, in source order."""
    return in_source_order(
        Diagnostic(code=rule.code, severity=rule.severity, message=item.message, span=item.span, hint=item.hint)
        for rule in all_rules()
        for item in rule.check(platform)
    )
