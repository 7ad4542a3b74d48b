"""What an entity or its service may have besides: a strategy per file, found by being there.

Each module has `add(draw, site)`, which changes the platform in place. It need not ask whether the result is valid:
what the generator refuses is taken back (see `tests/property/worlds.py`).
"""

import importlib
import pkgutil
from collections.abc import Callable
from types import MappingProxyType

from hypothesis import strategies as st

from tests.property.world import Site

Addition = Callable[[st.DrawFn, Site], None]

FEATURES = MappingProxyType(
    {
        name: importlib.import_module(f"{__name__}.{name}").add
        for name in sorted(module.name for module in pkgutil.iter_modules(__path__))
    }
)
"""Every strategy by the name of its file."""
