"""What the codes of the source stage mean: SG1xx, the text of a spec as YAML."""

from typing import Final

from generator.diagnostics import Explanation

SOURCE: Final = (
    Explanation(
        code="SG101",
        name="not-yaml",
        text="""\
The file cannot be read as YAML in UTF-8: a quote or bracket is never closed, a colon is missing, a line is indented
unlike its neighbours, or its bytes are not UTF-8.

The place is where the mistake began if that is known, else where the reader gave up; the mistake is there or on the
line before. Only the first such mistake of a file can be reported. Values that contain `: ` or `#`, or that begin
with one of ``[ ] { } , & * ! | > ' " % @ ` ``, need quotes.
""",
    ),
    Explanation(
        code="SG102",
        name="control-character",
        text="""\
The text contains a control character, an invisible line separator or a character that changes the direction of
writing. PostgreSQL cannot store U+0000, and the others make generated comments read differently from what they say.

Only line ends and tabs are allowed. Delete the character and type the text again.
""",
        practices=("P30",),
    ),
    Explanation(
        code="SG103",
        name="tab-indentation",
        text="""\
A line is indented with a tab. YAML forbids it, because editors disagree about the width of a tab, and the width would
change the meaning.

Indent with spaces, two for each level. Set your editor to insert spaces in `.yaml` files.
""",
    ),
    Explanation(
        code="SG104",
        name="duplicate-key",
        text="""\
A mapping has the same key twice. Most YAML readers silently keep the last one, and the first is lost without a word;
two fields, entities, events or operations of one name are the commonest case.

Keep one of the two, or rename one.
""",
    ),
    Explanation(
        code="SG105",
        name="anchor-alias-or-tag",
        text="""\
The file uses an anchor (`&name`), an alias (`*name`) or a tag (`!name`). Aliases make a small file expand to a huge one
and hide what a field says; tags change the type of a value behind its back.

Write the value out. To make a value text, put it in quotes.
""",
    ),
    Explanation(
        code="SG106",
        name="more-than-one-document",
        text="""\
The file has a second document after `---`, or a `%` directive that changes how it is read.

Write one service in each file, and remove the separator or the directive.
""",
    ),
    Explanation(
        code="SG107",
        name="nested-too-deep",
        text="""\
The file is nested more than 64 levels deep. No part of a spec needs more than about eight; such a file is a mistake or
an attempt to exhaust the reader.
""",
    ),
    Explanation(
        code="SG108",
        name="empty-file",
        text="""\
The file has nothing in it but blank lines and comments.

A spec begins with `service: <name>`, scaffold.yaml with `platform: <name>`. If the service is no longer wanted, delete
the file.
""",
    ),
    Explanation(
        code="SG109",
        name="key-is-not-a-word",
        text="""\
A list or a mapping stands where a key belongs, as in `? [a, b]` or `{[a]: b}`.

Use a plain word as the key.
""",
    ),
    Explanation(
        code="SG110",
        name="overlooked-file",
        text="""\
A file in `specs/` does not end in `.yaml`, so it would not be read, and the service in it would seem to be removed.

Rename it so that it ends in `.yaml`, or move it out of `specs/`.
""",
    ),
    Explanation(
        code="SG112",
        name="spec-below-specs",
        text="""\
A YAML file lies in a folder below `specs/`. Only files of `specs/` itself are read, so nothing comes of this one.

Move it to `specs/` if it describes a service, or out of `specs/` if it does not.
""",
    ),
    Explanation(
        code="SG111",
        name="merge-conflict",
        text="""\
Git could not merge two versions of a spec or of scaffold.yaml and left both in the file, between lines that begin with
`<<<<<<<`, `=======` and `>>>>>>>`. Which of them is right is yours to decide; the command ends with exit code 3.

Keep what is right of both sides and remove the three marker lines, then run `scaffold generate`.
""",
    ),
)
