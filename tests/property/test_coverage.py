"""Whatever a spec may say is drawn by a strategy: a new key without one fails here, and so does one that is refused."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from .features import FEATURES
from .keys import Keys
from .profiles import DEEP
from .relations import related_platform
from .world import World
from .worlds import extended, nowhere, worlds

SERVICE, PLATFORM = Keys.of("service"), Keys.of("platform")

EXCUSED: Mapping[str, str] = MappingProxyType(
    {
        "entity.renamed_from": "drawn by edits: takings.renamed_entity",
        "entity.removed": "drawn by edits: takings.without_field",
        "platform.removed": "services that go have cases in tests/evolution",
        "service.removed": "drawn by edits: takings.without_entity",
        "fieldOptions.renamed_from": "drawn by edits: takings.renamed_field",
        "fieldOptions.backfill": "drawn by edits: takings.other_options",
        "fieldOptions.removed": "values that go away have cases in tests/evolution",
        "value.renamed_from": "values that are renamed have cases in tests/evolution",
        "event.renamed_from": "events that are renamed have cases in tests/evolution",
        "operation.renamed_from": "operations that are renamed have cases in tests/evolution",
        "relation.renamed_from": "relations that are renamed have cases in tests/evolution",
        "entity.belongs_to.backfill": "parents that come later have cases in tests/evolution",
        "entity.extends.backfill": "what is extended later has cases in tests/evolution",
        "entity.default_campaign": "changes of scope have cases in tests/evolution",
        "service.default_campaign": "changes of scope have cases in tests/evolution",
        "index.using=trigram": "needs pg_trgm, which the embedded server does not have",
        "entity.search.fuzzy": "needs pg_trgm, which the embedded server does not have",
        "platform.extensions=pg_trgm": "the embedded server does not have it",
        "platform.extensions=btree_gin": "the embedded server does not have it",
        "platform.package": "tests/hostile tries names of packages",
        "platform.platform": "the name, which every platform here has; a platform elsewhere is tests/multi_repository",
        "platform.platform.package": "a platform in another repository is tests/multi_repository",
        "platform.platform.path": "a platform in another repository is tests/multi_repository",
        "platform.platform.version": "a platform in another repository is tests/multi_repository",
        "platform.targets": "needs an installed package: tests/end_to_end/test_typescript_client.py",
    }
)
"""Keys that no strategy draws, each with the reason."""

_MANY = 300

HERE = Path(__file__).parent
HINT = "Let a strategy in tests/property/features/ draw it: a file with `add(draw, site)`; or excuse it, with a reason."


def wanted() -> frozenset[str]:
    """All keys; one language is as good as another."""
    return frozenset(key for key in SERVICE.all() | PLATFORM.all() if "language=" not in key)


def spoken() -> frozenset[str]:
    """Every word in a text of the strategies."""
    files = [path for path in HERE.rglob("*.py") if not path.name.startswith("test_")]
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in files)
    texts = (node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return frozenset(word for text in texts if isinstance(text, str) for word in text.split())


def test_every_key_is_named_by_a_strategy():
    """A key of the schemas, and each value of a closed list, is in some strategy or excused; an excuse has its key."""
    words = spoken()
    silent = {key for key in wanted() if key.replace("=", ".").rpartition(".")[2] not in words}

    assert {key: HINT for key in sorted(silent - EXCUSED.keys())} == {}  # noqa: C420 - the hint is part of what is shown
    assert sorted(EXCUSED.keys() - wanted()) == []


@pytest.mark.parametrize("feature", FEATURES)
def test_every_strategy_is_accepted(feature: str):
    """Somewhere: a strategy of which all is refused would draw nothing."""

    @st.composite
    def is_taken(draw: st.DrawFn) -> bool:
        world = World(facts={}, specs=draw(related_platform(2)))
        service, name = draw(st.sampled_from(list(world.sites())))
        return extended(draw, world, nowhere(), service, name, feature) != world

    assert find(is_taken(), bool, settings=_settings(200))


def used(world: World) -> Iterator[str]:
    """All keys that a platform uses."""
    yield from PLATFORM.used(world.facts)
    for name, spec in world.written().items():
        yield from SERVICE.used({"service": name} | spec)


def drawn(feature: str, count: int) -> frozenset[str]:
    """What platforms use whose entities all have the feature where it is accepted; always the same ones."""
    seen: set[str] = set()

    @given(world=worlds((feature,), least=1, services=1))
    @_settings(count)
    def draw(world: World) -> None:
        seen.update(used(world))

    draw()
    return frozenset(seen)


def _settings(count: int) -> settings:
    return settings(
        max_examples=count,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


if DEEP:

    def test_every_key_is_drawn():
        """In a soak, what is named is in specs that are accepted, too; and nothing is excused that is drawn."""
        seen = frozenset[str]().union(*(drawn(feature, _MANY) for feature in FEATURES))

        assert {key: HINT for key in sorted(wanted() - seen - EXCUSED.keys())} == {}  # noqa: C420 - as above
        assert sorted(EXCUSED.keys() & seen) == []
