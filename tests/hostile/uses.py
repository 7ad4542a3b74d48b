"""The ways to use a name: for each, the smallest platform that does, and one with all that are accepted."""

from collections.abc import Iterator
from typing import Any

from generator import rules
from generator.diagnostics import DiagnosedError, Severity
from generator.frontend.load import load
from generator.plan.collisions import collisions
from generator.plan.wire import shapes

from . import names
from .platforms import said_everywhere, texts

Specs = dict[str, dict[str, Any]]

STRING = {"type": "string", "max_length": 40}
CODE = {**STRING, "required": True}
USES = {
    "service": names.SERVICES,
    "entity": names.ENTITIES,
    "field": names.FIELDS,
    "ref": names.FIELDS,
    "parameter": names.PARAMETERS,
    "payload": names.FIELDS,
    "message": names.FIELDS,
    "value": names.VALUES,
    "operation": names.OPERATIONS,
}


def thing(**facts: object) -> dict[str, Any]:
    return {"fields": {"code": CODE}} | facts


SERVICE = {"scope": "global", "entities": {"thing": thing()}}


def one(kind: str, name: str) -> Specs:
    """The smallest platform that uses the name so."""
    key = {"unique": [[name]], "filters": [name], "search": {name: "A"}, "soft_delete": True}
    lab: Specs = {
        "entity": {"entities": {name: thing(unique=[["code"]])}},
        "field": {"entities": {"thing": thing(fields={name: STRING})}},
        "ref": {"entities": {"thing": thing(fields={name: {"type": "ref", "to": "thing"}})}},
        "parameter": {"entities": {"thing": thing(fields={name: CODE}, **key)}},
        "payload": {"entities": {"thing": thing()}, "events": {"thing.moved": {"payload": {name: STRING}}}},
        "message": {"entities": {"thing": thing()}, "operations": {"call_it": {"request": {name: STRING}}}},
        "value": {"entities": {"thing": thing(fields={"kind": {"type": "enum", "values": [name]}})}},
        "operation": {
            "entities": {"thing": thing(soft_delete=True, search={"code": "A"})},
            "operations": {name: {}},
        },
    }
    return {name: SERVICE} if kind == "service" else {"lab": lab[kind]}


def finding(kind: str, name: str) -> str | None:
    """What is said about the name, with a hint and in one finding; None if it is accepted."""
    try:
        whole = load(texts(one(kind, name)))
        findings = rules.check(whole)
        findings += tuple(item for service in whole.services for item in collisions(shapes(whole, service)))
    except DiagnosedError as error:
        findings = error.diagnostics
    refusals = [item for item in findings if item.severity is Severity.ERROR]
    assert len(refusals) <= 1, refusals
    assert all(item.hint for item in refusals)
    return next((f"{item.code}: {item.message}" for item in refusals), None)


def accepted(kind: str) -> Iterator[str]:
    return (name for name in USES[kind] if finding(kind, name) is None)


def platform() -> Specs:
    """Every accepted name at once, in a few services, and names as long as PostgreSQL allows."""
    entities = {name: thing(unique=[["code"]], filters=["code"]) for name in accepted("entity")}
    message = dict.fromkeys(accepted("message"), STRING)
    calls = {name: {} for name in accepted("operation")} | {"call": {"request": message, "response": message}}
    return dict.fromkeys(accepted("service"), SERVICE) | {
        "lab": _lab(),
        "verbs": {"entities": one("operation", "x")["lab"]["entities"], "operations": calls},
        # It makes `NewChanges`, as an entity `changes` does.
        "apart": {"entities": {"new": entities.pop("new")}},
        "entities": {"entities": entities},
        "said": said_everywhere("# type: ignore\n# mypy: ignore-errors\n# noqa"),
    }


def _lab() -> dict[str, Any]:
    strings = dict.fromkeys(accepted("field"), STRING)
    states = {"type": "enum", "values": list(accepted("value")), "default": "none"}
    entities = {
        "thing": thing(fields={**strings, "kind": states}),
        "typed": thing(fields={**strings, "a_date": "date", "a_list": {"type": "list", "of": "uuid"}, "extra": "json"}),
        "pointer": thing(fields={name: {"type": "ref", "to": "thing"} for name in accepted("ref")}),
        "x" * (names.LONGEST - len("service_lab_")): _longest(),
    }
    entities |= {f"by_{name}": one("parameter", name)["lab"]["entities"]["thing"] for name in accepted("parameter")}
    step = {"transition": {"field": "kind", "from": ["none"], "to": "true"}, "entity": "thing", "emits": "thing.moved"}
    return {
        "entities": entities,
        "events": {"thing.moved": {"payload": dict.fromkeys(accepted("payload"), STRING)}},
        "operations": {"move_it": step},
    }


def _longest() -> dict[str, Any]:
    """Columns of 63 bytes, two of them with the same first 62, so that constraints cannot simply be cut."""
    text, kind = "y" * names.LONGEST, "y" * (names.LONGEST - 1) + "z"
    link, role = "r" * (names.LONGEST - len("_id")), "m" * (names.LONGEST - len("_master_id"))
    columns = {
        text: {**STRING, "pattern": "[a-z]+"},
        kind: {"type": "enum", "values": ["a"]},
        link: {"type": "ref", "to": "thing"},
        role: {"type": "master", "of": "thing"},
    }
    return thing(fields=columns, unique=[[text]], filters=[kind, link], soft_delete=True)
