"""Contraction: the migrations that drop what has been retired, on demand and by name."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.diagnostics import DiagnosedError, EnvironmentProblem
from generator.frozen import frozen, replace
from generator.output import transaction, writer
from generator.output.manifest import lock_file, read_records, recorded_migrations
from generator.output.transaction import Write
from generator.pipeline.decision import Decision, decide, last_of_others
from generator.pipeline.rendering import Notify
from generator.pipeline.runs import Outcome, generate, settle
from generator.plan import contraction, order
from generator.plan.blueprint import Blueprint, Migration
from generator.plan.contraction import RetiredObject
from generator.plan.records import Record
from generator.targets.sql.target import SqlTarget


@frozen
class Retired:
    """What of one service could be dropped."""

    service: str
    state: str
    """Names the recorded state that the objects are chosen in."""
    objects: tuple[RetiredObject, ...]


@frozen
class Contracted:
    """What a contraction did."""

    migrations: tuple[Migration, ...]
    """They wait for `scaffold migrate --phase contract`."""
    outcome: Outcome
    """What was generated besides."""


def retired(root: Path) -> tuple[Retired, ...]:
    """All that could be dropped, by service; raises DiagnosedError if a lock cannot be read."""
    settle(root)
    return tuple(
        Retired(service=name, state=contraction.state(record), objects=objects)
        for name, record in sorted(read_records(root).items())
        if (objects := contraction.retired(record))
    )


def contract(
    root: Path,
    objects: Sequence[str],
    state: str,
    *,
    stubs: bool = True,
    notify: Notify = lambda doing: None,  # noqa: ARG005 - nobody listens
) -> Contracted:
    """Writes the migrations that drop the retired `objects` of one service, chosen in the recorded `state`.

    Raises DiagnosedError if something else would break or the state is another one by now, EnvironmentProblem if the
    objects are not of one service or edits of the specs have not been generated; nothing is written then.
    """
    service = _service(objects, retired(root))
    with transaction.exclusive(root):
        transaction.recover(root)
        decision = decide(root)
        if decision.migrations:
            raise EnvironmentProblem("the specs ask for migrations of their own", hint="Run `scaffold generate` first.")
        migrations = _written(root, decision, service, objects, state)
    return Contracted(migrations=migrations, outcome=generate(root, stubs=stubs, notify=notify))


def _service(objects: Sequence[str], known: tuple[Retired, ...]) -> str:
    owners = {item.name: found.service for found in known for item in found.objects}
    services = {owners.get(name, name.partition(".")[0]) for name in objects}
    if len(services) > 1:
        named = ", ".join(f"`{name}`" for name in sorted(services))
        raise EnvironmentProblem(f"these are objects of {named}", hint="Contract one service at a time.")
    return services.pop()


def _every(decision: Decision) -> tuple[Blueprint, ...]:
    return (*decision.blueprint.services, *decision.blueprint.retired)


def _written(root: Path, decision: Decision, service: str, objects: Sequence[str], state: str) -> tuple[Migration, ...]:
    records: Mapping[str, Record] = decision.records
    if service not in records:
        raise EnvironmentProblem(f"there is no service `{service}`", hint="`scaffold contract` lists what is retired.")
    before = records[service]
    others = tuple(record for name, record in records.items() if name != service)
    planned = contraction.contract(before, objects, state, others)
    if planned.refused:
        raise DiagnosedError(planned.refused)
    blueprint = next(item for item in _every(decision) if item.service.name == service)
    migrations = order.after_others(planned.migrations, last_of_others(records, service))
    artifacts = tuple(SqlTarget().render_service(replace(blueprint, migrations=migrations)))
    record = replace(planned.record, migrations=recorded_migrations(before.migrations, artifacts))
    files = tuple(Write(path=item.path, content=item.text.encode(), seen=None, durable=True) for item in artifacts)
    transaction.apply(root, files + writer.state_changes(root, [lock_file(record)]))
    return migrations
