"""What changed between two versions of a template, in words: `templates/copier/<name>/CHANGELOG.md`."""

import re
from collections.abc import Iterator

from generator import resources
from generator.frozen import frozen
from generator.scaffolding.snapshots import order

HEADING = re.compile(r"^## (\d+\.\d+\.\d+)$", re.MULTILINE)


@frozen
class Release:
    """What one version of a template brought."""

    version: str
    text: str
    """Markdown without a heading: a list."""


def releases(template: str) -> tuple[Release, ...]:
    """Every version of a packaged template with what it brought, oldest first; nothing if it has no changelog."""
    file = resources.templates() / "copier" / template / "CHANGELOG.md"
    if not file.is_file():
        return ()
    return tuple(sorted(_sections(file.read_text(encoding="utf-8")), key=lambda item: order(item.version)))


def between(template: str, after: str, to: str) -> tuple[Release, ...]:
    """What the versions later than `after` brought, up to `to`, oldest first."""
    return tuple(item for item in releases(template) if order(after) < order(item.version) <= order(to))


def _sections(text: str) -> Iterator[Release]:
    parts = HEADING.split(text)
    for version, section in zip(parts[1::2], parts[2::2], strict=True):
        yield Release(version=version, text=section.strip())
