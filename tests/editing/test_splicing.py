"""Where an entry goes in a text, style by style, and where none is added."""

import difflib

import pytest

from generator.diagnostics import DiagnosedError
from generator.editing.places import Addition
from generator.editing.splicing import NoPlaceError, added
from generator.editing.values import mapping, text, verbatim
from generator.frontend.source import parse

FIELD = mapping((("type", text("string")), ("max_length", verbatim("200"))))


def patch(before: str, addition: Addition) -> str:
    """The lines of the edit, with their signs."""
    after = added("specs/content.yaml", before, addition)
    lines = list(difflib.unified_diff(before.splitlines(keepends=True), after.splitlines(keepends=True), n=0))
    return "".join(line for line in lines[2:] if not line.startswith("@@"))


def to_fields(key: str = "subtitle") -> Addition:
    return Addition(path=("entities", "article", "fields"), key=key, value=FIELD)


LINE = "+      subtitle: {type: string, max_length: 200}\n"

PLACES = {
    "block": (
        """\
entities:
  article:
    fields:
      title: text  # short
      # later: text

    soft_delete: true
""",
        LINE,
    ),
    "column": (
        """\
entities:
  article:
    fields:
      title:     text
      published: date
""",
        "+      subtitle:  {type: string, max_length: 200}\n",
    ),
    "same length": (
        """\
entities:
  article:
    fields:
      description_text: text
      description_html: text
""",
        LINE,
    ),
    "one line": (
        """\
entities: {article: {fields: {title: text}}}
""",
        """\
-entities: {article: {fields: {title: text}}}
+entities: {article: {fields: {title: text, subtitle: {type: string, max_length: 200}}}}
""",
    ),
    "lines in braces": (
        """\
entities:
  article:
    fields: {
      title: text,  # short
      body: text  # long
    }
""",
        f"""\
-      body: text  # long
+      body: text,  # long
{LINE}""",
    ),
    "empty braces": (
        """\
entities:
  article:
    fields: {}
""",
        """\
-    fields: {}
+    fields: {subtitle: {type: string, max_length: 200}}
""",
    ),
    "nothing": (
        """\
entities:
    article:
        fields:  # none yet
""",
        "+            subtitle: {type: string, max_length: 200}\n",
    ),
    "null": (
        """\
entities:
  article:
    fields: ~
""",
        """\
-    fields: ~
+    fields: {subtitle: {type: string, max_length: 200}}
""",
    ),
    "kept line ends": (
        """\
entities:
  article:
    fields:
      body:
        type: text
        description: |+
          Both empty lines are part of this.


events:
""",
        LINE,
    ),
    "explicit key": (
        """\
? entities
: article:
    fields:
      title: text
""",
        LINE,
    ),
    "missing": (
        """\
service: content
""",
        """\
+entities:
+  article:
+    fields:
+      subtitle: {type: string, max_length: 200}
""",
    ),
}


@pytest.mark.parametrize("style", PLACES)
def test_a_field_goes_where_an_author_would_write_it(style):
    """Behind the last one, in the style of the others."""
    before, edit = PLACES[style]
    assert patch(before, to_fields()) == edit


SECTIONS = ("service", "scope", "description", "entities", "events", "operations")


SECTION_PLACES = {
    "between": (
        """\
service: content

entities:
  article: {fields: {a: text}}

operations:
  x: {}
""",
        """\
+events:
+  article.published: {}
+
""",
    ),
    "behind comments": (
        """\
service: content
entities:
  article: {fields: {a: text}}
  # soft_delete: true
# operations: none
""",
        """\
+events:
+  article.published: {}
""",
    ),
    "empty": (
        """\
service: content
events:
  # none yet
operations: {}
""",
        """\
+  article.published: {}
""",
    ),
}


@pytest.mark.parametrize("style", SECTION_PLACES)
def test_a_missing_section_goes_where_sections_usually_go(style):
    """Apart from the others if they stand apart, and behind the comments of the section before."""
    before, edit = SECTION_PLACES[style]
    addition = Addition(path=("events",), key="article.published", value=mapping(()), order=SECTIONS)
    assert patch(before, addition) == edit


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_new_lines_end_as_the_others_do(end):
    """Also behind a last line that has no end."""
    before = end.join(["entities:", "  article:", "    fields:", "      title: text"])
    line = "      subtitle: {type: string, max_length: 200}"
    assert added("s.yaml", before, to_fields()) == f"{before}{end}{line}"
    assert added("s.yaml", f"\ufeff{before}{end}", to_fields()) == f"\ufeff{before}{end}{line}{end}"


def test_a_name_that_is_taken_is_written_for_validation_to_refuse():
    """The finding then points into the edited text, as for a spec that was written by hand."""
    edited = added("s.yaml", "entities:\n  article:\n    fields:\n      title: text\n", to_fields("title"))
    _, findings = parse("s.yaml", edited)
    assert [(item.code, item.span.line) for item in findings] == [("SG104", 5)]


@pytest.mark.parametrize(
    "before",
    [
        "entities:\n  article:\n    fields:\n      body: |\n        no line end",
        "entities:\n  article: text\n",
        "entities: [article]\n",
        "? entities\n: ? article\n  : ? fields\n    : ? title\n      : text\n",
    ],
)
def test_where_the_law_cannot_be_kept_nothing_is_edited(before):
    """The error names the lines to write by hand."""
    with pytest.raises(NoPlaceError) as refused:
        added("specs/content.yaml", before, to_fields())
    assert str(refused.value) == (
        "cannot add `subtitle` to `entities.article.fields` in `specs/content.yaml` without rewriting other lines"
    )
    assert refused.value.hint.splitlines()[1] == "    subtitle: {type: string, max_length: 200}"


def test_a_text_that_cannot_be_read_is_refused_as_it_is():
    """With the finding that `check` would give."""
    with pytest.raises(DiagnosedError) as refused:
        added("specs/content.yaml", "entities: [\n", to_fields())
    assert [item.code for item in refused.value.diagnostics] == ["SG101"]
