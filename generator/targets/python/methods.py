"""A method of a generated class: signature, docstring, body."""

from generator.targets.source.layout import Call, laid_out
from generator.targets.source.view import view

INDENT = 4


@view
class MethodView:
    """An `async def` with a body of one statement or a few."""

    name: str
    signature: str
    summary: str
    """One finished sentence."""
    body: str


def method(name: str, parameters: tuple[str, ...], returns: str, *, summary: str, body: str) -> MethodView:
    """The view of a method in a class; `body` is laid out for column 8."""
    return MethodView(name=name, signature=signature(name, parameters, returns), summary=summary, body=body)


def signature(name: str, parameters: tuple[str, ...], returns: str) -> str:
    """`async def name(parameters) -> returns:` for column 4."""
    return laid_out(Call(f"async def {name}", parameters, f" -> {returns}:"), indent=INDENT)
