"""What can go wrong with the database: one exception per situation, each with a message and a hint."""

from pathlib import Path

from generator.diagnostics import EnvironmentProblem, ScaffoldError


class DatabaseUnavailable(EnvironmentProblem):
    """No server can be reached or started."""


class MigrationError(ScaffoldError):
    """The migrations cannot be applied. What was applied before stays applied and recorded.

    `str()` is what happened, `hint` is what to do about it.
    """

    def __init__(self, message: str, *, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


class BadMigration(MigrationError):  # noqa: N818 - names the situation, as the others here
    """A migration file cannot be used: unreadable, misnamed, unordered, or it breaks a rule of the format."""


class EditedMigration(MigrationError):  # noqa: N818
    """A file that has been applied, or statements of it that have, differs from what was applied."""


class MissingMigration(MigrationError):  # noqa: N818
    """A migration that the database has recorded has no file any more."""


class PartlyReplaced(MigrationError):  # noqa: N818
    """A database has some of the migrations that a baseline stands for, and lacks others, which have no file."""


class NoWayBack(MigrationError):  # noqa: N818
    """A migration cannot be undone: it has no file that does, or something would be lost."""


class HalfUndone(MigrationError):  # noqa: N818
    """A rollback was interrupted, and has to come to its end first."""


class PlatformBehind(MigrationError):  # noqa: N818
    """A migration of a platform in another repository has to be applied there first."""


class UnsupportedDatabase(MigrationError):  # noqa: N818
    """The database itself is unsuitable, for instance not encoded in UTF-8."""


class LockWaitTimeout(MigrationError):  # noqa: N818
    """Another run, or another session's lock on a table, did not go away in time."""


class BackupFailed(MigrationError):  # noqa: N818
    """What is about to be destroyed could not be saved, or the copy cannot be read."""


class StatementFailed(MigrationError):  # noqa: N818
    """The server refused a statement.

    Attributes:
        migration_id: the file name without `.sql`.
        path: the file.
        line: 1-based line in the file of the error, or of the statement where the server gives no position.
        statement: the beginning of the statement, on one line.
        sqlstate: five characters, or None where the connection was lost.
    """

    def __init__(
        self,
        message: str,
        *,
        hint: str,
        migration_id: str,
        path: Path,
        line: int,
        statement: str,
        sqlstate: str | None,
    ) -> None:
        super().__init__(message, hint=hint)
        self.migration_id = migration_id
        self.path = path
        self.line = line
        self.statement = statement
        self.sqlstate = sqlstate
