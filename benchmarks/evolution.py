"""Migrations of a populated service while old code reads and writes: as planned, beside the naive SQL.

`python -m benchmarks.evolution [rows]`; 1,500,000 rows take about ten minutes, and with fewer than 30,000 the sessions
find nothing more to delete.
"""

import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import psycopg

from benchmarks import specs
from benchmarks.commands import SCAFFOLD
from benchmarks.evolution_mix import READ, WRITE
from benchmarks.evolution_scene import CAMPAIGN, Scene, scene
from benchmarks.evolution_traffic import Code, Request, Seen, traffic
from benchmarks.processes import Subject, medians, table
from generator.database import runner
from generator.database.events import Applied, Event

Result = TypeVar("Result")

ROWS = 1_500_000
QUIET_SECONDS = 10.0
AROUND_SECONDS = 1.0
"""Of traffic before and after a migration."""
NOTABLE = 3

ADD_CAMPAIGN = f"""
BEGIN;
SET LOCAL ROLE acme_owner;
ALTER TABLE service_shop_article ADD COLUMN campaign_id BIGINT NOT NULL DEFAULT {CAMPAIGN};
CREATE INDEX article_campaign_idx ON service_shop_article (campaign_id, created_at);
ALTER TABLE service_shop_article ADD FOREIGN KEY (campaign_id) REFERENCES campaign (id);
COMMIT
"""
FILL_CAMPAIGN = f"""
BEGIN;
SET LOCAL ROLE acme_owner;
ALTER TABLE service_shop_article ADD COLUMN campaign_id BIGINT;
UPDATE service_shop_article SET campaign_id = {CAMPAIGN};
ALTER TABLE service_shop_article ALTER COLUMN campaign_id SET NOT NULL;
COMMIT
"""
ADD_SEARCH = """
BEGIN;
SET LOCAL ROLE acme_owner;
ALTER TABLE service_shop_article ADD COLUMN search_vector TSVECTOR GENERATED ALWAYS AS (
    setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', coalesce(body, '')), 'C')
) STORED;
CREATE INDEX article_search_idx ON service_shop_article USING GIN (search_vector);
COMMIT
"""
PLAN_GOALS = {"plan of one edit, 100 services": "<= 500"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """When something ran, on the monotonic clock."""

    name: str
    start: float
    end: float


@dataclass(slots=True, kw_only=True)
class Trial:
    """One form of a migration: how long it took, and what the sessions met with meanwhile."""

    name: str
    seconds: float = 0.0
    seen: Seen = field(default_factory=Seen)
    spans: list[Span] = field(default_factory=list)

    def during(self, request: Request) -> str:
        """The migrations that ran while the request did."""
        end = request.start + request.seconds
        names = [span.name for span in self.spans if span.start < end and request.start < span.end]
        return ", ".join(names) or "no migration"


def quiet(scene: Scene) -> Trial:
    """What the sessions meet with when nothing is migrated: what is left of a stall when this is taken away counts."""
    trial = Trial(name="no migration", seconds=QUIET_SECONDS)
    with scene.database() as url, traffic(url, Code(root=scene.before), scene.rows) as trial.seen:
        time.sleep(QUIET_SECONDS)
    return trial


def naive(scene: Scene, name: str, sql: str) -> Trial:
    """One transaction by hand."""
    trial = Trial(name=name)

    def migrate(url: str) -> None:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(sql.encode())

    with scene.database() as url:
        _observe(trial, scene, url, Code(root=scene.before), migrate)
    return trial


def planned(scene: Scene, name: str, root: Path, campaign: int = 0) -> Trial:
    """What `scaffold migrate` does: everything that old code does not notice under old code, the rest under new."""
    trial = Trial(name=name)

    def listen(event: Event) -> None:
        if isinstance(event, Applied):
            now = time.monotonic()
            trial.spans.append(Span(name=event.id, start=now - event.seconds, end=now))

    def migrate(url: str, reach: runner.Reach) -> tuple[str, ...]:
        return runner.migrate(url, root, phase=reach, on_event=listen).held

    with scene.database() as url:
        held = _observe(trial, scene, url, Code(root=scene.before), lambda url: migrate(url, runner.Reach.EXPAND))
        if held:
            new = Code(root=root, campaign=campaign)
            _observe(trial, scene, url, new, lambda url: migrate(url, runner.Reach.ALL))
    return trial


def _observe(trial: Trial, scene: Scene, url: str, code: Code, migrate: Callable[[str], Result]) -> Result:
    """Migrates under the traffic of that code, and adds what was seen to the trial."""
    with traffic(url, code, scene.rows) as seen:
        time.sleep(AROUND_SECONDS)
        start = time.monotonic()
        result = migrate(url)
        trial.seconds += time.monotonic() - start
        time.sleep(AROUND_SECONDS)
    trial.seen.add(seen)
    return result


def report(title: str, goal: float, trials: Sequence[Trial]) -> None:
    """Prints a Markdown table, the planned form last, and what its longest requests waited for; the goal in seconds."""
    last = trials[-1]
    limit = f"{goal * 1000:.0f} ms"
    print(f"\n### {title}\n\nNo write may wait longer than {limit} for what is planned.\n")
    print("| form | duration | longest read | longest write | against planned", end="")
    print(f" | writes over {limit} | requests | errors |\n|---|---|---|---|---|---|---|---|")
    for trial in trials:
        read, write = (trial.seen.longest(kind) for kind in (READ, WRITE))
        print(
            f"| {trial.name} | {trial.seconds:.1f} s | {read * 1000:,.0f} ms | {write * 1000:,.0f} ms"
            f" | {write / last.seen.longest(WRITE):.1f} | {trial.seen.beyond(WRITE, goal):,}"
            f" | {len(trial.seen.requests):,} | {len(trial.seen.errors):,} |"
        )
    print(f"\nThe longest requests, {last.name}:\n")
    for request in sorted(last.seen.requests, reverse=True)[:NOTABLE]:
        print(f"- {request.name}, {request.seconds * 1000:,.0f} ms, during {last.during(request)}")
    for trial in trials:
        for text, number in Counter(trial.seen.errors).most_common(NOTABLE):
            print(f"- {number:,} errors, {trial.name}: {text}")


def plan() -> None:
    """Times the plan of one edit in a platform of 100 services."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name) / "platform"
        specs.write(root, 100)
        subprocess.run([SCAFFOLD, "generate", "--no-stubs"], cwd=root, check=True, stdout=subprocess.DEVNULL)
        spec = root / "specs" / "s0042.yaml"
        spec.write_text(spec.read_text().replace("      body: text\n", "      body: text\n      summary: text\n"))
        subject = Subject(name=next(iter(PLAN_GOALS)), command=[SCAFFOLD, "plan"], cwd=root)
        table("Plan", medians([subject]), PLAN_GOALS)


def main() -> None:
    """Prints the tables."""
    rows = int(sys.argv[1].replace(",", "")) if len(sys.argv) > 1 else ROWS
    plan()
    with scene(rows) as stage:
        calm = quiet(stage)
        report(
            f"From one for all to one per campaign, {rows:,} rows",
            0.150,
            [
                calm,
                naive(stage, "column with default, index, foreign key in one transaction", ADD_CAMPAIGN),
                naive(stage, "nullable column, UPDATE, SET NOT NULL in one transaction", FILL_CAMPAIGN),
                planned(stage, "as planned", stage.scoped, CAMPAIGN),
            ],
        )
        report(
            f"Search, {rows:,} rows",
            0.200,
            [
                calm,
                naive(stage, "generated column and index in one transaction", ADD_SEARCH),
                planned(stage, "as planned", stage.searched),
            ],
        )


if __name__ == "__main__":
    main()
