"""Which services an edit can reach: what is rendered of one can tell of others that it refers to, or that refer to it.

| what is rendered of a service                                     | depends on                                      |
|-------------------------------------------------------------------|-------------------------------------------------|
| statements and messages of views, limits of what is known `by`    | what it refers to, however far                  |
| keys and scopes of references; factories and tests of their rows  | what it refers to, however far                  |
| errors of deletions, columns that its factories have to fill      | what refers to it, through cascades, too        |
| answers that are no longer right after a write                    | both, in any mixture, where answers are kept    |
| which module a repository is of, where two entities have one name | every service that has an entity of the name    |
| the parts of a document                                           | the names of all services                       |
| its tables, wire numbers and migrations                           | whatever it is: they are planned, and compared  |
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from generator import names
from generator.frozen import replace
from generator.ir import Service, Target
from generator.pipeline.decision import Decision
from generator.plan.records import CORE, Record

Edges = Mapping[str, AbstractSet[str]]
"""The services that each service leads to."""

_KEPT = "/core/answers.py"
"""The end of the path of a file that a platform has while answers are kept."""


def concerns_all(decision: Decision) -> bool:
    """Whether the platform itself was edited, or rests on what is not looked at here: packages, another repository."""
    platform = decision.blueprint.platform
    before, after = decision.records.get(CORE), decision.after[CORE]
    return before is None or before.spec != after.spec or bool(platform.targets) or platform.pin is not None


def reached(decision: Decision) -> frozenset[str]:
    """The services of which something else may be rendered now than when the locks were written, by name.

    The locks must be what this generator wrote for the platform as it was: then the edits alone make a difference.
    """
    services = decision.blueprint.platform.services
    edited = {name for name in decision.after if name != CORE and _is_edited(decision, name)}
    forth = _references(decision)
    back = _reversed(forth)
    if _keeps_answers(decision):
        found = _closure(edited, {name: forth.get(name, set()) | back.get(name, set()) for name in {*forth, *back}})
    else:
        found = _closure(edited, back) | _closure(edited, forth)
    found |= set(_of_one_name(decision, edited))
    if {service.name for service in services} != decision.records.keys() - {CORE}:
        found |= {service.name for service in services if any(entity.parted for entity in service.entities)}
    return frozenset(found)


def _is_edited(decision: Decision, service: str) -> bool:
    """Whether its spec was edited, or what is recorded of it changes with the edit of another."""
    before, after = decision.records.get(service), decision.after[service]
    return before is None or replace(before, files=after.files) != after


def _keeps_answers(decision: Decision) -> bool:
    """Whether some answers are kept, or were."""
    before = decision.records.get(CORE, Record(service=CORE)).files
    return decision.blueprint.platform.keeps_answers or any(path.endswith(_KEPT) for path in before)


def _references(decision: Decision) -> Edges:
    """What each service refers to, or did."""
    found: dict[str, set[str]] = defaultdict(set)
    owners = {table.name: name for name, record in decision.records.items() for table in record.tables}
    for name, record in decision.records.items():
        keys = (key.parent for table in record.tables for key in table.foreign_keys)
        found[name] |= {owners[parent] for parent in keys if parent in owners}
    for service in decision.blueprint.platform.services:
        found[service.name] |= {target.key.service for target in _targets(service)}
    return found


def _targets(service: Service) -> Iterator[Target]:
    for entity in service.entities:
        for target in (entity.parent, *(item.target for item in entity.fields)):
            if target is not None:
                yield target


def _reversed(edges: Edges) -> Edges:
    found: dict[str, set[str]] = defaultdict(set)
    for name, others in edges.items():
        for other in others:
            found[other].add(name)
    return found


def _closure(start: Iterable[str], edges: Edges) -> set[str]:
    found, ahead = set[str](), set(start)
    while ahead:
        found |= ahead
        ahead = {other for name in ahead for other in edges.get(name, ())} - found
    return found


def _of_one_name(decision: Decision, edited: AbstractSet[str]) -> Iterator[str]:
    """The services that refer to an entity called as one that came or went."""
    changed: set[str] = set()
    services = decision.blueprint.platform.services
    now = {service.name: {names.pascal(entity.name) for entity in service.entities} for service in services}
    for name in edited:
        tables = decision.records.get(name, Record(service=name)).tables
        changed |= {names.pascal(table.entity) for table in tables if not table.retired} ^ now.get(name, set())
    for service in services if changed else ():
        if any(names.pascal(target.key.entity) in changed for target in _targets(service)):
            yield service.name
