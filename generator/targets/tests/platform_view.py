"""What the platform-level test modules are told."""

from generator.ir import Platform
from generator.targets.source.view import view


@view
class PlatformView:
    """The whole platform."""

    platform: str
    package: str
    retention: str
    """The default retention class."""


def platform_view(platform: Platform) -> PlatformView:
    """The view of the platform."""
    return PlatformView(platform=platform.name, package=platform.package, retention=platform.retention[0].name)
