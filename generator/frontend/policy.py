"""The rules of a platform, and what a spec is excused from, lowered."""

from collections.abc import Iterator, Mapping
from typing import Final

from generator.diagnostics import Span
from generator.frontend.node import Node
from generator.frontend.outline import Lowering
from generator.frontend.patterns import PatternError, check_pattern
from generator.frontend.source import Document, Path
from generator.ir import Allowance, Named, Policy, RequiredField, Scope, Strictness

CENTRAL: Final[Mapping[str, Scope]] = dict.fromkeys(("user", "admin", "security"), Scope.GLOBAL)
"""The services that belong to no campaign, where a platform does not say which do."""

_KEY: Final = "allow"
_RULES: Final = "SG4"
"""What the codes of rules begin with: a field may be called `allow`, but has no such option."""


def lower_policy(lowering: Lowering, root: Node) -> Policy:
    """What scaffold.yaml demands of its services; patterns that are none are refused (SG321)."""
    severities = tuple(root.entries("rules"))
    return Policy(
        severities={node.name: Strictness(node.string) for node in severities},
        scopes=_scopes(root) if root.get("scopes") else CENTRAL,
        required_fields=tuple(_required_fields(root)),
        naming=dict(_naming(lowering, root)),
        spans={node.name: node.key_span for node in severities},
    )


def _scopes(root: Node) -> Mapping[str, Scope]:
    return {service.string: Scope(scope.name) for scope in root.entries("scopes") for service in scope.values()}


def _required_fields(root: Node) -> Iterator[RequiredField]:
    for group in root.entries("required_fields"):
        scope = None if group.name == "every" else Scope(group.name)
        for node in group.values():
            yield RequiredField(name=node.name, type=node.string, scope=scope)


def _naming(lowering: Lowering, root: Node) -> Iterator[tuple[Named, str]]:
    for node in root.entries("naming"):
        try:
            check_pattern(node.string)
        except PatternError as error:
            lowering.refuse("SG321", str(error), node.span, error.hint)
        else:
            yield Named(node.name), node.string


def lower_allowances(document: Document) -> tuple[Allowance, ...]:
    """Every `allow` in the document, wherever it stands."""
    if f"{_KEY}:" not in document.text and f'"{_KEY}"' not in document.text:
        return ()
    return tuple(_allowances(document))


def _allowances(document: Document) -> Iterator[Allowance]:
    for path in document.key_places:
        if len(path) > 1 and path[-2] == _KEY and str(path[-1]).startswith(_RULES):
            node = Node(document, path, _at(document.data, path))
            around = _extent(document, path[:-2])
            yield Allowance(code=node.name, reason=node.string, around=around, span=node.key_span)


def _at(data: object, path: Path) -> object:
    for step in path:
        data = data[step]  # type: ignore[index]  # the path leads through mappings and lists, as it was recorded
    return data


def _extent(document: Document, path: Path) -> Span:
    """From the key of `path` to the end of the last value below it."""
    begin = document.key_span(path)
    below = [place for other, place in document.value_places.items() if other[: len(path)] == path]
    _, _, end_line, end_column = max(below, key=lambda place: place[2:])
    return Span(path=document.path, line=begin.line, column=begin.column, end_line=end_line, end_column=end_column)
