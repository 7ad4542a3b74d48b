"""Which names of a body need an import: what is code, and whose it is not already."""

import pytest

from generator.targets.tests.used import Scanner


@pytest.mark.parametrize(
    ("body", "used"),
    [
        pytest.param("date(2024, 1, 1)", {"date"}, id="a call"),
        pytest.param("row.date = when.date", set(), id="attributes"),
        pytest.param("call(date=1, other=uuid4())", {"uuid4"}, id="keyword arguments"),
        pytest.param("if date == uuid4: pass", {"date", "uuid4"}, id="a comparison"),
        pytest.param("date = 1\nprint(date, uuid4)", {"uuid4"}, id="a name of its own"),
        pytest.param("date: int = 1\nprint(date)", set(), id="a name of its own with a type"),
        pytest.param("x = 'date' + \"uuid4\"  # json", set(), id="texts and a comment"),
        pytest.param("x = 'it\\'s date' + json", {"json"}, id="an escaped quote"),
        pytest.param("x = f'{date} uuid4 {json}'", {"date", "json"}, id="the fields of an f-string"),
        pytest.param("x = f\"{date['uuid4']}\"", {"date"}, id="a text in a field of an f-string"),
        pytest.param('"""One date."""\nuuid4()', {"uuid4"}, id="a docstring"),
        pytest.param('x = """one\ndate\n"""\nuuid4()', {"uuid4"}, id="a text over lines"),
        pytest.param('x = """one "date" \'s"""\nuuid4()', {"uuid4"}, id="quotes in a text"),
        pytest.param('x = \'"""\'\ndate\ny = \'"""\'', {"date"}, id="quotes that look like those of a text over lines"),
        pytest.param("update(candidate, predate)", set(), id="parts of other names"),
    ],
)
def test_only_names_that_are_code_are_used(body, used):
    """Scanned for the first time, when all lines are new, and again, when all are known."""
    scanner = Scanner({"date", "uuid4", "json"}.__contains__)

    assert scanner.used(body) == used
    assert scanner.used(body) == used


def test_lines_are_remembered_apart_from_each_other():
    """A line in a text of one body is code in another."""
    scanner = Scanner({"date", "uuid4"}.__contains__)

    assert scanner.used('x = """\ndate\n"""\n') == set()
    assert scanner.used("date\nuuid4\n") == {"date", "uuid4"}
    assert scanner.used('"""\nuuid4\n"""\ndate\n') == {"date"}


def test_what_is_remembered_does_not_grow_for_ever(monkeypatch):
    """A platform of a thousand services has a hundred thousand lines."""
    monkeypatch.setattr("generator.targets.tests.used._MOST_LINES", 3)
    scanner = Scanner(str.isidentifier)

    for number in range(20):
        assert scanner.used(f"a{number}\nb{number}") == {f"a{number}", f"b{number}"}
    assert len(scanner._lines) < 8
