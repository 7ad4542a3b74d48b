"""What the codes of a platform in another repository mean: SG940 to SG944."""

from typing import Final

from generator.diagnostics import Explanation

ELSEWHERE: Final = (
    Explanation(
        code="SG940",
        name="another-release-is-installed",
        text="""\
`platform: {package: ..., version: ...}` names the release of the platform that this repository is generated against.
Another one is installed where scaffold runs: an older one, or a pre-release. What would be generated now is not what
the others in your team would generate, so nothing is.

Install the release that is pinned. To change the pin on purpose, write the other version into scaffold.yaml and run
`scaffold generate`.
""",
    ),
    Explanation(
        code="SG941",
        name="behind-the-platform",
        text="""\
The platform has had a release since this repository was generated: a later version is installed than is pinned in
scaffold.yaml. Nothing is broken yet. The services here still stand on the core that they were generated against.

Write the later version into scaffold.yaml and run `scaffold generate`. What the release has taken away is reported
beside this (SG942). A pipeline that builds this repository every night against the newest release learns of it first.
""",
    ),
    Explanation(
        code="SG942",
        name="reference-out-of-the-platform",
        text="""\
A reference names an entity that neither this repository has nor the release of the platform, or one whose scope is
another since this repository was last generated.

- It is gone or renamed: write the name that it has now. PostgreSQL follows a table that is renamed; there is nothing to
  migrate here.
- It was never there: correct the name, or install a release that has it and pin that.
- It has another scope, so its key has other columns: remove the field, run `scaffold generate`, then add a field of
  another name for what refers to it from now on. Both steps are migrations, and rows are kept.
""",
    ),
    Explanation(
        code="SG943",
        name="platform-not-found",
        text="""\
The platform that `platform: {package: ..., version: ...}` names cannot be read. It has to be installed in the
environment that scaffold itself runs in, and its wheel has to carry the platform's files below
`<package>/core/platform/`. With hatchling, in the pyproject.toml of the platform's own repository (for the package
`acme`):

    [tool.hatch.build.targets.wheel.force-include]
    "scaffold.yaml" = "acme/core/platform/scaffold.yaml"
    "specs" = "acme/core/platform/specs"
    "scaffold.lock" = "acme/core/platform/scaffold.lock"
    "migrations" = "acme/core/platform/migrations"

An editable install (`pip install -e ../acme`) and `path: ../acme` read the checkout itself. There, specs that were
edited and not generated yet are refused: run `scaffold generate` in the platform's repository first.
""",
    ),
    Explanation(
        code="SG944",
        name="platform-moved",
        text="""\
A repository either has the platform's core or stands on that of another one. Its migrations have run somewhere, and
the core's are the first of them, so this cannot change afterwards.

To move a service into a repository of its own, make a new folder with a scaffold.yaml that pins the platform, and take
along its specs/<service>.yaml, scaffold.lock/<service>.yaml, migrations/<service>/, src/<package>/<service>/ and
tests/<service>/. Its migrations keep their names and hashes, so no database notices.
""",
    ),
)
