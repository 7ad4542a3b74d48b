"""`scaffold eject`: templates of the user's in the place of shipped ones."""

import difflib
from pathlib import Path

import click

from generator.cli import location, screen
from generator.cli.diagnosis import UNDECIDED


@click.command(
    short_help="Take over a template that files are rendered from.",
    epilog="""\b
Examples:
  scaffold eject --list                                       every template, and where yours stand
  scaffold eject artifacts/python/service/repository.py.jinja copy it to .scaffold/templates/
  scaffold eject --merge python/service/repository.py         bring in what is shipped by now
""",
)
@click.argument("template", required=False)
@click.option("--list", "as_list", is_flag=True, help="List every template, and where yours stand.")
@click.option("--merge", is_flag=True, help="Merge what has changed in the shipped template into yours.")
def command(template: str | None, *, as_list: bool, merge: bool) -> int:
    """Copy a shipped template to .scaffold/templates/, where your edits of it go before the shipped one.

    Commit what is made there. `scaffold check` tells when the shipped template changes; `--merge` brings that in, and
    exits with 3 if you both changed the same lines.
    """
    root = location.root()
    if as_list and not (template or merge):
        _list(root)
        return 0
    if template is None or as_list:
        raise click.UsageError("name one template, or ask for --list")
    from generator.output import ejection
    from generator.output.overrides import yours_path

    name = _name(root, template)
    if not merge:
        ejection.eject(root, name)
        screen.say(f"Yours to edit: {yours_path(name)}")
        screen.tell("\nNext: edit it, then scaffold generate; commit .scaffold/templates/")
        return 0
    if ejection.merge(root, name):
        screen.say(f"Merged with conflicts: {yours_path(name)}")
        screen.tell("\nNext: choose between the marked lines, then scaffold generate")
        return UNDECIDED
    screen.say(f"Merged: {yours_path(name)}")
    screen.tell("\nNext: scaffold generate")
    return 0


def _list(root: Path) -> None:
    from generator.output.overrides import overrides, shipped_names

    standings = {item.name: item.standing.value for item in overrides(root)}
    for name in sorted({*shipped_names(), *standings}):
        screen.say(f"{name}  (yours, {standings[name]})" if name in standings else name)


def _name(root: Path, template: str) -> str:
    """The name of a template, however it was written: from `artifacts/` on, or without `.jinja`."""
    from generator.output.overrides import overrides, shipped_names

    known = {*shipped_names(), *(item.name for item in overrides(root))}
    bare = template.removeprefix("./").removeprefix("templates/").removeprefix("artifacts/").removesuffix(".jinja")
    name = f"{bare}.jinja"
    if name not in known:
        near = difflib.get_close_matches(name, known, n=1)
        hint = f"Did you mean `{near[0]}`?" if near else "`scaffold eject --list` names them all."
        raise click.UsageError(f"there is no template `{template}`. {hint}")
    return name
