"""An event is named after an order, not after what happened.

## What

No word of a declared event is a past participle: `article.publish`, `payment.failure`, `notice.send`.

## Why

An event tells what has happened, once and for ever: `created`, `updated` and `deleted` are written for every entity,
and readers of the log match the others beside them by name. `article.publish` reads as a request that somebody may
still refuse, so some subscribers wait for a second event, and the next service calls its own `published`. One
convention in all services makes `event_type` guessable: `<service>.<entity>.<what happened>`.

## Instead

Use the past participle: `article.published`, `payment.failed`, `notice.sent`. More words may stand beside it:
`order.sent_to_carrier`. In a spec that has run, keep what was logged readable with `renamed_from`:
`article.published: {renamed_from: article.publish}`.
"""

from collections.abc import Iterator
from typing import Final

from generator.diagnostics import Severity
from generator.ir import Platform
from generator.rules import Finding, Rule

_IRREGULAR: Final = frozenset(
    "become begun bent bet bid bought bound broken brought built burnt caught chosen come cut dealt done drawn driven "
    "fallen fed felt fit forbidden forgotten fought found frozen given gone got gotten ground grown heard held hidden "
    "hit hurt kept known laid lapsed learnt led left lent let lit lost made met offline online overridden overrun paid "
    "put quit read rebuilt redone remade repaid rerun resent reset rewritten ridden risen run said seen sent set shown "
    "shut sold sought spent split spread stolen struck sunk swept sworn swung taken taught thought thrown told torn "
    "undone unpaid unset unwound upheld upset withdrawn withheld won worn wound woven written".split()
)
"""Participles that do not end in `ed`, and states that are told without one."""

_SPECIAL: Final = {
    "cancel": "cancelled",
    "failure": "failed",
    "pay": "paid",
    "send": "sent",
    "ship": "shipped",
    "start": "started",
    "stop": "stopped",
    "submit": "submitted",
}
"""Participles of orders that are common and spelled otherwise."""


def check(platform: Platform) -> Iterator[Finding]:
    """Finds declared events without a participle."""
    for entity in platform.entities():
        for event in entity.events:
            if not event.implied and not any(map(_tells, event.name.split("_"))):
                yield Finding(
                    span=event.span,
                    message=f"`{entity.name}.{event.name}` does not say what has happened",
                    hint=f"Name it in the past tense, such as `{entity.name}.{_past(event.name)}`.",
                )


def _tells(word: str) -> bool:
    return word.endswith("ed") or word in _IRREGULAR


def _past(name: str) -> str:
    """The likely participle: the first word is the verb of most orders."""
    verb, *rest = name.split("_")
    if verb in _SPECIAL:
        past = _SPECIAL[verb]
    elif verb.endswith("y") and verb[-2:-1] not in "aeiou":
        past = f"{verb[:-1]}ied"
    else:
        past = f"{verb.removesuffix('e')}ed"
    return "_".join((past, *rest))


RULE: Final = Rule(
    code="SG464",
    name="event-named-as-a-command",
    severity=Severity.WARNING,
    practices=("P08",),
    check=check,
    page=__doc__,
)
