"""A platform as it is drawn: scaffold.yaml and its specs, a place in it, and whether the generator accepts it."""

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from generator.diagnostics import DiagnosedError, Diagnostic
from generator.frozen import frozen
from generator.names import camel
from generator.pipeline.decision import decide
from tests.hostile.platforms import texts

from .platforms import Spec, Specs
from .values import NAMES, SHORT_TEXTS, Fields, column

Entity = dict[str, Any]


@frozen
class World:
    """What scaffold.yaml says beside the platform's name, and the services by name."""

    facts: dict[str, Any]
    specs: Specs

    def texts(self) -> dict[str, str]:
        """The files of the platform."""
        return texts(self.written(), **self.facts)

    def written(self) -> Specs:
        """The specs as they are written: a field that has a type and no more is its type."""
        found: Specs = _shortened(self.specs)
        return found

    def copy(self) -> "World":
        """One that can be changed without this one."""
        return World(facts=copy.deepcopy(self.facts), specs=copy.deepcopy(self.specs))

    def sites(self) -> Iterator[tuple[str, str]]:
        """Every entity: its service's name and its own."""
        return ((service, name) for service, spec in self.specs.items() for name in spec.get("entities", {}))


@frozen
class Site:
    """One entity, and what is around it; all of it may be changed in place."""

    world: World
    service: str
    name: str

    @property
    def spec(self) -> Spec:
        return self.world.specs[self.service]

    @property
    def entity(self) -> Entity:
        found: Entity = self.spec["entities"][self.name]
        return found

    @property
    def fields(self) -> Fields:
        found: Fields = self.entity["fields"]
        return found

    @property
    def scope(self) -> str:
        found: str = self.entity.get("scope", self.spec.get("scope", "campaign"))
        return found

    def of_types(self, *types: str) -> list[str]:
        """The names of the fields that have one of the types."""
        return [name for name, options in self.fields.items() if options["type"] in types]

    def free_name(self, draw: st.DrawFn, options: dict[str, Any], suffix: str = "") -> str | None:
        """A name for one more field, unless the first one thought of is taken."""
        name = draw(st.sampled_from(NAMES)) + (suffix or ("_at" if options["type"] == "timestamp" else ""))
        there = {camel(column(*item)) for item in self.fields.items()}
        gone = {camel(item) for item in self.entity.get("removed", ())}
        return None if camel(column(name, options)) in there | gone else name

    def with_field(self, draw: st.DrawFn, options: dict[str, Any], suffix: str = "") -> str | None:
        """Adds a field with these options, and says how it is called."""
        if name := self.free_name(draw, options, suffix):
            self.fields[name] = options
        return name


def _shortened(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: inner["type"] if inner in _SHORT else _shortened(inner) for key, inner in value.items()}
    return [_shortened(item) for item in value] if isinstance(value, list) else value


_SHORT = [
    {"type": name}
    for name in (
        *(
            "string",
            "text",
            "secret",
            "email",
            "url",
            "inet",
            "smallint",
            "integer",
            "bigint",
            "float",
            "double",
            "money",
        ),
        *("boolean", "timestamp", "date", "time", "duration", "uuid", "json", "bytes", "point"),
    )
]


def hostile(draw: st.DrawFn) -> str:
    """A text that means harm."""
    return draw(st.sampled_from(SHORT_TEXTS))


def some(draw: st.DrawFn, names: list[str], least: int = 1, most: int = 2) -> list[str]:
    """A few of the names; none if there are not even `least`."""
    if len(names) < least:
        return []
    return draw(st.lists(st.sampled_from(names), min_size=least, max_size=most, unique=True))


def refused(root: Path, world: World) -> tuple[Diagnostic, ...]:
    """Why the platform cannot be this, given what is generated below `root`; nothing if it can."""
    try:
        decide(root, world.texts())
    except DiagnosedError as error:
        return error.diagnostics
    return ()
