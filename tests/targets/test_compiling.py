"""Templates compiled to fewer steps write what Jinja's own code writes, and fail where it fails."""

import traceback
from types import SimpleNamespace

import pytest
from jinja2 import Environment, StrictUndefined

from generator.targets.environments import shipped

TEMPLATES = {
    "page.jinja": """\
{% for item in view.items %}
{{ item.name }}: {{ item.number }}{% if not loop.last %},{% endif %}

{% include "detail.jinja" %}
{% else %}
nothing {{ view.title }}
{% endfor %}
{{ view.title }} {braces} "quotes" {{ view.items | length }}
""",
    "detail.jinja": "  {{ item.number + 1 }} of {{ view.title }}{{ item.name | upper }}\n",
    "broken.jinja": "first {{ view.title }}\nsecond {{ view.missing }} third\n",
}
VIEW = SimpleNamespace(
    title="T{}", items=[SimpleNamespace(name="a'", number=1), SimpleNamespace(name='b"', number=None)]
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with the templates; compiled code of it is kept apart."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name, text in TEMPLATES.items():
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.mark.parametrize("number", [1, 12])
@pytest.mark.parametrize("items", [[], VIEW.items[:1]])
def test_the_text_is_that_of_jinja(folder, items, number):
    """Loops, their end and their else, includes, filters, braces and quotes; a number as `str` spells it."""
    plain = Environment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, autoescape=False
    )
    plain.loader = shipped(folder).loader.__class__((folder,), {})
    view = SimpleNamespace(title=VIEW.title, items=[*items * number])

    text = shipped(folder).get_template("page.jinja").render(view=view)

    assert text == plain.get_template("page.jinja").render(view=view)
    assert text.count("\n") == (2 * number * len(items) or 1) + 1


def test_neighbouring_pieces_are_one(folder):
    """A line of three texts and three values is yielded at once."""
    template = shipped(folder).get_template("broken.jinja")
    view = SimpleNamespace(title="x", missing="y")

    assert list(template.root_render_func(template.new_context({"view": view}))) == ["first x\nsecond y third\n"]


def test_an_error_names_the_line_of_the_template(folder):
    """An attribute that a view does not have, although its line is part of one text with others."""
    with pytest.raises(AttributeError) as caught:
        shipped(folder).get_template("broken.jinja").render(view=VIEW)

    last = traceback.extract_tb(caught.tb)[-1]
    assert (last.filename, last.lineno) == (str(folder / "broken.jinja"), 2)
