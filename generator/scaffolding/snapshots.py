"""The released versions of the copier templates, as they lie in the package: `templates/copier/<name>/<version>/`."""

from pathlib import Path

from generator import resources
from generator.diagnostics import ScaffoldError
from generator.frozen import frozen

TEMPLATES = ("platform", "service")


class NoSuchTemplateError(ScaffoldError):
    """There is no template of that name."""


@frozen
class Snapshot:
    """One released version of a template; it never changes."""

    version: str
    """`0.1.0`; the tag that copier sees is `v0.1.0`."""
    folder: Path

    @property
    def order(self) -> tuple[int, ...]:
        """What versions are sorted by."""
        return order(self.version)


def order(version: str) -> tuple[int, ...]:
    """What versions like `0.1.0` are sorted by."""
    return tuple(int(part) for part in version.split("."))


def snapshots(name: str) -> tuple[Snapshot, ...]:
    """Every version of the template `name`, oldest first; raises NoSuchTemplateError."""
    if name not in TEMPLATES:
        raise NoSuchTemplateError(f"there is no template `{name}`; there are: {', '.join(TEMPLATES)}")
    folder = resources.templates() / "copier" / name
    found = (Snapshot(version=item.name, folder=item) for item in folder.iterdir() if item.is_dir())
    return tuple(sorted(found, key=lambda item: item.order))


def newest_up_to(name: str, limit: str | None) -> Snapshot:
    """The newest version of the template `name`, or the one that it had in version `limit` of scaffold.

    That is its oldest if it has come later. Raises NoSuchTemplateError.
    """
    known = snapshots(name)
    reached = tuple(item for item in known if limit is None or item.order <= order(limit))
    return (reached or known)[-1 if reached else 0]
