"""The templates ask little and run nothing: whoever uses them need not trust them."""

import pytest
import yaml

from generator.scaffolding.snapshots import TEMPLATES, snapshots

NEEDS_TRUST = {"_tasks", "_migrations", "_jinja_extensions"}
"""For these copier asks for `--trust`: https://copier.readthedocs.io/en/stable/configuring/#unsafe."""

LOSES_EDITS = {"_external_data"}
"""It is empty while an update renders the old version, so what it holds is taken for new: copier-org/copier#2202."""

VERSIONS = [(name, item) for name in TEMPLATES for item in snapshots(name)]


@pytest.fixture(params=VERSIONS, ids=[f"{name}-{item.version}" for name, item in VERSIONS])
def snapshot(request):
    return request.param[1]


@pytest.fixture
def configuration(snapshot):
    return yaml.safe_load((snapshot.folder / "copier.yml").read_text())


def test_nothing_runs(configuration):
    """No tasks, no migrations, no extensions; and no data from elsewhere."""
    assert configuration.keys() & (NEEDS_TRUST | LOSES_EDITS) == set()


def test_every_question_is_a_scalar_with_a_default(configuration):
    """A question without a default would stop `copier update --defaults` when a later version adds it."""
    questions = {name: item for name, item in configuration.items() if not name.startswith("_")}
    assert len(questions) >= 4
    assert {name for name, item in questions.items() if item["type"] not in {"str", "bool"}} == set()
    assert {name for name, item in questions.items() if not isinstance(item["default"], str | bool)} == set()
    assert {name for name, item in questions.items() if item.get("when", True) and not item["help"]} == set()


def test_a_forgotten_answer_is_an_error(configuration):
    """And not an empty word in a file."""
    assert configuration["_envops"]["undefined"] == "jinja2.StrictUndefined"


def test_the_answers_are_kept(snapshot):
    """Without that file, copier could not update."""
    names = [path.name for path in (snapshot.folder / "template").iterdir()]
    assert "{{ _copier_conf.answers_file }}.jinja" in names
