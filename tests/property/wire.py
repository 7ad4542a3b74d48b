"""The numbers of the wire, as the lock has them."""

from collections.abc import Mapping

from generator.plan.records import Record

Numbers = Mapping[tuple[str, int], str]


def wire(records: Mapping[str, Record]) -> Numbers:
    """Every number that was given out, in which message or enum, and to what; what is retired is called nothing."""
    return {
        (type_, number): name
        for record in records.values()
        for type_, recorded in record.wire.items()
        for number, name in (
            *((number, name) for name, number in recorded.numbers.items()),
            *((number, "") for number in recorded.reserved.numbers),
        )
    }
