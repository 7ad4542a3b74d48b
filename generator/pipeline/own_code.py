"""The user's own code beside the blueprint: what they have to write, and what of theirs nothing calls any more."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.diagnostics import Diagnostic
from generator.frozen import frozen
from generator.output import own_code
from generator.output.comparison import Comparison, State
from generator.output.own_code import OwnMethods
from generator.pipeline.decision import Decision
from generator.plan.blueprint import Blueprint
from generator.targets.python.own_methods import OwnClass, OwnMethod, own_class
from generator.tree import digest


@frozen
class NewMethods:
    """What one service asks its owner to write since this run."""

    path: str
    """Of the file to paste into."""
    class_: str
    imports: str
    """Those that the file lacks; empty if it has all."""
    methods: tuple[OwnMethod, ...]


@frozen
class OwnCode:
    """The `service.py` of every service."""

    warnings: tuple[Diagnostic, ...]
    new: tuple[NewMethods, ...]
    digests: Mapping[str, str]
    """The sha256 of each file that the warnings are about, by path."""


def examine(root: Path, decision: Decision, comparison: Comparison) -> OwnCode:
    """Reads the classes that users have written for their services; one that is missing will be as it was rendered."""
    texts = {item.path: item.text for item in comparison.having(State.NEW, State.MISSING) if item.text is not None}
    warnings: list[Diagnostic] = []
    new: list[NewMethods] = []
    read: dict[str, str] = {}
    for blueprint in decision.blueprint.services:
        wanted = own_class(blueprint)
        found = own_code.read(root, wanted.path, wanted.servicer)
        if found is None:
            read[wanted.path] = digest(texts[wanted.path])
            continue
        read[wanted.path] = found.sha256
        warnings += own_code.findings(found, wanted.name, wanted.servicer, wanted.methods, _renamed(blueprint))
        known = decision.records.get(blueprint.service.name)
        new += _new(wanted, found, frozenset(item.name for item in known.rpcs) if known else frozenset())
    return OwnCode(warnings=tuple(warnings), new=tuple(new), digests=read)


def _renamed(blueprint: Blueprint) -> Mapping[str, str]:
    """What methods were called, and are called now: by what the spec says, and by the names that clients keep."""
    found: dict[str, str] = {}
    for rpc in blueprint.shapes.rpcs:
        former = rpc.operation.renamed_from if rpc.operation else None
        for name in (re.sub("(?<!^)(?=[A-Z])", "_", rpc.name).lower(), former):
            if name and name != rpc.method:
                found[name] = rpc.method
    return found


def _new(wanted: OwnClass, found: OwnMethods, recorded: frozenset[str]) -> Iterator[NewMethods]:
    """The methods of operations that no run has recorded, as far as they are not written yet."""
    methods = tuple(item for item in wanted.unwritten if item.rpc not in recorded and item.name not in found.methods)
    if methods:
        lacking = (line for line in wanted.imports.splitlines() if line not in found.lines)
        yield NewMethods(path=wanted.path, class_=wanted.name, imports="\n".join(lacking), methods=methods)
