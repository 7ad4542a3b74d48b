"""What the `__init__.py` files of a service's packages say."""

from collections.abc import Mapping

from generator import names
from generator.plan.blueprint import Blueprint
from generator.targets.python.spelling import docstring
from generator.targets.source.view import view


@view
class PackageView:
    """A package that only says what it is."""

    spec: str
    docstring: str


def package_views(blueprint: Blueprint) -> Mapping[str, PackageView]:
    """The views by the file's path in the service's folder."""
    service = blueprint.service
    words = names.words(service.name)
    return {
        "__init__.py": PackageView(
            spec=service.path,
            docstring=docstring(service.description, summary=f"The {words} service.", indent=0),
        ),
        "v1/__init__.py": PackageView(
            spec=service.path,
            docstring=docstring(f"Stubs compiled from the proto of the {words} service.", summary="Stubs.", indent=0),
        ),
    }
