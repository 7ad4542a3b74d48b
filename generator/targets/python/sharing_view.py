"""What `shared.py` of a service says, which reads the rows of two campaigns."""

from generator.plan.blueprint import Blueprint
from generator.targets.source.view import view


@view
class SharingView:
    """The module of the lists of shared entities."""

    spec: str
    package: str


def sharing_view(blueprint: Blueprint) -> SharingView:
    """The view of the module; a service without shared entities has none."""
    return SharingView(spec=blueprint.service.path, package=blueprint.platform.package)
