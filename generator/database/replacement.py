"""Baselines: files that stand for others, which a database may have run instead."""

from collections.abc import Sequence

from generator.database.errors import PartlyReplaced
from generator.database.files import MigrationFile
from generator.database.ownership import Applied

RETURN_HINT = (
    "Check out the revision before the baseline, run `scaffold migrate --phase all` there, then come back: "
    "the baseline is for databases that have all that it replaces, or nothing of it."
)


def covered(files: Sequence[MigrationFile], applied: Applied) -> tuple[MigrationFile, ...]:
    """The files that are not applied and need not be, because the database has all that they replace.

    Raises PartlyReplaced if it has only some of that: what it lacks has no file any more.
    """
    waiting = [file for file in files if file.header.replaces and file.id not in applied]
    for file in waiting:
        if not file.is_borrowed:
            _refuse_part(file, applied)
    return tuple(file for file in waiting if applied.keys() >= set(file.header.replaces))


def _refuse_part(file: MigrationFile, applied: Applied) -> None:
    lacking = [id_ for id_ in file.header.replaces if id_ not in applied]
    if lacking and any(id_ in applied for id_ in file.header.every_replaced):
        raise PartlyReplaced(
            f"{file.shown} replaces migrations that the database has in part; it lacks {', '.join(lacking)}",
            hint=RETURN_HINT,
        )
