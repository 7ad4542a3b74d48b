"""What the codes about extensions and constraints mean: SG347 to SG354."""

from typing import Final

from generator.diagnostics import Explanation

CONSTRAINTS: Final = (
    Explanation(
        code="SG347",
        name="extension-not-declared",
        text="""\
A spec uses what PostgreSQL has only by an extension, and scaffold.yaml does not list the extension. To install one is
the only step of a migration that needs more rights than the platform's own, so it is asked for by name:

```yaml
extensions: [pg_trgm]
```

A migration of the core, of its own, installs it. `scaffold migrate` asks the server first whether it has it and whether
the role may install it, before anything runs.
""",
        practices=("P61",),
    ),
)
