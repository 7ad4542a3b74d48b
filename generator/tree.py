"""The files of a platform that more than one part names, by path relative to its root, and the digest of a file."""

import hashlib
from typing import Final

PLATFORM_FILE: Final = "scaffold.yaml"
SPECS: Final = "specs"
LOCKS: Final = "scaffold.lock"
MIGRATIONS: Final = "migrations"
LAST_UPDATE: Final = ".scaffold/undo/update.json"
"""What the last update of the templates changed; there once there was one."""
OVERRIDES: Final = ".scaffold/templates"
"""Templates of the user's, in the place of shipped ones: in `artifacts/`, by the names that those have."""


def migration_path(service: str, id_: str) -> str:
    """The file of a migration: `migrations/content/content.0001.create.sql`."""
    return f"{MIGRATIONS}/{service}/{id_}.sql"


def rollback_id(id_: str) -> str:
    """What the file that undoes a migration is called, without `.sql`; yoyo looks for it under this name, too."""
    return f"{id_}.rollback"


def is_rollback(path: str) -> bool:
    """Whether the file undoes a migration: nobody runs it forwards."""
    return path.endswith(".rollback.sql")


def lock_path(service: str) -> str:
    """The lock of a service, or of the core: `scaffold.lock/content.yaml`."""
    return f"{LOCKS}/{service}.yaml"


def digest(content: str | bytes) -> str:
    """The sha256 of a file's content, in hexadecimal; text is UTF-8."""
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()
