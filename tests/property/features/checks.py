"""Conditions between the fields of a row, with hostile literals and messages."""

from hypothesis import strategies as st

from tests.property.world import Site, hostile

_WHOLE = ("smallint", "integer", "bigint", "counter")
_NUMBERS = (*_WHOLE, "decimal", "float", "double")


def quoted(text: str) -> str:
    """The text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def condition(draw: st.DrawFn, site: Site) -> str | None:
    """A condition over one or two fields of the entity, if it has fields that can be compared."""
    able = [name for name in site.fields if _about(draw, site, name, name)]
    if not able:
        return None
    one = draw(st.sampled_from(able))
    same = [name for name in able if site.fields[name]["type"] == site.fields[one]["type"]]
    first = _about(draw, site, one, draw(st.sampled_from(same)))
    other = draw(st.sampled_from(able))
    second = _about(draw, site, other, other)
    # Nothing that no row can satisfy: the generated tests have to make one.
    return draw(st.sampled_from([first, first, f"({first}) OR ({second})", f"({first}) OR NOT ({second})"]))


def _about(draw: st.DrawFn, site: Site, one: str, other: str) -> str | None:
    options = site.fields[one]
    match options["type"]:
        case type_ if type_ in _WHOLE:
            forms = [f"{one} <= {other} + 7", f"abs({one}) BETWEEN 0 AND 9 * {other}", f"{one} IN (1, 2, -3)"]
        case type_ if type_ in _NUMBERS:
            forms = [f"{one} >= {other}", f"{one} <> 0.5", f"coalesce({one}, 1) < 1000000"]
        case "string" | "text" | "email" | "url":
            said = quoted(draw(st.sampled_from(["x", "it's", "$$", "\\", "{{ x }}", "*/", '"""', "%s"])))
            forms = [
                f"char_length({one}) > 0",
                f"lower({one}) <> {said}",
                f"{one} = {other}",
                f"{one} IN ({said}, 'y')",
            ]
        case "timestamp":
            forms = [f"{one} <= {other}", f"{one} - {other} < '31 days'"]
        case "date" | "time" | "duration" | "uuid":
            forms = [f"{one} = {other}", f"{one} >= {other}"]
        case "boolean":
            forms = [f"{one}", f"{one} OR NOT {other}"]
        case "enum":
            forms = [f"{one} <> {quoted(_value(options['values'][0]))}"]
        case "list" | "bytes" | "inet" | "map":
            forms = [f"cardinality({one}) < 9", f"{one} IS NOT NULL"]
        case _:
            forms = [f"{one} IS NOT NULL"]
    return draw(st.sampled_from(forms)) if forms else None


def _value(value: object) -> str:
    return str(value["name"]) if isinstance(value, dict) else str(value)


def add(draw: st.DrawFn, site: Site) -> None:
    """One check, in its short or its long form."""
    expression = condition(draw, site)
    name = draw(st.sampled_from(["in_order", "check", "values", "a_rule_with_quite_a_long_name_that_goes_on_for_ever"]))
    if expression and draw(st.booleans()):
        site.entity.setdefault("checks", {})[name] = {"expression": expression, "message": hostile(draw)}
    elif expression:
        site.entity.setdefault("checks", {})[name] = expression
