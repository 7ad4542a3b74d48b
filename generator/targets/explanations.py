"""What the codes of rendering mean."""

from generator.diagnostics import Explanation

EXPLANATIONS = (
    Explanation(
        code="SG916",
        name="template-fails",
        text="""\
A template of yours in `.scaffold/templates/artifacts/` cannot be rendered: its Jinja is wrong, it names a value that
the view does not have, or it reaches for something that the sandbox does not give. The views belong to the version of
scaffold, so a template that worked can fail after an update: `scaffold eject --merge TEMPLATE` brings in what has
changed in the shipped one.
""",
    ),
    Explanation(
        code="SG918",
        name="target-not-there",
        text="""\
`targets` in `scaffold.yaml` names a target that no installed package has, that more than one has, that cannot be
loaded, or that was written for another version of the interface. Install the package where scaffold is installed (the
same environment, also in CI), in a version that fits, or take its name out of `targets`.
""",
    ),
    Explanation(
        code="SG919",
        name="target-fails",
        text="""\
The target of an installed package raised an error, or made a file that such a target must not make: a migration, or one
that is never written again. Nothing was written. It is a fault of that package; the message names the place in it.
""",
    ),
)
