"""A name either is refused with one clear finding, or works everywhere: in tables, protos, Python, statements."""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import psycopg
import pytest

from generator import rules
from generator.database.runner import migrate
from generator.diagnostics import DiagnosedError, Severity
from generator.frontend.load import load

from . import names
from .platforms import generated, said_everywhere, texts

HERE = Path(__file__).parent
STRING = {"type": "string", "max_length": 40}
MYPY = "[mypy]\nstrict = True\nmypy_path = src\nexplicit_package_bases = True\nnamespace_packages = True\n"
Specs = dict[str, dict[str, object]]


def thing(**facts: object) -> dict[str, object]:
    return {"fields": {"code": {**STRING, "required": True}}} | facts


SERVICE = {"scope": "global", "entities": {"thing": thing()}}


def one(kind: str, name: str) -> Specs:
    """The smallest platform that uses the name so."""
    match kind:
        case "service":
            return {name: SERVICE}
        case "entity":
            return {"lab": {"entities": {name: thing(unique=[["code"]])}}}
        case "field":
            return {"lab": {"entities": {"thing": thing(fields={name: STRING})}}}
        case "ref":
            return {"lab": {"entities": {"thing": thing(fields={name: {"type": "ref", "to": "thing"}})}}}
        case "payload":
            event = {"payload": {name: STRING}}
            return {"lab": {"entities": {"thing": thing()}, "events": {"thing.moved": event}}}
        case "message":
            call = {"request": {name: STRING}}
            return {"lab": {"entities": {"thing": thing()}, "operations": {"call_it": call}}}
        case "value":
            kinds = {"type": "enum", "values": [name]}
            return {"lab": {"entities": {"thing": thing(fields={"kind": kinds})}}}
        case _:
            return {"lab": {"entities": {"thing": thing(soft_delete=True, search={"code": "A"})}, "operations": {name: {}}}}


USES = {
    "service": names.SERVICES,
    "entity": names.ENTITIES,
    "field": names.FIELDS,
    "ref": names.FIELDS,
    "payload": names.FIELDS,
    "message": names.FIELDS,
    "value": names.VALUES,
    "operation": names.OPERATIONS,
}


def finding(kind: str, name: str) -> str | None:
    """What is said about the name; None if it is accepted."""
    try:
        findings = rules.check(load(texts(one(kind, name))))
    except DiagnosedError as error:
        findings = error.diagnostics
    refusals = [item for item in findings if item.severity is Severity.ERROR]
    assert len(refusals) <= 1, refusals
    assert all(item.hint for item in refusals)
    return next((f"{item.code}: {item.message}" for item in refusals), None)


def accepted(kind: str) -> Iterator[str]:
    return (name for name in USES[kind] if finding(kind, name) is None)


def platform() -> Specs:
    """Every accepted name at once, and names as long as PostgreSQL allows."""
    long = "x" * (names.LONGEST - len("service_lab_"))
    columns = {"y" * names.LONGEST: {**STRING, "pattern": "[a-z]+"}, "y" * 62 + "z": {"type": "enum", "values": ["a"]}}
    columns |= {"r" * 60: {"type": "ref", "to": "thing"}, "m" * 53: {"type": "master", "of": "thing"}}
    strings = {name: STRING for name in accepted("field")}
    fields = {
        "thing": thing(fields={**strings, "kind": {"type": "enum", "values": list(accepted("value")), "default": "none"}}),
        "typed": thing(fields={**strings, "a_date": "date", "a_list": {"type": "list", "of": "uuid"}, "extra": "json"}),
        "pointer": thing(fields={name: {"type": "ref", "to": "thing"} for name in accepted("ref")}),
        "filtered": thing(fields=strings, filters=["row", "rank", "value", "name"], search={"text": "A"}),
        long: thing(fields=columns, unique=[["y" * names.LONGEST]], filters=["y" * 62 + "z", "r" * 60], soft_delete=True),
    }
    payload = {"payload": {name: STRING for name in accepted("payload")}}
    step = {"transition": {"field": "kind", "from": ["none"], "to": "true"}, "entity": "thing", "emits": "thing.moved"}
    message = {name: STRING for name in accepted("message")}
    calls = {name: {} for name in accepted("operation")} | {"call": {"request": message, "response": message}}
    lab = {"entities": fields, "events": {"thing.moved": payload}, "operations": {"move_it": step}}
    verbs = {"entities": one("operation", "x")["lab"]["entities"], "operations": calls}
    entities = {name: thing(unique=[["code"]], filters=["code"]) for name in accepted("entity")}
    said = said_everywhere("# type: ignore\n# mypy: ignore-errors\n# noqa")
    services = dict.fromkeys(accepted("service"), SERVICE)
    apart = {"entities": {"new": entities.pop("new")}}  # it makes `NewChanges`, as an entity `changes` does
    return services | {"lab": lab, "verbs": verbs, "entities": {"entities": entities}, "apart": apart, "said": said}


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    """The platform of all accepted names, generated."""
    return generated(tmp_path_factory.mktemp("names"), texts(platform()))


def test_what_is_refused_and_why(update: bool):
    """One finding for each refused name, with a hint; what is refused is written down, all else must work."""
    said = [f"{kind} {name}: {found}" for kind in USES for name in USES[kind] if (found := finding(kind, name))]
    expected = HERE / "refused.txt"
    if update:
        expected.write_text("\n".join(said) + "\n", encoding="utf-8")
    assert said == expected.read_text(encoding="utf-8").splitlines()


def test_protos_are_clean(root: Path):
    """buf's STANDARD and COMMENTS rules hold for every name (protoc has accepted them already)."""
    lint = subprocess.run([Path(sys.executable).parent / "buf", "lint"], cwd=root, capture_output=True, text=True)

    assert (lint.returncode, lint.stdout) == (0, "")


def statements(root: Path) -> Iterator[Mapping[str, str]]:
    """The mapping of every statement of each service; the modules import nothing but the standard library."""
    for path in sorted(root.glob("src/acme/*/statements.py")):
        module: dict[str, Mapping[str, str]] = {}
        exec(compile(path.read_text(encoding="utf-8"), path, "exec"), module)
        yield module["STATEMENTS"]


def test_migrations_apply_and_every_statement_prepares(root: Path, database_url: str):
    """No name is cut, none is taken for a keyword, and each statement finds its tables and columns."""
    migrate(database_url, root)

    with psycopg.connect(database_url) as connection:
        for mapping in statements(root):
            assert mapping
            for sql in mapping.values():
                connection.execute(b"PREPARE it AS " + sql.encode())
                connection.execute("DEALLOCATE it")


def test_every_module_can_be_imported(root: Path):
    """No name hides what a module needs while it is imported; a warning is an error."""
    script = "import acme, pkgutil, importlib\nfor item in pkgutil.walk_packages(acme.__path__, 'acme.'): importlib.import_module(item.name)"
    command = [sys.executable, "-W", "error", "-c", script]

    done = subprocess.run(command, cwd=root, env={"PYTHONPATH": str(root / "src")}, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr


def test_types_are_clean(root: Path):
    """mypy --strict: no name hides a type or a builtin where generated code uses it."""
    (root / "mypy.ini").write_text(MYPY)
    command = [sys.executable, "-m", "mypy", "--config-file", "mypy.ini", "-p", "acme"]

    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout
