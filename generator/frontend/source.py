"""YAML text to plain data with a place for every key and value: YAML 1.2 core, without the parts that surprise."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from generator.diagnostics import Diagnostic, Span
from generator.frontend.scalars import scalar
from generator.frontend.syntax import conflicts, syntax_diagnostic
from generator.frozen import frozen

if TYPE_CHECKING:
    from yaml.events import Event

Path = tuple[str | int, ...]
"""The way from the document's root to a value: `("entities", "article", "unique", 0)`."""

Place = tuple[int, int, int, int]
"""Line, column, end line, end column, as in `Span`; a bare tuple because most are never looked at."""

MAXIMUM_DEPTH: Final = 64
"""Far deeper than any spec; stops `[[[[...` before it costs anything."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
"""Controls, line separators that only some tools see, and bidirectional overrides, which hide what a text says."""


@frozen
class Document:
    """A parsed file: its data, and where each key and each value stands."""

    path: str
    """Relative to the platform root."""
    text: str
    """As `normalized` makes it; what the places refer to."""
    data: object
    key_places: Mapping[Path, Place]
    value_places: Mapping[Path, Place]

    def key_span(self, path: Path) -> Span:
        """Where the key of `path` stands; for the root or a list item, where its value stands."""
        return self._span(self.key_places.get(path) or self.value_places[path])

    def value_span(self, path: Path) -> Span:
        """Where the value of `path` stands."""
        return self._span(self.value_places[path])

    def raw(self, path: Path) -> str:
        """A one-line scalar as written, so that a number keeps every digit."""
        line, column, _, end = self.value_places[path]
        return self.text.split("\n")[line - 1][column - 1 : end - 1]

    def _span(self, place: Place) -> Span:
        line, column, end_line, end_column = place
        return Span(path=self.path, line=line, column=column, end_line=end_line, end_column=end_column)


def normalized(text: str) -> str:
    """`text` with line feeds as its only line ends and without a byte order mark."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def parse(path: str, text: str) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """The document in `text`, and what is wrong with it; None where it cannot be built at all."""
    text = normalized(text)
    if forbidden := _FORBIDDEN.search(text):
        return None, (_forbidden_character(path, text, forbidden.start()),)
    if conflicted := conflicts(path, text):
        return None, conflicted
    builder = _Builder(path=path, text=text)
    try:
        builder.build()
    except _yaml_error() as error:
        builder.findings.append(syntax_diagnostic(path, text, error))
        return None, tuple(builder.findings)
    return builder.document(), tuple(builder.findings)


@dataclass(slots=True, kw_only=True)
class _Container:
    """A mapping or sequence that is being filled."""

    path: Path
    items: dict[str, object] | list[object]
    start: Place
    key: str | None = None
    """The key whose value comes next, in a mapping."""


@dataclass(slots=True, kw_only=True)
class _Builder:
    """Consumes libyaml's events; syntax errors stop it, everything else is collected."""

    path: str
    text: str
    data: object = None
    key_places: dict[Path, Place] = field(default_factory=dict)
    value_places: dict[Path, Place] = field(default_factory=dict)
    repeated: set[Path] = field(default_factory=set)
    """Keys that were given twice."""
    stack: list[_Container] = field(default_factory=list)
    findings: list[Diagnostic] = field(default_factory=list)
    halted: bool = False
    """Whether what follows could not be placed any more."""

    def document(self) -> Document | None:
        """What was built, unless a finding says that it is not what the author meant."""
        if self.findings:
            return None
        return Document(
            path=self.path,
            text=self.text,
            data=self.data,
            key_places=self.key_places,
            value_places=self.value_places,
        )

    def build(self) -> None:
        """Reads all events."""
        documents = 0
        for event in _events(self.text):
            match type(event).__name__:
                case "ScalarEvent":
                    self._scalar(event)
                case "MappingStartEvent":
                    self._open(event, {})
                case "SequenceStartEvent":
                    self._open(event, [])
                case "MappingEndEvent" | "SequenceEndEvent":
                    self._close(event)
                case "AliasEvent":
                    hint = "Write the value out; a spec has no aliases."
                    self._refuse("SG105", "an alias repeats text from elsewhere", event, hint)
                    self._place(None, _place(event))
                case "DocumentStartEvent":
                    documents += 1
                    self._document_start(event, documents)
                case _:
                    pass
            if self.halted or documents > 1:
                return
        if not documents:
            span = Span(path=self.path, line=1, column=1, end_line=1, end_column=1)
            hint = "Start with `service: <name>`, or `platform: <name>` in scaffold.yaml."
            self.findings.append(Diagnostic(code="SG108", message="the file is empty", span=span, hint=hint))

    def _document_start(self, event: Any, count: int) -> None:
        if event.version or event.tags:
            hint = "Remove the line that begins with `%`."
            self._refuse("SG106", "a `%` directive changes how the file is read", event, hint)
        if count > 1:
            hint = "Write one service in each file and remove the `---`."
            self._refuse("SG106", "a second document begins here", event, hint)

    def _scalar(self, event: Any) -> None:
        self._check_properties(event)
        text: str = event.value
        place = _place(event)
        if event.style == '"' and (forbidden := _FORBIDDEN.search(text)):
            message = f"the text contains the control character U+{ord(forbidden.group()):04X}"
            self._refuse("SG102", message, event, r"Remove the escape; only `\n` and `\t` are allowed.")
        top = self.stack[-1] if self.stack else None
        if top is not None and isinstance(top.items, dict) and top.key is None:
            self._key(top, text, event)
        else:
            self._place(scalar(text) if event.style in (None, "") else text, place)

    def _key(self, mapping: _Container, name: str, event: Any) -> None:
        path = (*mapping.path, name)
        if path in self.key_places:
            # What lies below a key that is given twice is there twice as well: one mistake.
            if not any(path[: len(known)] == known for known in self.repeated):
                line, column, *_ = self.key_places[path]
                message = f"key `{name}` is given twice; first at {line}:{column}"
                self._refuse("SG104", message, event, "Keep one of the two.")
            self.repeated.add(path)
        else:
            self.key_places[path] = _place(event)
        mapping.key = name

    def _open(self, event: Any, items: dict[str, object] | list[object]) -> None:
        self._check_properties(event)
        top = self.stack[-1] if self.stack else None
        if top is not None and isinstance(top.items, dict) and top.key is None:
            self._refuse("SG109", "a list or mapping cannot be a key", event, "Use a plain word as the key.")
            self.halted = True
        if len(self.stack) >= MAXIMUM_DEPTH:
            hint = "Flatten it; no part of a spec is this deep."
            self._refuse("SG107", f"nested deeper than {MAXIMUM_DEPTH} levels", event, hint)
            self.halted = True
        self.stack.append(_Container(path=self._next_path(), items=items, start=_place(event)))

    def _close(self, event: Any) -> None:
        container = self.stack.pop()
        line, column, *_ = container.start
        mark = event.end_mark
        end = (line, column, mark.line + 1, mark.column + 1)
        # libyaml's end of a block collection is the start of whatever follows; its first key is the better place.
        self._place(container.items, end if self._ends_with_bracket(mark) else self._first_place(container))

    def _ends_with_bracket(self, mark: Any) -> bool:
        index = mark.index - 1
        return 0 <= index < len(self.text) and self.text[index] in "]}"

    def _first_place(self, container: _Container) -> Place:
        line, column, end_line, end_column = container.start
        if isinstance(container.items, dict) and container.items:
            return self.key_places[(*container.path, next(iter(container.items)))]
        return (line, column, end_line, max(end_column, column + 1))

    def _next_path(self) -> Path:
        if not self.stack:
            return ()
        top = self.stack[-1]
        return (*top.path, len(top.items) if top.key is None else top.key)

    def _place(self, value: object, place: Place) -> None:
        self.value_places[self._next_path()] = place
        if not self.stack:
            self.data = value
            return
        top = self.stack[-1]
        if isinstance(top.items, list):
            top.items.append(value)
        elif top.key is not None:
            top.items[top.key] = value
            top.key = None

    def _check_properties(self, event: Any) -> None:
        if event.anchor is not None:
            hint = "Write the value out where it is needed; a spec has no anchors."
            self._refuse("SG105", f"`&{event.anchor}` names a value for reuse", event, hint)
        if event.tag is not None:
            hint = "Remove the tag; quote the value to make it text."
            self._refuse("SG105", "a tag (`!`) changes the type of a value", event, hint)

    def _refuse(self, code: str, message: str, event: Any, hint: str) -> None:
        line, column, end_line, end_column = _place(event)
        if end_line == line and end_column <= column:
            end_column = column + 1
        span = Span(path=self.path, line=line, column=column, end_line=end_line, end_column=end_column)
        self.findings.append(Diagnostic(code=code, message=message, span=span, hint=hint))


def _place(event: Any) -> Place:
    start, end = event.start_mark, event.end_mark
    return (start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def _events(text: str) -> "Iterator[Event]":
    parser = _parser_class()(text)
    while parser.check_event():
        yield parser.get_event()


@cache
def _parser_class() -> Any:
    # PyYAML costs 17 ms to import, which a run that finds every spec unchanged never pays.
    # Its wheels carry libyaml; a source build may not.
    try:
        from yaml.cyaml import CParser  # type: ignore[attr-defined]  # the stubs hide what the C extension exports
    except ImportError:
        from yaml import SafeLoader

        return SafeLoader
    return CParser


@cache
def _yaml_error() -> type[Exception]:
    from yaml import YAMLError

    return YAMLError


def _forbidden_character(path: str, text: str, index: int) -> Diagnostic:
    line = text.count("\n", 0, index) + 1
    column = index - text.rfind("\n", 0, index)
    return Diagnostic(
        code="SG102",
        message=f"the file contains the control character U+{ord(text[index]):04X}",
        span=Span(path=path, line=line, column=column, end_line=line, end_column=column + 1),
        hint="Remove it; a spec is plain text of letters, line ends and tabs.",
    )
