"""The linter squawk, where it is installed: its findings as ours."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final, TypedDict

from generator.diagnostics import Diagnostic, EnvironmentProblem, Span

CONFIGURATION: Final = ".squawk.toml"

DEFAULTS: Final = (
    "--pg-version=15.0",
    # The runner wraps a file in a transaction unless it says `-- transactional: false`.
    "--assume-in-transaction",
    # Keys are BIGINT; whether a field is `smallint`, `integer` or `bigint` is what its spec says.
    "--exclude=prefer-bigint-over-int,prefer-bigint-over-smallint",
)
"""What a platform made by `scaffold init` has in its own configuration."""


class _Violation(TypedDict):
    """As squawk writes it, with lines and columns from 0."""

    file: str
    line: int
    column: int
    line_end: int
    column_end: int
    message: str
    help: str | None
    rule_name: str


def executable() -> Path | None:
    """The program, beside Python's own or on PATH; None if it is not installed."""
    import shutil

    beside = shutil.which("squawk", path=str(Path(sys.executable).parent))
    found = beside or shutil.which("squawk")
    return Path(found) if found else None


def lint(program: Path, root: Path, paths: Sequence[str]) -> tuple[Diagnostic, ...]:
    """SG575 for everything that squawk has to say about the migrations `paths`, which are relative to `root`.

    Raises EnvironmentProblem if it does not run, for instance because of a mistake in the platform's `.squawk.toml`.
    """
    import json
    import subprocess

    if not paths:
        return ()
    chosen = ("--config", CONFIGURATION) if (root / CONFIGURATION).is_file() else DEFAULTS
    done = subprocess.run(
        [program, *chosen, "--reporter", "json", "--", *paths], cwd=root, capture_output=True, text=True, check=False
    )
    try:
        found: list[_Violation] = json.loads(done.stdout)
    except ValueError as error:
        said = (done.stderr or done.stdout).strip()
        raise EnvironmentProblem(f"squawk does not run: {said}", hint=f"Look at `{CONFIGURATION}`.") from error
    return tuple(_finding(item) for item in found)


def _finding(item: _Violation) -> Diagnostic:
    span = Span(
        path=Path(item["file"]).as_posix(),
        line=item["line"] + 1,
        column=item["column"] + 1,
        end_line=item["line_end"] + 1,
        end_column=item["column_end"] + 1,
    )
    message = f"squawk's `{item['rule_name']}`: {item['message']}"
    return Diagnostic(code="SG575", message=message, span=span, hint=item["help"] or None)
