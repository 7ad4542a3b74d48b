"""Which services an edit of one reaches: no file is written that the plan does not name, and not all are rendered."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from generator import pipeline
from generator.output import stamp
from generator.pipeline import reach
from generator.pipeline.decision import decide
from generator.pipeline.outlook import outlook
from generator.tree import digest
from tests.evolution.builds import changed
from tests.hostile.platforms import texts, write

Specs = dict[str, Any]

NAME = {"type": "string", "max_length": 80, "required": True}


def platform() -> Specs:
    """`sales` refers to `stock` and shows of it, which refers to `maker`; nobody refers to or from `weather`."""
    maker = {"fields": {"code": NAME, "size": {"type": "enum", "values": ["small", "large"]}}, "unique": [["code"]]}
    thing = {"fields": {"code": NAME, "maker": {"type": "ref", "to": "maker.company"}}, "unique": [["code"]]}
    sale = {"fields": {"count": "integer", "thing": {"type": "ref", "to": "stock.thing", "required": True}}}
    return {
        "maker": {"entities": {"company": maker}},
        "sales": {"entities": {"sale": sale}, "views": {"sold": {"from": "sale", "fields": ["count", "thing.code"]}}},
        "stock": {"entities": {"thing": thing}},
        "weather": {"entities": {"report": {"fields": {"text": NAME, "notes": {"type": "json"}}}}},
    }


def fields(specs: Specs, service: str, entity: str) -> Specs:
    found: Specs = specs[service]["entities"][entity]["fields"]
    return found


def entity(specs: Specs, service: str, name: str) -> Specs:
    found: Specs = specs[service]["entities"][name]
    return found


def gains_a_field(specs: Specs) -> None:
    fields(specs, "weather", "report")["place"] = "text"


def is_renamed(specs: Specs) -> None:
    entities = specs["stock"]["entities"]
    entities["article"] = entities.pop("thing") | {"renamed_from": "thing"}
    fields(specs, "sales", "sale")["thing"]["to"] = "stock.article"


def is_no_longer_referred_to(specs: Specs) -> None:
    del specs["sales"]["views"]
    del fields(specs, "sales", "sale")["thing"]
    entity(specs, "sales", "sale")["removed"] = ["thing"]


def goes_with_what_it_refers_to(specs: Specs) -> None:
    fields(specs, "sales", "sale")["thing"]["on_delete"] = "cascade"


def is_referred_to_through_another(specs: Specs) -> None:
    fields(specs, "stock", "thing")["maker"] |= {"on_delete": "cascade"}


def refers_by_a_value(specs: Specs) -> None:
    fields(specs, "sales", "sale")["origin"] = {"type": "ref", "to": "maker.company", "by": "code"}


def has_room_for_few_rows(specs: Specs) -> None:
    fields(specs, "maker", "company")["size"]["required"] = True
    entity(specs, "maker", "company")["unique"] = [["code"], ["size"]]


def deletes_softly(specs: Specs) -> None:
    entity(specs, "stock", "thing")["soft_delete"] = True


def has_an_entity_of_the_same_name(specs: Specs) -> None:
    specs["maker"]["entities"]["thing"] = {"fields": {"text": NAME}}


def comes(specs: Specs) -> None:
    specs["archive"] = {"entities": {"thing": {"fields": {"old": {"type": "ref", "to": "stock.thing"}}}}}


def keeps_answers(specs: Specs) -> None:
    entity(specs, "stock", "thing")["cache"] = {"list": "1 minute"}


def is_shown_otherwise(specs: Specs) -> None:
    fields(specs, "stock", "thing")["code"] = NAME | {"description": "What it is called."}


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (gains_a_field, {"weather"}),
        (is_renamed, {"maker", "sales", "stock"}),
        (is_no_longer_referred_to, {"maker", "sales", "stock"}),
        (goes_with_what_it_refers_to, {"maker", "sales", "stock"}),
        (is_referred_to_through_another, {"maker", "sales", "stock"}),
        (refers_by_a_value, {"maker", "sales", "stock"}),
        (has_room_for_few_rows, {"maker", "sales", "stock"}),
        (deletes_softly, {"maker", "sales", "stock"}),
        (has_an_entity_of_the_same_name, {"maker", "sales", "stock"}),
        (comes, {"archive", "maker", "sales", "stock"}),
        (keeps_answers, {"maker", "sales", "stock"}),
        (is_shown_otherwise, {"maker", "sales", "stock"}),
    ],
    ids=lambda item: item.__name__ if callable(item) else "",
)
def test_the_files_of_an_edit(edit: Callable[[Specs], None], expected: set[str], tmp_path: Path):
    """Those of the services that it reaches, and what is written is what was planned."""
    specs = platform()
    pipeline.generate(write(tmp_path, texts(specs)), stubs=False)
    edit(specs)
    write(tmp_path, texts(specs))

    assert reach.reached(decide(tmp_path)) == expected
    is_what_is_planned(tmp_path)


def is_what_is_planned(root: Path) -> tuple[tuple[str, ...], ...]:
    """What `generate` does, once it is known to be what was planned, and something."""
    planned = changed(outlook(root).written)
    assert changed(pipeline.generate(root, stubs=False).written) == planned
    assert any(planned)
    return planned


def test_back_again(tmp_path: Path):
    """What an edit brought goes with the next: that is known from the lock, for the old spec is gone."""
    specs = platform()
    pipeline.generate(write(tmp_path, texts(specs)), stubs=False)
    for edit in (refers_by_a_value, keeps_answers, has_an_entity_of_the_same_name):
        edited = platform()
        edit(edited)
        is_what_is_planned(write(tmp_path, texts(edited)))
        gone = {"maker": ["thing"]} if edit is has_an_entity_of_the_same_name else {}
        specs["maker"] |= {"removed": gone["maker"]} if gone else {}
        if edit is refers_by_a_value:
            entity(specs, "sales", "sale")["removed"] = ["origin"]
        is_what_is_planned(write(tmp_path, texts(specs)))


def test_documents_with_parts(tmp_path: Path):
    """Each service may have one: so a new service is told of where there are such documents."""
    specs = platform()
    fields(specs, "weather", "report")["notes"] = {"type": "json", "service_specific": True}
    pipeline.generate(write(tmp_path, texts(specs)), stubs=False)
    specs["archive"] = {"entities": {"box": {"fields": {"label": NAME}}}}
    write(tmp_path, texts(specs))

    assert reach.reached(decide(tmp_path)) == {"archive", "weather"}
    is_what_is_planned(tmp_path)


def test_a_service_that_goes(tmp_path: Path):
    """All its files are in the plan, and those of what it referred to."""
    specs = platform()
    pipeline.generate(write(tmp_path, texts(specs)), stubs=False)
    del specs["sales"]
    (tmp_path / "specs/sales.yaml").unlink()
    write(tmp_path, texts(specs, removed=["sales"]))

    _, _, deleted = is_what_is_planned(tmp_path)

    assert "proto/acme/sales/v1/sales.proto" in deleted


def test_an_edit_of_the_platform(tmp_path: Path):
    """It can be about any file."""
    pipeline.generate(write(tmp_path, texts(platform())), stubs=False)
    write(tmp_path, texts(platform(), paging="number"))

    assert reach.concerns_all(decide(tmp_path))
    is_what_is_planned(tmp_path)


def test_a_template_of_the_users(tmp_path: Path):
    """A new one is about every service; afterwards, files are planned with it, and only those of the edited."""
    specs = platform()
    pipeline.generate(write(tmp_path, texts(specs)), stubs=False)
    assert stamp.is_of_locks(tmp_path)
    scaffolded(tmp_path, {"python/service/messages.py.jinja": "# Ours.\n"})

    assert not stamp.is_of_locks(tmp_path)
    assert is_what_is_planned(tmp_path)[1] == tuple(f"src/acme/{name}/messages.py" for name in sorted(specs))

    assert stamp.is_of_locks(tmp_path)
    gains_a_field(specs)
    _, updated, _ = is_what_is_planned(write(tmp_path, texts(specs)))
    assert [path for path in updated if path.endswith("messages.py")] == []


def scaffolded(root: Path, templates: Mapping[str, str]) -> None:
    """Templates that the user has in the place of shipped ones."""
    write(root, {f".scaffold/templates/{kind}/{name}": text for name, text in templates.items() for kind in KINDS})


KINDS = ("artifacts", "originals")


def test_what_another_generator_wrote(tmp_path: Path):
    """Whatever it wrote otherwise is in the plan, although no spec was edited: the stamp does not know its locks."""
    pipeline.generate(write(tmp_path, texts(platform())), stubs=False)
    path = "src/acme/weather/messages.py"
    lock, text = tmp_path / "scaffold.lock/weather.yaml", (tmp_path / path).read_text(encoding="utf-8")
    other = f"{text}# As it was once.\n"
    recorded = lock.read_text(encoding="utf-8").replace(digest(text), digest(other))
    write(tmp_path, {path: other, "scaffold.lock/weather.yaml": recorded})

    assert is_what_is_planned(tmp_path) == ((), (path,), ())


def test_without_a_stamp(tmp_path: Path):
    """Nobody knows which generator wrote a clone, nor does a broken stamp tell."""
    pipeline.generate(write(tmp_path, texts(platform())), stubs=False)
    path = tmp_path / stamp.STAMP
    known = json.loads(path.read_text(encoding="utf-8"))
    found = [stamp.is_of_locks(tmp_path)]
    for broken in (json.dumps(known | {"identity": "another"}), "[]", ""):
        path.write_text(broken, encoding="utf-8")
        found.append(stamp.is_of_locks(tmp_path))
    path.unlink()
    assert [*found, stamp.is_of_locks(tmp_path)] == [True, False, False, False, False]
