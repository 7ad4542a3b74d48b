"""Whatever a spec may say is drawn by a strategy: a new key without one fails here."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from hypothesis import HealthCheck, Phase, given, settings

from .features import FEATURES
from .keys import Keys
from .world import World
from .worlds import worlds

SERVICE, PLATFORM = Keys.of("service"), Keys.of("platform")

EXCUSED: Mapping[str, str] = MappingProxyType(
    {
        "entity.renamed_from": "drawn by edits: takings.renamed_entity",
        "entity.removed": "drawn by edits: takings.without_field",
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

HINT = "Let a strategy in tests/property/features/ draw it: a file with `add(draw, site)`; or excuse it, with a reason."


def used(world: World) -> Iterator[str]:
    """All keys that a platform uses."""
    yield from PLATFORM.used(world.facts)
    for name, spec in world.written().items():
        yield from SERVICE.used({"service": name} | spec)


def drawn(feature: str, count: int) -> frozenset[str]:
    """What platforms use whose entities all have the feature where it is accepted; always the same ones."""
    seen: set[str] = set()

    @given(world=worlds((feature,), least=1, services=2))
    @settings(
        max_examples=count,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def draw(world: World) -> None:
        seen.update(used(world))

    draw()
    return frozenset(seen)


def test_every_key_is_drawn():
    """A key of the schemas is in a random spec, or excused; and nothing is excused that is drawn after all."""
    wanted = {key for key in SERVICE.all() | PLATFORM.all() if ".language=" not in key}
    seen = frozenset[str]().union(*(drawn(feature, _EXAMPLES.get(feature, 12)) for feature in FEATURES))

    assert dict.fromkeys(sorted(wanted - seen - EXCUSED.keys()), HINT) == {}
    assert sorted(EXCUSED.keys() & seen) == []
    assert sorted(EXCUSED.keys() - wanted) == []


_EXAMPLES: Mapping[str, int] = MappingProxyType({"addresses_of_rpcs": 40, "platform_rules": 60, "rpcs": 30})
"""How many platforms are drawn of a feature that says one of many things; of the others, a dozen."""
