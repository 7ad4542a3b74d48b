"""Records the first hour with scaffold: `python docs/recording/make_recording.py` writes the cast and the picture."""  # noqa: INP001

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from picture import picture
from terminal import COLUMNS, ROWS, Event, record

TITLE = "scaffold: a new service, an edit of its spec, an update of its template"


def cast(events: Sequence[Event]) -> str:
    """As asciicast v2, https://docs.asciinema.org/manual/asciicast/v2/: for `asciinema play`."""
    header = {"version": 2, "width": COLUMNS, "height": ROWS, "title": TITLE}
    lines = [header, *([event.at, event.kind, event.text] for event in events)]
    return "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)


def main() -> None:
    """Writes both files into the folder of this script or into the one that is given."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).parent)
    folder = parser.parse_args().folder
    events = record()
    (folder / "scaffold.cast").write_text(cast(events), encoding="utf-8")
    (folder / "scaffold.svg").write_text(picture(events, TITLE), encoding="utf-8")


if __name__ == "__main__":
    main()
