"""What the test modules of one entity are told."""

from generator import names
from generator.ir import Entity, Platform
from generator.plan.blueprint import Blueprint
from generator.targets.source.literals import text_literal
from generator.targets.source.view import view
from generator.targets.tests.aggregates_view import AggregateView, aggregate_views
from generator.targets.tests.alternatives_view import AlternativesView, alternatives_views
from generator.targets.tests.asked_view import AskedView, asked_view
from generator.targets.tests.calls_view import CallsView, calls_view
from generator.targets.tests.capacity import capacity, is_in_the_way, is_tight
from generator.targets.tests.computed_view import ComputedView, computed_view
from generator.targets.tests.counts_view import CountView, count_views
from generator.targets.tests.emission_view import EmissionView, emission_views
from generator.targets.tests.increments_view import IncrementView, increment_views
from generator.targets.tests.isolation_view import IsolationView, isolation_view
from generator.targets.tests.keys_view import KeysView, keys_view
from generator.targets.tests.limits_view import LimitsView, limits_view
from generator.targets.tests.reads_view import ReadsView, reads_view
from generator.targets.tests.row_checks_view import RowChecksView, row_checks_view
from generator.targets.tests.sharing_view import SharingView, sharing_view
from generator.targets.tests.transitions_view import TransitionView, transition_views
from generator.targets.tests.views_view import ReadModelView, read_model_views
from generator.targets.tests.witness import witness


@view
class EntityView:
    """One entity: its names, the arguments that its methods take, and what each concern needs."""

    name: str
    plural: str
    service: str
    table: str
    changes: str
    """`models.ArticleChanges`."""
    repository: str
    """`ArticleRepository`."""
    soft_delete: bool
    archive: bool
    expires: str
    """A literal: the column that tells when a row ends; empty where none does."""
    history: str
    """The table of its former states; empty if they are not kept."""
    counts: tuple[CountView, ...]
    computed: ComputedView
    puts: bool
    """Whether tests of the repository bring rows into a state by SQL."""
    optimistic: bool
    writable: bool
    """Whether an update can name a field."""
    idempotent: bool
    """Whether a creation may carry the id of its request."""
    tight: bool
    """Whether there is room for a few rows only, or those of one test are in the way of the next."""
    batch: int
    """How many rows a bulk creation makes."""
    parent: str | None
    """The column of the parent."""
    fixtures: str
    """`database: Database, campaign: int`."""
    scope: str
    """First arguments of the repository's methods: `campaign, `."""
    retention: str
    """A literal: the class of its implied events."""
    limits: LimitsView
    row_checks: RowChecksView
    keys: KeysView
    alternatives: tuple[AlternativesView, ...]
    reads: ReadsView
    transitions: tuple[TransitionView, ...]
    emissions: tuple[EmissionView, ...]
    isolation: IsolationView
    sharing: SharingView | None
    wire: CallsView
    asked: AskedView
    aggregates: tuple[AggregateView, ...]
    views: tuple[ReadModelView, ...]
    increments: tuple[IncrementView, ...]

    @property
    def roomy(self) -> bool:
        """Whether there is room for a second row."""
        return self.batch > 1

    @property
    def work(self) -> str:
        """`database.unit_of_work(campaign)`."""
        return f"database.unit_of_work({self.alone})"

    @property
    def place(self) -> str:
        """Arguments of the factories: `work, campaign`."""
        return f"work, {self.alone}" if self.alone else "work"

    @property
    def campaign(self) -> str:
        """What its event rows say: `campaign`, or `0`."""
        return self.alone or "0"

    @property
    def travelling(self) -> tuple[str, ...]:
        """Finished cases, field and value: what a creation may carry, where there are creations."""
        return self.limits.boundaries if self.asked.creates else ()

    @property
    def alone(self) -> str:
        """The campaign as the only argument."""
        return self.scope.removesuffix(", ")


def entity_view(blueprint: Blueprint, entity: Entity) -> EntityView:
    """The view of `entity`."""
    return EntityView(
        name=entity.name,
        plural=entity.plural,
        service=blueprint.service.name,
        table=entity.table,
        changes=f"models.{names.pascal(entity.name)}Changes",
        repository=f"{names.pascal(entity.name)}Repository",
        soft_delete=entity.soft_delete,
        archive=entity.archive,
        expires=text_literal(entity.expires.column) if entity.expires else "",
        history=_history(blueprint, entity),
        counts=count_views(entity),
        computed=computed_view(entity, witness(entity) if entity.computed else {}),
        puts=_puts(blueprint, entity),
        optimistic=entity.optimistic,
        writable=bool(entity.changeable),
        tight=_is_tight(blueprint.platform, entity),
        idempotent=entity.idempotent,
        batch=min(3, capacity(blueprint.platform, entity)),
        parent=entity.parent_column,
        fixtures=", ".join(("database: Database", *(("campaign: int",) if entity.scoped else ()))),
        scope="campaign, " if entity.scoped else "",
        retention=text_literal(entity.events[0].retention),
        limits=limits_view(entity),
        row_checks=row_checks_view(entity),
        keys=keys_view(blueprint, entity),
        alternatives=alternatives_views(entity),
        reads=reads_view(blueprint.platform, entity),
        transitions=transition_views(blueprint.service, entity),
        emissions=emission_views(blueprint.service, entity),
        isolation=isolation_view(blueprint.platform, entity, transition_views(blueprint.service, entity)),
        sharing=sharing_view(blueprint, entity),
        wire=calls_view(blueprint, entity),
        asked=asked_view(blueprint, entity),
        aggregates=aggregate_views(blueprint, entity),
        views=read_model_views(blueprint, entity),
        increments=increment_views(blueprint, entity),
    )


def _is_tight(platform: Platform, entity: Entity) -> bool:
    """Whether the rows of one test are in the way of the next, or of others of a parent that is taken again."""
    has_siblings = entity.parent is not None and is_tight(platform, platform.entity(entity.parent.key))
    return is_tight(platform, entity) or is_in_the_way(entity) or entity.shared or has_siblings


def _history(blueprint: Blueprint, entity: Entity) -> str:
    kept = blueprint.table(entity.name).history
    return kept.name if entity.history and kept else ""


def _puts(blueprint: Blueprint, entity: Entity) -> bool:
    """Whether tests write what no method does: what is computed, or a state to begin in."""
    written = entity.computed or entity.increments or entity.expires or entity.history
    return bool(written or blueprint.service.transitions(entity))
