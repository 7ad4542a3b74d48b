"""Plans and findings as text, for expectations that people review."""

from collections.abc import Iterator

from generator.diagnostics import Diagnostic
from generator.plan.blueprint import Migration
from generator.plan.hazards import describe
from generator.plan.operations import Operation


def plan(migrations: tuple[Migration, ...]) -> str:
    """Each migration with its phase, and below it what it does under which locks."""
    return "".join(f"{line}\n" for migration in migrations for line in _lines(migration)) or "nothing\n"


def _lines(migration: Migration) -> Iterator[str]:
    mode = "one transaction" if migration.transactional else "step by step"
    yield f"{migration.id} ({migration.phase}, {mode})"
    for operation in migration.operations:
        yield f"  {_line(operation)}"


def _line(operation: Operation) -> str:
    facts = describe(operation)
    locks = ", ".join(f"{lock.lock} on {lock.table}" for lock in facts.locks)
    hazards = "".join(f" !{hazard}" for hazard in facts.hazards)
    return f"{facts.summary} [{locks or 'no lock'}]{hazards}"


def findings(diagnostics: tuple[Diagnostic, ...]) -> str:
    """Each finding with its place and its hint."""
    return "".join(f"{line}\n" for item in diagnostics for line in _finding(item))


def _finding(item: Diagnostic) -> Iterator[str]:
    place = f"{item.span.path}:{item.span.line}:{item.span.column}: " if item.span else ""
    yield f"{place}{item.code}: {item.message}"
    if item.hint:
        yield f"  {item.hint}"
