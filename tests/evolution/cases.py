"""The cases: one folder each, a service before and after an edit, and what may be expected of it.

| file                | what                                                                                        |
|---------------------|---------------------------------------------------------------------------------------------|
| `before.yaml`       | the service                                                                                 |
| `after.yaml`        | the same service, edited                                                                    |
| `<other>.yaml`      | another service, there before and after; `<other>.after.yaml`: as it is after               |
| `platform.yaml`     | in place of a platform without any wish; `platform.after.yaml`: as it is after              |
| `rows.sql`          | what is in the tables when the edit comes                                                   |
| `drop.txt`          | what is dropped after the edit, because that has retired it: `content.article.body`         |
| `plan.txt`          | the migrations of the edit (`pytest --update`)                                              |
| `diagnostics.txt`   | in its place where the edit is refused                                                      |
| `failure.txt`       | what the migration says to rows that it refuses; `mend.sql` makes them acceptable           |
| `breaks.txt`        | after which file the old code fails, where the edit leaves it no chance, and how            |
| `changes.txt`       | columns whose values the edit changes, `service_content_article.status`: see `expect.sql`   |
| `expect.sql`        | queries that return nothing when all is well                                                |
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
PLATFORM = "platform: acme\ndescription: A sample.\n"
EXTENSIONS = re.compile(r"^extensions: \[(.*)\]$", re.MULTILINE)
ON_SERVERS = {"15": frozenset({"btree_gin", "pg_trgm"}), "18": frozenset({"vector"})}
"""The extensions that each version has here: Debian's has contrib, the embedded one has pgvector."""
SERVICE = re.compile(r"^service: (\w+)", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One edit."""

    folder: Path

    @property
    def name(self) -> str:
        return self.folder.relative_to(HERE).as_posix()

    @property
    def is_refused(self) -> bool:
        return (self.folder / "diagnostics.txt").exists()

    @property
    def dropped(self) -> tuple[str, ...]:
        return tuple(self.text("drop.txt").split())

    @property
    def changed(self) -> frozenset[str]:
        return frozenset(self.text("changes.txt").split())

    def text(self, file: str) -> str:
        """The file's content; empty if there is none."""
        path = self.folder / file
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def runs_on(self, version: str) -> bool:
        """Whether that server has the extensions of the case."""
        asked = EXTENSIONS.findall(self.text("platform.yaml") + self.text("platform.after.yaml"))
        return {name for names in asked for name in names.split(", ")} <= ON_SERVERS[version]

    @property
    def before(self) -> Mapping[str, str]:
        """The specs by path."""
        return self._specs("before.yaml", edited=False)

    @property
    def after(self) -> Mapping[str, str]:
        """The specs by path, edited."""
        return self._specs("after.yaml", edited=True)

    def _specs(self, subject: str, *, edited: bool) -> Mapping[str, str]:
        names = {path.name.split(".")[0] for path in self.folder.glob("*.yaml")} - {"before", "after", "platform"}
        others = [(edited and self.text(f"{name}.after.yaml")) or self.text(f"{name}.yaml") for name in names]
        platform = (edited and self.text("platform.after.yaml")) or self.text("platform.yaml") or PLATFORM
        services = [text for text in (self.text(subject), *others) if text]
        return {"scaffold.yaml": platform} | {f"specs/{_service(text)}.yaml": text for text in services}


def _service(spec: str) -> str:
    found = SERVICE.search(spec)
    assert found, spec
    return found[1]


CASES = [Case(folder=path.parent) for path in sorted(HERE.glob("*/*/before.yaml"))]
ACCEPTED = [case for case in CASES if not case.is_refused]
