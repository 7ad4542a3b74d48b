"""Whose migrations are whose, where the services of several repositories share a database."""

from collections.abc import Mapping, Sequence

from generator.database.errors import PlatformBehind
from generator.database.files import MigrationFile

Applied = Mapping[str, str | None]
"""The checksum of each migration that a database has recorded, by id; None for what another tool has applied."""


def missing(files: Sequence[MigrationFile], applied: Applied) -> tuple[str, ...]:
    """What the database has recorded and this repository should have a file of: it has the service.

    What a baseline has replaced has none any more.
    """
    known = {file.id for file in files} | {id_ for file in files for id_ in file.header.every_replaced}
    own = {_service(file.id) for file in files if not file.is_borrowed}
    return tuple(
        sorted(
            id_ for id_, sha256 in applied.items() if sha256 is not None and id_ not in known and _service(id_) in own
        )
    )


def outstanding(files: Sequence[MigrationFile], applied: Applied) -> Sequence[MigrationFile]:
    """What is not applied and this repository's to apply, in order.

    The platform's own repository applies its migrations; a database that has none of them is one to try things out on,
    and gets them from here. Raises PlatformBehind if one is lacking that a file of this repository depends on.
    """
    waiting = [file for file in files if file.id not in applied]
    if not any(file.is_borrowed and file.id in applied for file in files):
        return waiting
    own = [file for file in waiting if not file.is_borrowed]
    borrowed = {file.id for file in waiting if file.is_borrowed}
    if lacking := sorted({id_ for file in own for id_ in file.depends} & borrowed):
        raise PlatformBehind(
            f"the database lacks what its platform has to bring first: {', '.join(lacking)}",
            hint="Run `scaffold migrate` in the platform's own repository.",
        )
    return own


def _service(id_: str) -> str:
    return id_.partition(".")[0]
