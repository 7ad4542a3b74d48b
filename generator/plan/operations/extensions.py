"""Operations on extensions of PostgreSQL."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateExtension:
    """An extension, installed with the rights of whoever migrates, unless the database has it."""

    name: str
