"""Random mappings, written in random ways: block and flow style, comments, quotes, indentation, line ends."""

from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

Data = dict[str, Any]

NAMES = st.sampled_from("a bb title entities fields events no x.y status_of".split())
SCALARS = st.sampled_from(
    [200, 0.5, True, "draft", "no", "two words", "a: b", "it's", 'say "so"', "# none", "two\nlines\n"]
)
COMMENTS = st.sampled_from(["", "", "", "# a comment", "# title: {type: string}", "#", "# ], }"])
VALUES = st.recursive(
    SCALARS | st.lists(st.sampled_from(["a", "b c", 3]), max_size=3),
    lambda inner: st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=8,
)
MAPPINGS = st.dictionaries(NAMES, VALUES, min_size=1, max_size=4)


@dataclass(frozen=True)
class Written:
    data: Data
    text: str


@st.composite
def documents(draw: st.DrawFn) -> Written:
    """A mapping, and one of the many ways to write it."""
    data = draw(MAPPINGS)
    writer = _Writer(draw, step=draw(st.sampled_from([1, 2, 3, 4])))
    lines = [
        *writer.comments(),
        *(writer.flow_lines(data) if draw(st.booleans()) and draw(st.booleans()) else writer.block(data, 0)),
    ]
    start = draw(st.sampled_from(["", "", "---\n"]))
    end = draw(st.sampled_from(["", "", "\n# the end", "\n..."]))
    # A block scalar at the very end takes the last line end as a part of it.
    last = "\n" if writer.wrote_literal else draw(st.sampled_from(["\n", ""]))
    text = (start + "\n".join(lines) + end + last).replace("\n", draw(st.sampled_from(["\n", "\n", "\r\n", "\r"])))
    return Written(data=data, text=draw(st.sampled_from(["", "", "\ufeff"])) + text)


class _Writer:
    """Writes values in ways that hypothesis chooses."""

    def __init__(self, draw: st.DrawFn, step: int) -> None:
        self._draw = draw
        self._step = step
        self.wrote_literal = False

    def comments(self, indent: int = 0) -> list[str]:
        """Lines that mean nothing, before a line that does."""
        found = []
        for _ in range(self._draw(st.integers(0, 2))):
            comment = self._draw(COMMENTS)
            # Behind a literal, what is indented deeper would be more of it.
            deeper = indent if self.wrote_literal else indent + 3
            found.append(" " * self._draw(st.sampled_from([indent, 0, deeper])) + comment if comment else "")
        return found

    def block(self, data: Data, indent: int) -> list[str]:
        """The entries of a mapping, a line or more for each."""
        lines: list[str] = []
        for number, (key, value) in enumerate(data.items()):
            lines += self.comments(indent) if number else []
            lines += self._entry(key, value, indent)
        return lines

    def flow_lines(self, data: Data, indent: int = 0) -> list[str]:
        """A mapping in braces, on one line or with a line for each entry."""
        if not data or self._draw(st.booleans()):
            return [self._flow(data)]
        inner = " " * (indent + self._step)
        lines = ["{"]
        for number, (key, value) in enumerate(data.items(), 1):
            comma = "," if number < len(data) or self._draw(st.booleans()) else ""
            lines.append(f"{inner}{self._key(key)}: {self._flow(value)}{comma}{self._behind()}")
        return [*lines, " " * indent + "}"]

    def _entry(self, key: str, value: Any, indent: int) -> list[str]:
        head = " " * indent + self._key(key) + ":"
        if isinstance(value, dict) and value and self._draw(st.booleans()):
            return [head + self._behind(), *self.comments(indent + self._step), *self.block(value, indent + self._step)]
        if isinstance(value, dict):
            first, *rest = self.flow_lines(value, indent + 1)
            return [f"{head} {first}", *rest[:-1], *(line + self._behind() for line in rest[-1:])]
        if isinstance(value, list) and value and self._draw(st.booleans()):
            return [head, *(f"{' ' * indent}- {self._flow(item)}" for item in value)]
        if value == "two\nlines\n" and self._draw(st.booleans()):
            self.wrote_literal = True
            sign = self._draw(st.sampled_from(["|", "|  # kept"]))
            return [f"{head} {sign}", *(" " * (indent + self._step) + line for line in ("two", "lines"))]
        return [f"{head} {self._flow(value)}{self._behind()}"]

    def _flow(self, value: Any) -> str:
        match value:
            case dict():
                comma = self._draw(st.sampled_from(["", ",", " "])) if value else ""
                inner = ", ".join(f"{self._key(key)}: {self._flow(item)}" for key, item in value.items())
                return f"{{{inner}{comma}}}"
            case list():
                return f"[{', '.join(self._flow(item) for item in value)}]"
            case bool():
                return str(value).lower()
            case str():
                return self._text(value)
            case _:
                return str(value)

    def _text(self, value: str) -> str:
        escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        plain = value in {"draft", "two words", "no", "a", "b c"}
        single = "'" + value.replace("'", "''") + "'"
        ways = [f'"{escaped}"', *([value] if plain else []), *([single] if "\n" not in value else [])]
        return self._draw(st.sampled_from(ways))

    def _key(self, key: str) -> str:
        return self._draw(st.sampled_from([key, key, f'"{key}"', f"'{key}'"]))

    def _behind(self) -> str:
        comment = self._draw(COMMENTS)
        return f"{self._draw(st.sampled_from(['  ', ' ']))}{comment}" if comment else ""
