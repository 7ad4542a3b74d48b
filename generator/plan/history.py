"""The history of migrations: a chain in which every link depends on all before it."""

from generator.plan.records import RecordedMigration
from generator.tree import digest


def recorded(history: tuple[RecordedMigration, ...], id_: str, text: str, down: str | None = None) -> RecordedMigration:
    """The entry of a new migration after `history`, for the file `text` and the file `down` that undoes it."""
    sha256 = digest(text)
    previous = history[-1].chained if history else ""
    return RecordedMigration(
        id=id_, sha256=sha256, chained=chain(previous, id_, sha256), down=None if down is None else digest(down)
    )


def chain(previous: str, id_: str, sha256: str) -> str:
    """Binds a migration to all before it: to drop, edit or reorder one changes every later link.

    After Atlas' atlas.sum.
    """
    return digest(f"{previous}\n{id_}\n{sha256}\n")


def broken_link(history: tuple[RecordedMigration, ...]) -> RecordedMigration | None:
    """The first migration whose link does not follow from those before it; None if the chain holds."""
    previous = ""
    for item in history:
        if item.chained != chain(previous, item.id, item.sha256):
            return item
        previous = item.chained
    return None
