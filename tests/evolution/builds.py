"""A case generated: the platform before and after its edit, by the pipeline that users run."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from generator import pipeline
from generator.frontend.load import read_platform
from generator.ir import Platform
from generator.output.manifest import read_records
from generator.output.writer import Written
from generator.pipeline import contraction
from generator.pipeline.outlook import outlook
from generator.plan.blueprint import Migration
from generator.plan.records import CORE, Record
from tests.plan import convergence

from .cases import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """Three platform roots, and what the lock records before and after."""

    before: Path
    """With the migrations of the first generation only."""
    after: Path
    """The same tree after the edit, with all migrations."""
    fresh: Path
    """With the migrations of a platform that was never anything else than it is after the edit."""
    old: Mapping[str, Record]
    new: Mapping[str, Record]
    planned: Written
    """What `plan` says of the files of the edit."""
    written: Written
    """What `generate` does to them."""
    migrations: tuple[Migration, ...]
    """Of the edit."""
    platform: Platform


@cache
def build(case: Case, folder: Path) -> Build:
    """Generate before, edit, generate after. What is refused is raised."""
    root = Path(mkdtemp(dir=folder))
    before, after, fresh = root / "before", root / "after", root / "fresh"
    write(after, case.before)
    pipeline.generate(after, stubs=False)
    old = _services(after)
    shutil.copytree(after / "migrations", before / "migrations")
    write(after, case.after)
    planned, outcome = outlook(after).written, pipeline.generate(after, stubs=False)
    migrations = (*outcome.migrations, *_contract(after, case.dropped))
    platform, new = read_platform(after), _services(after)
    requests = any(item.id.endswith(".requests") for item in read_records(after)[CORE].migrations)
    convergence.write(fresh, platform, convergence.fresh(new, platform), core=True, requests=requests)
    return Build(
        before=before,
        after=after,
        fresh=fresh,
        old=old,
        new=new,
        planned=planned,
        written=outcome.written,
        migrations=migrations,
        platform=platform,
    )


def _contract(root: Path, objects: tuple[str, ...]) -> tuple[Migration, ...]:
    """The drops of retired objects, if any are asked for."""
    if not objects:
        return ()
    states = {known.name: item.state for item in contraction.retired(root) for known in item.objects}
    return contraction.contract(root, objects, states[objects[0]], stubs=False).migrations


def changed(files: Written) -> tuple[tuple[str, ...], ...]:
    """The files that are not as they were."""
    return files.created, files.updated, files.deleted


def write(root: Path, specs: Mapping[str, str]) -> None:
    """The specs and no others."""
    shutil.rmtree(root / "specs", ignore_errors=True)
    for path, text in specs.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def _services(root: Path) -> Mapping[str, Record]:
    return {name: record for name, record in read_records(root).items() if name != CORE}
