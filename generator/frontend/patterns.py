"""The regular expressions a `pattern` may use: those that mean the same in Python, in PostgreSQL and in RE2.

A strict grammar rather than a list of what is wrong: the three engines differ in most of the rest (dots and line ends,
class escapes and Unicode, a `{` that begins no quantifier, more than 255 repetitions, empty branches).
"""

import string
from dataclasses import dataclass
from typing import Final

MAXIMUM_REPEAT: Final = 255
"""PostgreSQL's limit (RE_DUP_MAX); RE2 stops at 1000."""

_CLASSES: Final = {
    "d": "[0-9]",
    "w": "[A-Za-z0-9_]",
    "s": r"[ \t\n]",
    "D": "[^0-9]",
    "W": "[^A-Za-z0-9_]",
    "S": r"[^ \t\n]",
}
_CONTROLS: Final = frozenset("nt")


class PatternError(ValueError):
    """The pattern uses what not all engines agree on."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


def check_pattern(pattern: str) -> None:
    """Raises PatternError unless it uses only literals, escapes, classes, groups, `|` and greedy quantifiers."""
    scanner = _Scanner(text=pattern)
    scanner.alternation()
    if not scanner.done:
        raise PatternError("this `)` closes nothing", r"Write `\)` for the character itself.")


@dataclass(slots=True)
class _Scanner:
    """A recursive descent over the pattern; each method consumes what it is named after."""

    text: str
    position: int = 0

    @property
    def done(self) -> bool:
        return self.position >= len(self.text)

    @property
    def next(self) -> str:
        return self.text[self.position : self.position + 1]

    def take(self, expected: str) -> bool:
        """Whether `expected` comes next; then it is consumed."""
        if not self.text.startswith(expected, self.position):
            return False
        self.position += len(expected)
        return True

    def alternation(self) -> None:
        self.branch()
        while self.take("|"):
            self.branch()

    def branch(self) -> None:
        start = self.position
        while not self.done and self.next not in "|)":
            self.atom()
            self.quantifier()
        if self.position == start:
            raise PatternError("the pattern has an empty branch", "Use `?` to make a part optional.")

    def atom(self) -> None:
        character = self.next
        self.position += 1
        match character:
            case "(":
                self.group()
            case "[":
                self.bracket()
            case "\\":
                self.escape()
            case ".":
                raise PatternError("`.` treats line ends differently in each engine", r"Write a class such as `[^\n]`.")
            case "^" | "$":
                message = f"`{character}` is not needed; the whole value must match"
                raise PatternError(message, f"Remove it, or write `\\{character}` for the character itself.")
            case "*" | "+" | "?":
                raise PatternError(
                    f"this `{character}` repeats nothing", f"Write `\\{character}` for the character itself."
                )
            case "{" | "}" | "]":
                raise PatternError(
                    f"this `{character}` stands alone", f"Write `\\{character}` for the character itself."
                )
            case _:
                pass

    def group(self) -> None:
        if self.next == "?" and not self.take("?:"):
            raise PatternError(
                f"`(?{self.text[self.position + 1 : self.position + 2]}` is not understood by every engine",
                "Use plain groups `( )` or `(?: )`; look-around, names and flags are not available.",
            )
        self.alternation()
        if not self.take(")"):
            raise PatternError("this `(` is never closed", r"Write `\(` for the character itself.")

    def escape(self) -> None:
        character = self.next
        self.position += 1
        if character in _CLASSES:
            raise PatternError(
                f"`\\{character}` means different characters in each engine",
                f"Write the class: `{_CLASSES[character]}`.",
            )
        if not character or (character not in _CONTROLS and character not in string.punctuation):
            raise PatternError(f"`\\{character}` is not understood by every engine", "Escape punctuation only.")

    def bracket(self) -> None:
        self.take("^")
        if self.next == "]":
            raise PatternError("a class cannot be empty", r"Write `\]` for the character itself.")
        while not self.take("]"):
            first = self.member()
            if self.next == "-" and self.text[self.position + 1 : self.position + 2] != "]":
                self.position += 1
                last = self.member()
                if first is None or last is None or first > last:
                    raise PatternError("a range in a class runs backwards", "Write the lower character first.")
                if self.next == "-" and self.text[self.position + 1 : self.position + 2] != "]":
                    raise PatternError("a `-` follows a range in a class", r"Write `\-` for the character itself.")

    def member(self) -> str | None:
        """One character of a class; None if its value has no order worth comparing (a line end)."""
        character = self.next
        self.position += 1
        if not character:
            raise PatternError("this `[` is never closed", r"Write `\[` for the character itself.")
        if character == "\\":
            escaped = self.next
            self.escape()
            return None if escaped in _CONTROLS else escaped
        if character == "[" or (character in "&|~-" and self.next == character):
            raise PatternError(
                f"`{character}` has a second meaning in classes in some engines",
                f"Write `\\{character}` for the character itself.",
            )
        return character

    def quantifier(self) -> None:
        if not self.next or self.next not in "*+?{":
            return
        if self.take("{"):
            self.bounds()
        else:
            self.position += 1
        if self.next and self.next in "*+?{":
            message = "two quantifiers in a row mean different things in each engine"
            raise PatternError(message, "Keep one; the whole value must match, so greed makes no difference.")

    def bounds(self) -> None:
        end = self.text.find("}", self.position)
        least, comma, most = self.text[self.position : max(end, self.position)].partition(",")
        if end < 0 or not _is_count(least) or (comma and most and not _is_count(most)):
            raise PatternError(
                "this `{` begins no quantifier", r"Write `{2}`, `{2,}` or `{2,5}`, or `\{` for the character itself."
            )
        counts = [int(count) for count in (least, most) if count]
        if max(counts) > MAXIMUM_REPEAT:
            raise PatternError(f"more than {MAXIMUM_REPEAT} repetitions", "Use `max_length` to limit long values.")
        if counts != sorted(counts):
            raise PatternError("a quantifier's limits run backwards", "Write the lower count first.")
        self.position = end + 1


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit()
