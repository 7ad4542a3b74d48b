"""What an edit does to the wire, told number by number: what is new, and what is reserved for ever."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from generator.frozen import frozen
from generator.plan.blueprint import WireType
from generator.plan.records import RecordedRpc


class WireEffect(StrEnum):
    """What becomes of a name on the wire."""

    ADDED = "added"
    """Old clients do not know it and ignore it."""
    RESERVED = "reserved"
    """It is gone for those who read the new file; its number and name are never used again."""
    REMOVED = "removed"
    """An RPC: calls of it are answered with UNIMPLEMENTED."""
    MOVED = "moved"
    """An RPC: calls of it over HTTP at its former address are answered with 404."""


@frozen
class WireChange:
    """One change."""

    effect: WireEffect
    subject: str
    """`Article.subtitle`, `ArticleStatus.ARTICLE_STATUS_LIVE`, `rpc PublishArticle`, `message Topic`,
    `http GET /v1/articles/{id}`."""
    number: int | None = None
    type: str | None = None
    """The type of a field; the RPC at an address, and the address that an RPC had."""


def wire_changes(
    before: Mapping[str, WireType],
    after: Mapping[str, WireType],
    rpcs_before: Sequence[RecordedRpc],
    rpcs_after: Sequence[RecordedRpc],
) -> tuple[WireChange, ...]:
    """All changes: RPCs first, then messages and enums by name, their members by number.

    A new message is one change, whatever is in it.
    """
    return (*_rpcs(rpcs_before, rpcs_after), *_types(before, after))


def _rpcs(before: Iterable[RecordedRpc], after: Iterable[RecordedRpc]) -> Iterator[WireChange]:
    known, wanted = ({item.name: item.http for item in rpcs} for rpcs in (before, after))
    for name in wanted:
        if name not in known:
            yield WireChange(effect=WireEffect.ADDED, subject=f"rpc {name}")
    for name in known:
        if name not in wanted:
            yield WireChange(effect=WireEffect.REMOVED, subject=f"rpc {name}")
    for name, address in known.items():
        if address and name in wanted and address != wanted[name]:
            yield WireChange(effect=WireEffect.MOVED, subject=f"rpc {name}", type=address)
    for name, address in wanted.items():
        if address and address != known.get(name):
            yield WireChange(effect=WireEffect.ADDED, subject=f"http {address}", type=name)


def _types(before: Mapping[str, WireType], after: Mapping[str, WireType]) -> Iterator[WireChange]:
    for full_name in sorted(after):
        short = full_name.rpartition(".")[2]
        if full_name not in before:
            kind = "message" if after[full_name].types or not after[full_name].numbers else "enum"
            yield WireChange(effect=WireEffect.ADDED, subject=f"{kind} {short}")
        else:
            yield from _members(short, before[full_name], after[full_name])


def _members(owner: str, before: WireType, after: WireType) -> Iterator[WireChange]:
    for name, number in after.numbers.items():
        if name not in before.numbers:
            yield WireChange(
                effect=WireEffect.ADDED, subject=f"{owner}.{name}", number=number, type=after.types.get(name)
            )
    for name, number in before.numbers.items():
        if name not in after.numbers:
            yield WireChange(effect=WireEffect.RESERVED, subject=f"{owner}.{name}", number=number)
