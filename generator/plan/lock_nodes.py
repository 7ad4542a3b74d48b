"""A lock's tree, read with types: every access says what it expects and refuses anything else."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from typing import NoReturn, TypeVar, cast

from generator.plan import lock_errors
from generator.plan.notation import Tree

Choice = TypeVar("Choice", bound=StrEnum)


@cache
def _words(keys: str) -> frozenset[str]:
    return frozenset(keys.split())


@cache
def _members(choices: type[StrEnum]) -> Mapping[str, StrEnum]:
    return {member.value: member for member in choices}


class Node:
    """A mapping of the lock. Every method raises LockError (SG501) where the file has another shape."""

    __slots__ = ("_name", "_path", "_tree")

    def __init__(self, path: str, name: str, tree: Tree) -> None:
        self._path = path
        self._name = name
        self._tree = tree

    def refuse(self, message: str) -> NoReturn:
        """Raises SG501 about this mapping."""
        lock_errors.unreadable(self._path, f"{message} in `{self._name}`" if self._name else message)

    def only(self, keys: str) -> None:
        """Refuses keys that are not among `keys`, which are separated by spaces."""
        if unknown := self._tree.keys() - _words(keys):
            self.refuse(f"unknown key `{min(unknown)}`")

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self._tree

    def text(self, key: str) -> str:
        """The string under `key`."""
        value = self._tree.get(key)
        if not isinstance(value, str):
            self.refuse(f"`{key}` is not a string")
        return value

    def optional(self, key: str) -> str | None:
        """The string under `key`, or None if the key is not there."""
        return self.text(key) if key in self._tree else None

    def flag(self, key: str) -> bool:
        """The boolean under `key`; a missing one is false."""
        value = self._tree.get(key, False)
        if not isinstance(value, bool):
            self.refuse(f"`{key}` is not true or false")
        return value

    def names(self, key: str) -> tuple[str, ...]:
        """The list of strings under `key`; a missing one is empty."""
        value = self._tree.get(key, ())
        if not isinstance(value, tuple):
            self.refuse(f"`{key}` is not a list")
        return value

    def choice(self, key: str, choices: type[Choice]) -> Choice:
        """The string under `key` as a member of `choices`."""
        text = self.text(key)
        found = _members(choices).get(text)
        if found is None:
            self.refuse(f"`{key}` cannot be `{text}`")
        return cast("Choice", found)

    def child(self, key: str) -> "Node":
        """The mapping under `key`; a missing one is empty."""
        value = self._tree.get(key, {})
        if not isinstance(value, dict):
            self.refuse(f"`{key}` is not a mapping")
        return Node(self._path, key, value)

    def lines(self) -> Iterator[tuple[str, Tree]]:
        """Every key with the mapping under it as it was parsed: for those of which there are very many."""
        for key, value in self._tree.items():
            if not isinstance(value, dict):
                self.refuse(f"`{key}` is not a mapping")
            yield key, value

    def texts(self) -> tuple[tuple[str, str], ...]:
        """Every key with the string under it, in file order."""
        return tuple((key, self.text(key)) for key in self._tree)

    def children(self) -> Iterator[tuple[str, "Node"]]:
        """Every key with the mapping under it, in file order."""
        for key in self._tree:
            yield key, self.child(key)
