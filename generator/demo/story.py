"""The acts of the demo, in order."""

import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator import pipeline, resources
from generator.database import embedded, runner
from generator.demo import edit
from generator.demo.processes import call, serving
from generator.demo.screen import Screen
from generator.diagnostics import EnvironmentProblem

PACKAGE = "marketplace"
CAMPAIGN, OTHER = 1, 2

EVENTS = """
SELECT event_type, master_id, payload::text FROM service_event WHERE campaign_id = %s ORDER BY id DESC LIMIT 3
"""


def run(keep: Path | None) -> None:
    """Tells the whole story; `keep` is a folder, new or empty, that the platform stays in afterwards.

    Raises:
        EnvironmentProblem: `keep` has files in it, or no embedded PostgreSQL is installed.
    """
    screen = Screen.open()
    # SIGTERM would leave the server and its PostgreSQL running; as Ctrl-C, it unwinds through them.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with _folder(keep) as root, embedded.server() as server:
        embedded.create_database(server.url, PACKAGE)
        url = server.url_for(PACKAGE)
        _generate(screen, root)
        _migrate(screen, root, url)
        _tour(screen, root, url)
        _edit(screen, root, url)
        _after(screen, root, url)
    screen.line()
    screen.line(f"The platform is in {keep}." if keep else "Nothing is left running, and nothing is left behind.")


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    if keep is not None:
        if keep.exists() and any(keep.iterdir()):
            raise EnvironmentProblem(f"{keep} is not empty", hint="Name a folder that does not exist yet.")
        yield keep.absolute()
        return
    with tempfile.TemporaryDirectory(prefix="scaffold-demo-") as name:
        yield Path(name) / PACKAGE


def _generate(screen: Screen, root: Path) -> None:
    with screen.act("Generate: eight specs become a platform"):
        _copy_specs(root)
        excerpt = (root / "specs" / "content.yaml").read_text(encoding="utf-8").split("\n\n")[1]
        screen.aside("specs/content.yaml begins:")
        screen.code("\n".join(excerpt.splitlines()[:9]), "yaml")
        outcome = pipeline.generate(root)
        files = len(outcome.written.created)
        lines = sum((root / path).read_bytes().count(b"\n") for path in outcome.written.created)
        screen.line(f"scaffold generate: {files} files, {lines:,} lines of SQL, proto, Python and tests")
        screen.line(f"{len(outcome.migrations)} migrations")


def _copy_specs(root: Path) -> None:
    source = resources.example()
    root.mkdir(parents=True, exist_ok=True)
    shutil.copy2(source / "scaffold.yaml", root)
    shutil.copytree(source / "specs", root / "specs")


def _migrate(screen: Screen, root: Path, url: str) -> None:
    with screen.act("Migrate: an empty PostgreSQL 18 gets its schema"):
        report = runner.migrate(url, root)
        screen.line(f"scaffold migrate: {len(report.applied)} migrations applied")
        _create_campaigns(url)
        screen.line(f"two campaigns: {CAMPAIGN} is spring, {OTHER} is autumn")


def _create_campaigns(url: str) -> None:
    import psycopg

    with psycopg.connect(url) as connection:
        statement = "INSERT INTO campaign (id, slug, name) VALUES (%s, %s, %s)"
        connection.execute(statement, (CAMPAIGN, "spring", "Spring sale"))
        connection.execute(statement, (OTHER, "autumn", "Autumn sale"))


def _tour(screen: Screen, root: Path, url: str) -> None:
    with screen.act("Serve and call: a gRPC client on a real connection"), serving(root, PACKAGE, url) as address:
        screen.aside(f"python -m {PACKAGE}.server on {address}")
        for line in call(root, _client("tour.py"), [address, str(CAMPAIGN), str(OTHER)]):
            screen.line(line)
    with screen.act("The event log: written in the same transaction as each change"):
        for event_type, master_id, payload in _events(url):
            screen.line(f"{event_type}  master {master_id}  {payload}")


def _events(url: str) -> list[tuple[str, int, str]]:
    import psycopg

    with psycopg.connect(url) as connection:
        return connection.execute(EVENTS, (CAMPAIGN,)).fetchall()


def _edit(screen: Screen, root: Path, url: str) -> None:
    with screen.act("Edit the spec: a field and a filter"):
        screen.code(edit.apply(root / "specs" / "content.yaml"), "diff")
        outcome = pipeline.generate(root)
        screen.line(f"scaffold generate: {len(outcome.written.updated)} files updated, new migrations:")
        for migration in outcome.migrations:
            screen.line(f"  {migration.path}")
        report = runner.migrate(url, root)
        screen.line(f"scaffold migrate: {len(report.applied)} applied, while the data stays")


def _after(screen: Screen, root: Path, url: str) -> None:
    with screen.act("Call again: old data, new field"), serving(root, PACKAGE, url) as address:
        for line in call(root, _client("after_the_edit.py"), [address, str(CAMPAIGN)]):
            screen.line(line)


def _client(name: str) -> Path:
    return resources.example() / "client" / name
