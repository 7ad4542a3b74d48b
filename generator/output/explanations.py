"""What the codes of the output stage mean."""

from generator.diagnostics import Explanation

EXPLANATIONS = (
    Explanation(
        code="SG901",
        name="edited-by-hand",
        text="""\
A generated file is neither what scaffold wrote nor what it would write now, or a file of yours stands where a
generated one belongs, or you saved one while the command ran. Writing would lose your text, so nothing at all is
written.

The command shows a diff from what it would write now to your file: the lines with `+` are yours. If the spec changed
too, lines with `-` may be new ones that it asks for. Two ways out:

- Move the change to where it survives: into `specs/<service>.yaml`, or into your own
  `src/<package>/<service>/service.py` by overriding a method. Then run `scaffold generate --overwrite`.
- If the edit was a mistake, run `scaffold generate --overwrite`.
""",
    ),
    Explanation(
        code="SG902",
        name="migration-edited",
        text="""\
A migration differs from what scaffold wrote. It may already have run on some database, which will never run the new
text: two databases with the same history would differ. So migrations are append-only, and `--overwrite` does not help.

Put the old text back (`git checkout -- <file>`) and make the change through the spec; it becomes a new migration.
""",
    ),
    Explanation(
        code="SG903",
        name="migration-missing",
        text="""\
A migration that scaffold wrote is gone. A new database needs all of them, from the first. Put it back:
`git checkout -- <file>`.
""",
    ),
    Explanation(
        code="SG904",
        name="orphan-edited",
        text="""\
The specs no longer ask for this generated file, but you edited it, so scaffold keeps it and warns. Move what you need
elsewhere and delete the file.
""",
    ),
    Explanation(
        code="SG905",
        name="unusable-path",
        text="""\
A generated file would have an unusable path: outside the platform, in a folder that holds inputs, given twice, or equal
to another one on a file system that ignores case. Rename the service or entity that the file is named after.
""",
    ),
    Explanation(
        code="SG906",
        name="path-in-the-way",
        text="""\
Where a file should be written there is a directory, a symbolic link or a link out of the platform. scaffold never
follows or replaces those. Move it away and run `scaffold generate`.
""",
    ),
    Explanation(
        code="SG907",
        name="stale",
        text="""\
A generated file is as scaffold wrote it, but the specs or the templates say something else now. Run
`scaffold generate` and commit the result.
""",
    ),
    Explanation(
        code="SG908",
        name="missing",
        text="""\
The specs ask for a file that is not there: it was never generated, or removed since. Run `scaffold generate` to write
it; to be rid of it, change the spec.
""",
    ),
    Explanation(
        code="SG909",
        name="orphaned",
        text="""\
A generated file that no spec asks for any more. `scaffold generate` deletes it: it is on record in `scaffold.lock/` and
untouched. A file that is not on record is never deleted.
""",
    ),
)
