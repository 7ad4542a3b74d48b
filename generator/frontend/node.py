"""A value of a parsed document together with its place: what lowering walks over."""

from collections.abc import ItemsView, Iterator

from generator.diagnostics import Span
from generator.frontend.source import Document, Path
from generator.frozen import node, replace


@node
class Node:
    """One value of a document; the schema has checked its shape, so a TypeError of the readers is a bug."""

    document: Document
    path: Path
    data: object
    alias: str | None = None
    """What one of several that stand under one key is called."""

    @property
    def name(self) -> str:
        """The key it stands under, or the name that it was given instead."""
        return self.alias or str(self.path[-1])

    def standing_for(self, alias: str, data: object) -> "Node":
        """Another value at this place under a name of its own, for what one line of a spec says in short."""
        return replace(self, alias=alias, data=data)

    @property
    def key_span(self) -> Span:
        """Where its key stands."""
        return self.document.key_span(self._written)

    @property
    def span(self) -> Span:
        """Where its value stands."""
        return self.document.value_span(self._written)

    @property
    def _written(self) -> Path:
        """The way to it, or to the place in whose stead it was made: such a value is in no file."""
        path = self.path
        while path not in self.document.value_places:
            path = path[:-1]
        return path

    @property
    def raw(self) -> str:
        """A one-line scalar as it was written."""
        return self.document.raw(self.path)

    def get(self, key: str) -> "Node | None":
        """The value under `key`; None if there is no such key or it says nothing (`key:`)."""
        if not isinstance(self.data, dict) or self.data.get(key) is None:
            return None
        return Node(self.document, (*self.path, key), self.data[key])

    def at(self, key: str) -> "Node":
        """The value under `key`, which the schema requires; raises KeyError."""
        found = self.get(key)
        if found is None:
            raise KeyError(key)
        return found

    def entries(self, key: str) -> "Iterator[Node]":
        """The values of the mapping under `key`, in file order; none if there is no such key."""
        inner = self.get(key)
        return inner.values() if inner else iter(())

    def members(self, key: str) -> ItemsView[str, object]:
        """The names and values of the mapping under `key` as they are; none if there is no such key."""
        inner = self.data.get(key) if isinstance(self.data, dict) else None
        return inner.items() if isinstance(inner, dict) else {}.items()

    def values(self) -> "Iterator[Node]":
        """Its own values, of a mapping or a list, in file order."""
        if isinstance(self.data, dict):
            for key, value in self.data.items():
                yield Node(self.document, (*self.path, key), value)
        elif isinstance(self.data, list):
            for index, value in enumerate(self.data):
                yield Node(self.document, (*self.path, index), value)

    def text(self, key: str, default: str = "") -> str:
        """The text under `key`, without the blank lines that block scalars end in."""
        inner = self.get(key)
        return default if inner is None else inner.string.strip()

    def flag(self, key: str) -> bool:
        """The boolean under `key`; false if it is not there."""
        inner = self.get(key)
        return inner is not None and inner.data is True

    def number(self, key: str) -> int | None:
        """The whole number under `key`."""
        inner = self.get(key)
        if inner is None:
            return None
        if not isinstance(inner.data, int):
            raise TypeError(inner.path)
        return inner.data

    @property
    def string(self) -> str:
        """Its text."""
        if not isinstance(self.data, str):
            raise TypeError(self.path)
        return self.data
