"""What `scaffold explain` knows: the explanations that every package declares in its module `explanations`."""

import importlib
import importlib.util
import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache

import generator
from generator.diagnostics import Explanation


@cache
def all_explanations() -> Mapping[str, Explanation]:
    """Every explanation by its code, in code order; a package adds its own in a module `explanations`."""
    return {item.code: item for item in sorted(_declared(), key=lambda item: item.code)}


def page(explanation: Explanation) -> str:
    """The explanation as Markdown, as `scaffold explain` prints it."""
    cited = f"\n\nPractices: {', '.join(explanation.practices)}" if explanation.practices else ""
    return f"# {explanation.code} {explanation.name}\n\n{explanation.text.strip()}{cited}\n"


def _declared() -> Iterator[Explanation]:
    for package in pkgutil.iter_modules(generator.__path__, "generator."):
        name = f"{package.name}.explanations"
        if package.ispkg and importlib.util.find_spec(name) is not None:
            yield from importlib.import_module(name).EXPLANATIONS
