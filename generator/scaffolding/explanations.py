"""What the codes of template updates mean."""

from generator.diagnostics import Explanation

EXPLANATIONS = (
    Explanation(
        code="SG920",
        name="template-newer-than-installed",
        text="""\
Somebody updated the platform with a newer scaffold than the one installed here. Its templates are not in this one, so
there is nothing to compare with.

Install the newer version, e.g. `pip install --upgrade service-scaffold`, and run the command again.
""",
    ),
    Explanation(
        code="SG921",
        name="template-version-unknown",
        text="""\
An answers file (`.copier-answers.yml`, `.scaffold/answers/<service>.yml`) names a template or a version of it that
this scaffold does not have. Every released version is in every later scaffold, so either the line was edited, or
the version was never released.

Put `_commit` and `_src_path` back to what they were: `git log -p -- <file>` shows it.
""",
    ),
    Explanation(
        code="SG922",
        name="no-such-version",
        text="""\
`scaffold update --to X.Y.Z` takes a version of scaffold that brought a new template. The message lists them. A newer
one needs a newer scaffold.
""",
    ),
    Explanation(
        code="SG923",
        name="template-downgrade",
        text="""\
`--to` names a version older than the one that the project is at. Templates only go forward: what came between may have
been edited since. `scaffold update --undo` takes the last update back; older ones are in the history of git.
""",
    ),
    Explanation(
        code="SG924",
        name="answers-unreadable",
        text="""\
An answers file says from which template a project was made, at which version, and what was answered. copier writes it
and people never do. This one is no YAML mapping, or lacks `_src_path` or `_commit`.

Put it back: `git checkout -- <file>`. If a merge left both sides in it, take the one with the higher `_commit`.
""",
    ),
    Explanation(
        code="SG925",
        name="update-conflict",
        text="""\
You and the newer template changed the same lines of a file. All other files are merged, and so is the rest of this
one. In it stand three texts: yours, what the template had before, and what it has now:

    <<<<<<< yours
    your lines
    ||||||| template-0.1.0
    what both started from
    =======
    the template's new lines
    >>>>>>> template-0.2.0

Write what is right for your platform and remove the four lines with markers; neither side is right by itself. Then run
`scaffold generate`. To have the old tree back: `scaffold update --undo`. The command exits with 3.
""",
    ),
    Explanation(
        code="SG926",
        name="conflict-unresolved",
        text="""\
The last update left conflict markers in a file, and they are still there. Another update would merge into them.

Choose what stays and remove the markers, or take that update back: `scaffold update --undo`.
""",
    ),
    Explanation(
        code="SG929",
        name="two-templates-one-file",
        text="""\
The templates of two projects of this platform, e.g. its own and that of a service, both change the same file. Each
would be merged without knowing of the other, so neither is.

A template of a service makes files that carry the name of the service. Change the template that does not own the file.
""",
    ),
)
