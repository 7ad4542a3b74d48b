"""What a spec is excused from: findings that an `allow` silences, and allowances that silence nothing."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from generator.diagnostics import Diagnostic, Explanation, Severity, Span
from generator.ir import Allowance, Platform, Strictness

UNKNOWN: Final = Explanation(
    code="SG430",
    name="unknown-rule",
    practices=("P01",),
    text="""## What

`allow` in a spec, or `rules` in scaffold.yaml, names a code that no rule has.

## Why

A code with a slip of the finger silences nothing, and looks as if it did.

## Instead

Write the code as the finding shows it: `SG404`. Only rules (SG4xx) can be silenced; the other codes say that a spec, a
lock or a file is wrong, and stay wrong whatever a spec says.
""",
)
UNUSED: Final = Explanation(
    code="SG431",
    name="unused-allowance",
    practices=("P01",),
    text="""## What

`allow` names a rule that finds nothing in this part of the spec, or that the platform has switched off.

## Why

An excuse that outlives its reason hides the next mistake of its kind.

## Instead

Remove it.
""",
)


def silenced(platform: Platform, found: Iterable[Diagnostic], known: Mapping[str, str]) -> Iterator[Diagnostic]:
    """The findings that nothing in the specs allows, and a warning for each allowance that silenced none.

    `known` has the rules' names by code.
    """
    allowances = [item for service in platform.services for item in service.allowances]
    used: set[Allowance] = set()
    for finding in found:
        excuses = [item for item in allowances if finding.span and item.covers(finding.code, finding.span)]
        used.update(excuses)
        if not excuses:
            yield finding
    for item in allowances:
        if item.code not in known:
            yield _unknown(item.code, item.span, known)
        elif item not in used:
            off = platform.policy.severities.get(item.code) is Strictness.OFF
            why = "this platform has switched the rule off" if off else "the rule finds nothing here"
            message = f"`{item.code}` ({known[item.code]}) is allowed, and {why}"
            yield Diagnostic(
                code=UNUSED.code, severity=Severity.WARNING, message=message, span=item.span, hint="Remove it."
            )


def wrongly_set(platform: Platform, known: Mapping[str, str]) -> Iterator[Diagnostic]:
    """What scaffold.yaml sets the severity of, and is no rule."""
    for code, span in platform.policy.spans.items():
        if code not in known:
            yield _unknown(code, span, known)


def _unknown(code: str, span: Span, known: Mapping[str, str]) -> Diagnostic:
    import difflib

    near = difflib.get_close_matches(code, known, n=1)
    hint = f"Did you mean `{near[0]}` ({known[near[0]]})?" if near else "`scaffold explain` knows the codes."
    return Diagnostic(code=UNKNOWN.code, message=f"there is no rule `{code}`", span=span, hint=hint)
