"""`scaffold new-service`: adds a service to a platform."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli import screen
from generator.diagnostics import DiagnosedError

if TYPE_CHECKING:
    from generator.cli.service_request import Settled


@click.command(
    short_help="Add a service to a platform.",
    epilog="""\b
Examples:
  scaffold new-service                              asks what it needs, on a terminal
  scaffold new-service content --entity article --field "title:string(200)!" --event published
  scaffold new-service library --spec library.yaml  from a spec of yours
  scaffold new-service content --yes                an example spec to edit; asks nothing
  scaffold new-service user --scope global          shared by all campaigns

\b
A FIELD is NAME:TYPE, TYPE(ARGUMENTS), then `!` if required, then `=DEFAULT`:
  title:string(200)!    status:enum(draft,published)=draft    price:decimal(12,2)    author:ref(user.account)
""",
)
@click.argument("name", required=False)
@click.option(
    "--spec",
    "spec_file",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Begin with this spec of yours.",
)
@click.option("--entity", help="Name of the first entity, in the singular.")
@click.option("--field", "fields", metavar="FIELD", multiple=True, help="A field of it; give one for each.")
@click.option("--event", "events", metavar="WHAT_HAPPENED", multiple=True, help="An event of it; give one for each.")
@click.option("--description", metavar="TEXT", help="What the service is for.")
@click.option(
    "--scope",
    type=click.Choice(["campaign", "global"]),
    help="Its rows belong to one campaign each (the default), or to the whole platform.",
)
@click.option("--template", metavar="SOURCE", help="A copier template of your own instead of the packaged one.")
@click.option(
    "--generate/--no-generate",
    default=None,
    help="Run `scaffold generate`, too. Default: unless the spec is the example.",
)
@click.option("--verify", is_flag=True, help="Apply all migrations to a fresh PostgreSQL that comes with scaffold.")
@click.option("--yes", is_flag=True, help="Ask nothing; outside a platform, make one in the current folder.")
@click.option("--json", "as_json", is_flag=True, help="Ask nothing and print one JSON document.")
def command(
    *, template: str | None, generate: bool | None, verify: bool, yes: bool, as_json: bool, **given: Any
) -> int:
    """Add a service: its spec in specs/NAME.yaml, a place for your own tests, and what `scaffold generate` makes of it.

    On a terminal, what is not given is asked. Without --entity, --field and --spec the service begins with an example
    spec, which is not generated before you have edited it.
    """
    from generator.cli import questions, service_creation
    from generator.cli.service_request import Request, settle

    asking = questions.possible() and not (yes or as_json)
    where = service_creation.place(asking=asking, yes=yes)
    settled = settle(Request(**given), where.texts, asking=asking)
    generates = settled.given is not None if generate is None else generate
    if verify and not generates:
        raise click.UsageError("--verify applies what is generated: add --generate")
    try:
        new = service_creation.files(where, settled, template)
        if settled.command:
            service_creation.agree(where, settled, new, generates=generates)
        made = service_creation.carry_out(where, settled.name, new, generates=generates, verifies=verify)
    except DiagnosedError as error:
        return _refused(error, settled, where.root, as_json=as_json)
    if as_json:
        screen.say_json(service_creation.as_json(made))
    else:
        service_creation.tell(made)
    return 0


def _refused(error: DiagnosedError, settled: "Settled", root: Path, *, as_json: bool) -> int:
    """Says what is wrong, with excerpts from the new spec, which may not be written; the exit code."""
    from generator.cli import diagnosis

    if as_json:
        return diagnosis.say_findings(error.diagnostics, root, "json")
    given = settled.given
    diagnosis.tell_error(error, {given.shown: given.text} if given else {})
    return diagnosis.exit_code(error.diagnostics)
