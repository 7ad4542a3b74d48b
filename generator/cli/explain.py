"""`scaffold explain`: what a code means and what to do about it."""

import difflib

import click

from generator.cli import screen


@click.command(
    short_help="Say what a code like SG901 means.",
    epilog="""\b
Examples:
  scaffold explain SG901
  scaffold explain sg901 --json
  scaffold explain P59                  a practice, and what keeps it
  scaffold explain --all > codes.md
""",
)
@click.argument("code", required=False)
@click.option("--all", "everything", is_flag=True, help="Print every code, as one page to read.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(code: str | None, *, everything: bool, as_json: bool) -> None:
    """Say what a code like SG901 means, why it matters and what to do; of a practice like P59, what makes it true."""
    from generator.explanations import all_explanations, page

    if everything:
        from generator.reference import codes

        screen.say(codes().rstrip("\n"))
        return
    if code is None:
        raise click.UsageError("name a code, such as SG901, or ask for --all")
    if code.upper().startswith("P") and _said(code.upper(), as_json=as_json):
        return

    known = all_explanations()
    found = known.get(code.upper())
    if found is None:
        begun = [item for item in known if item.startswith(code.upper())]
        near = begun[:3] or difflib.get_close_matches(code.upper(), known, n=3, cutoff=0.5)
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        raise click.UsageError(f"there is no code `{code}`.{hint}")
    if as_json:
        fields = {"code": found.code, "name": found.name, "text": found.text, "practices": list(found.practices)}
        screen.say_json(fields)
    else:
        screen.say(page(found).rstrip())


def _said(code: str, *, as_json: bool) -> bool:
    """Whether there is a practice of that code; says it."""
    from dataclasses import asdict

    from generator.practices import page, practices

    found = next((item for item in practices() if item.code == code), None)
    if found is None:
        return False
    if as_json:
        screen.say_json(asdict(found))
    else:
        screen.say(page(found).rstrip())
    return True
