"""Operations on extensions of PostgreSQL."""

from generator.frozen import frozen


@frozen
class CreateExtension:
    """An extension, installed with the rights of whoever migrates, unless the database has it."""

    name: str
