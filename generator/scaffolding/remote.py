"""`git-remote-scaffold`: git's helper for URLs like `scaffold::platform`, so that plain `copier update` works offline.

`git clone scaffold::platform` makes git start this program from PATH. It answers with the history of the packaged
template, through git's own `upload-pack`.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from generator.git_environment import clean_environment
from generator.scaffolding.history import build
from generator.scaffolding.snapshots import NoSuchTemplateError

LINE_LIMIT = 1000
"""Bytes; git's commands to a helper are much shorter."""


def main() -> None:
    """Speaks git's remote helper protocol (gitremote-helpers(7)) on standard input and output."""
    try:
        sys.exit(_serve(sys.argv[-1].split("::", 1)[-1]))
    except NoSuchTemplateError as error:
        sys.exit(f"error: {error}")


def _serve(template: str) -> int:
    while True:
        command = _line()
        if command == b"capabilities":
            os.write(1, b"connect\n\n")
        elif command == b"connect git-upload-pack":
            return _upload_pack(template)
        elif command.startswith(b"connect "):
            os.write(1, b"fallback\n")
        else:
            return 0 if command == b"" else 1


def _line() -> bytes:
    """The next command, read byte by byte: what follows `connect` belongs to upload-pack and must not be swallowed."""
    read: Callable[[], bytes] = lambda: os.read(0, 1)  # noqa: E731
    line = b""
    while len(line) < LINE_LIMIT:
        byte = read()
        if byte in {b"", b"\n"}:
            return line
        line += byte
    return line


def _upload_pack(template: str) -> int:
    import subprocess

    with tempfile.TemporaryDirectory(prefix="scaffold-") as folder:
        build(template, Path(folder))
        os.write(1, b"\n")
        return subprocess.run(["git", "upload-pack", folder], env=clean_environment(), check=False).returncode


if __name__ == "__main__":
    main()
