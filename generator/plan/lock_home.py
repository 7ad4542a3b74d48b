"""The `home` and `referred` sections of a lock: the platform in another repository, and what is referred to there."""

from collections.abc import Iterator

from generator.plan import notation
from generator.plan.lock_nodes import Node
from generator.plan.records import RecordedHome


def written(home: RecordedHome) -> Iterator[str]:
    """The lines of both sections."""
    release = {"package": home.package, "version": home.version, "sha256": home.sha256}
    yield f"home: {notation.flow(release)}"
    if home.entities:
        yield "referred:"
    for name, scope in sorted(home.entities.items()):
        yield f"  {notation.key(name)}: {notation.flow({'scope': scope})}"


def read(root: Node) -> RecordedHome:
    """What the sections of the lock `root` say."""
    home = root.child("home")
    home.only("package version sha256")
    return RecordedHome(
        package=home.text("package"),
        version=home.text("version"),
        sha256=home.text("sha256"),
        entities={name: node.text("scope") for name, node in root.child("referred").children()},
    )
