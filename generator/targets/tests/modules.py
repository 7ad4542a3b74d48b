"""A test module around its rendered body: header, docstring, and the imports that the body turns out to need."""

from generator.targets.rendering import render
from generator.targets.source.imports import import_block
from generator.targets.source.view import view
from generator.targets.tests.origins import Origin, is_importable
from generator.targets.tests.used import Scanner

_SCANNER = Scanner(is_importable)


@view
class ModuleView:
    """A finished module."""

    title: str
    imports: str
    body: str
    starts_with_definition: bool
    """Whether the body begins with a function or class, which stands two lines below the imports."""


def module(package: str, template: str, view: object, origin: Origin, title: str) -> str:
    """The text of a module whose body is `template` rendered for `view`."""
    body = render(template, view).strip("\n")
    block = _imports(package, body, origin)
    begins = body.startswith(("def ", "class ", "async def ", "@"))
    return render(
        "tests/module.py.jinja", ModuleView(title=title, imports=block, body=body, starts_with_definition=begins)
    )


def _imports(package: str, body: str, origin: Origin) -> str:
    """The import block that `body` needs, of the names whose origin is known.

    Read from the finished body, so that no import is missing and none is left over, whatever the template left out.
    """
    used = [(name, source) for name in _SCANNER.used(body) if (source := origin(name)) is not None]
    return import_block(package, [_imported(name, source) for name, source in used])


def _imported(name: str, source: str) -> tuple[str, str]:
    """Module and name for the import block."""
    module, _, original = source.partition(":")
    if not module:
        return name, ""
    return module, f"{original} as {name}" if original else name
