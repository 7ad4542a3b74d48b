"""The recording as one animated SVG: every line stands where it ends up, appears at its time, and the page scrolls."""  # noqa: INP001

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

import pyte
from terminal import COLUMNS, KEY_SECONDS, ROWS, Event

TALL = 600
"""Rows of the screen that is played on: as many as the whole story has, so that none is lost."""

LETTER, LINE, MARGIN, TOP = 8.0, 18.0, 14.0, 40.0
BACKGROUND, FOREGROUND = "#11151c", "#d6dbe4"
COLOURS = {
    "black": "#11151c",
    "red": "#ff7b72",
    "green": "#7ee787",
    "brown": "#e3b341",
    "blue": "#79c0ff",
    "magenta": "#d2a8ff",
    "cyan": "#76e3ea",
    "white": "#d6dbe4",
    "brightblack": "#8b949e",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the terminal as it ends up."""

    number: int
    at: float
    """When its first letter appears, in seconds."""
    typed_from: int | None
    """The column from which a person types it."""
    cells: Sequence[pyte.screens.Char]


def picture(events: Sequence[Event], title: str) -> str:
    """The SVG; it plays for ever, and stands still for those who ask for less motion."""
    rows, seconds = tuple(_rows(events)), events[-1].at
    width, height = COLUMNS * LETTER + 2 * MARGIN, ROWS * LINE + TOP + MARGIN
    style = "\n".join([_STYLE.format(seconds=seconds, foreground=FOREGROUND), *_keyframes(rows, seconds)])
    drawn = "\n".join(line for row in rows for line in _drawn(row))
    return _PAGE.format(
        width=width, height=height, title=escape(title), style=style, rows=drawn, background=BACKGROUND, top=TOP
    )


def _rows(events: Sequence[Event]) -> Iterator[Row]:
    """Plays the recording on a screen so tall that nothing scrolls away."""
    screen = pyte.Screen(COLUMNS, TALL)
    stream = pyte.Stream(screen)
    first: dict[int, float] = {}
    typed: dict[int, int] = {}
    prompt_next = False
    for event in events:
        if event.kind == "m":
            prompt_next = True
            continue
        begin = screen.cursor.y
        stream.feed(event.text)
        for number in range(begin, screen.cursor.y + 1):
            if screen.buffer[number]:
                first.setdefault(number, event.at)
        if prompt_next:
            typed[begin], prompt_next = screen.cursor.x, False
    for number, at in sorted(first.items()):
        cells = [screen.buffer[number][column] for column in range(COLUMNS)]
        yield Row(number=number, at=at, typed_from=typed.get(number), cells=cells)


def _keyframes(rows: Sequence[Row], seconds: float) -> Iterator[str]:
    for row in rows:
        begin = 100 * row.at / seconds
        yield f"@keyframes r{row.number}{{0%{{opacity:0}}{begin:.2f}%,100%{{opacity:1}}}}"
        if row.typed_from is not None:
            keys = _length(row) - row.typed_from
            end = begin + 100 * keys * KEY_SECONDS / seconds
            yield (
                f"@keyframes t{row.number}{{0%,{begin:.2f}%{{transform:none;animation-timing-function:steps({keys})}}"
                f"{end:.2f}%{{transform:translateX({keys * LETTER:.0f}px)}}"
                f"{end + 0.01:.2f}%,100%{{transform:translateX(9999px)}}}}"
            )
    moves = "".join(
        f"{100 * row.at / seconds:.2f}%{{transform:translateY({-LINE * (row.number - ROWS + 1):.0f}px)}}"
        for row in rows
        if row.number >= ROWS
    )
    last = -LINE * max(rows[-1].number - ROWS + 1, 0)
    yield f"@keyframes page{{0%{{transform:none}}{moves}100%{{transform:translateY({last:.0f}px)}}}}"


def _drawn(row: Row) -> Iterator[str]:
    y = row.number * LINE
    runs = "".join(_runs(row))
    yield f'<g class="r" style="animation-name:r{row.number}"><text y="{y + 13:.0f}">{runs}</text></g>'
    if row.typed_from is not None:
        # What is not typed yet lies under a cover, which a cursor moves to the right.
        place = f'x="{row.typed_from * LETTER:.0f}" y="{y:.0f}"'
        cover = f'<rect {place} width="2000" height="{LINE:.0f}" fill="{BACKGROUND}"/>'
        cursor = f'<rect {place} width="{LETTER:.0f}" height="16" fill="{FOREGROUND}"/>'
        yield f'<g class="t" style="animation-name:t{row.number}">{cover}{cursor}</g>'


def _runs(row: Row) -> Iterator[str]:
    column = 0
    for (colour, bold), cells in groupby(row.cells[: _length(row)], key=lambda cell: (cell.fg, cell.bold)):
        text = "".join(cell.data for cell in cells)
        look = f' fill="{COLOURS.get(colour, "#" + colour)}"' if colour != "default" else ""
        look += ' font-weight="bold"' if bold else ""
        # Every word group says where it begins and how wide it is: the viewer's font may not be as wide as ours.
        for words in re.finditer(r"\S+(?: \S+)*", text):
            place = f'x="{(column + words.start()) * LETTER:.0f}" textLength="{len(words[0]) * LETTER:.0f}"'
            yield f"<tspan {place}{look}>{escape(words[0], quote=False)}</tspan>"
        column += len(text)


def _length(row: Row) -> int:
    return len("".join(cell.data for cell in row.cells).rstrip())


_STYLE = """\
text{{font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace}}
text{{fill:{foreground}}}
.r,.page{{animation:{seconds}s steps(1) infinite}}
.t{{transform:translateX(9999px);animation:{seconds}s steps(1) infinite}}
.page{{animation-name:page}}
@media (prefers-reduced-motion:reduce){{.r,.t,.page{{animation:none}}}}"""

_PAGE = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" role="img" aria-label="{title}">
<title>{title}</title>
<style>
{style}
</style>
<rect width="100%" height="100%" rx="8" fill="{background}"/>
<g fill="#8b949e"><circle cx="20" cy="18" r="6"/><circle cx="40" cy="18" r="6"/><circle cx="60" cy="18" r="6"/></g>
<svg x="14" y="{top:.0f}" width="100%" height="576" overflow="hidden"><g class="page">
{rows}
</g></svg>
</svg>
"""
