"""The shape of a document, checked by its JSON Schema: every violation a diagnostic, one for each mistake."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from generator import resources
from generator.diagnostics import Diagnostic
from generator.frontend.acceptance import acceptance
from generator.frontend.elsewhere import key_meant, said_of_field, spelled, type_meant
from generator.frontend.outline import did_you_mean, listed
from generator.frontend.source import Document, Path
from generator.frozen import frozen, replace

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator

_KINDS: Final = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "`true` or `false`",
    "array": "a list",
    "object": "a mapping",
    "null": "nothing",
}
_LONGEST_SHOWN: Final = 60
_WEIGHTS: Final = "ABCD"
_NEEDING_OPTIONS: Final = frozenset({"decimal", "enum", "list", "ref", "master"})


@frozen
class _Violation:
    """One error of the validator: what it is about, and the schema that says so."""

    path: Path
    keyword: str
    wanted: Any
    """The keyword's value in the schema."""
    instance: Any
    schema: Mapping[str, Any]
    in_key: bool
    """Whether it is about a key of the mapping at `path`, not about a value."""
    absent: str
    """The missing key, for `required`."""

    @property
    def hint(self) -> str | None:
        """The advice that the schema itself gives."""
        return self.schema.get("x-hint")


def check_shape(document: Document, schema: str) -> tuple[Diagnostic, ...]:
    """What in `document` is not as the schema called `schema` (`platform` or `service`) wants it."""
    if acceptance(schema)(document.data):
        return ()
    violations = tuple(_violations(document, schema))
    # A misspelt key is one mistake: the missing key that it was meant to be is not reported again.
    meant = {(item.path, key) for item in violations for key in _misspellings(item, violations).values()}
    kept = (item for item in violations if not item.absent or (item.path, item.absent) not in meant)
    findings = tuple(finding for item in kept for finding in _findings(document, item, violations))
    if not findings:
        raise AssertionError(f"{document.path} is refused for no reason that can be said")
    return findings


@cache
def _validator(schema: str) -> "Draft202012Validator":
    # jsonschema costs 75 ms to import: only a refused document pays it, for the reasons.
    from jsonschema import Draft202012Validator

    return Draft202012Validator(json.loads(resources.schema(schema).read_text(encoding="utf-8")))


def _violations(document: Document, schema: str) -> Iterator[_Violation]:
    data: Any = document.data
    for error in _validator(schema).iter_errors(data):
        required = error.validator == "required"
        # The validator reports one error for each absent key, and names the key only in its message.
        absent = next((key for key in _texts(error.validator_value) if error.message.startswith(f"{key!r} is")), "")
        yield _Violation(
            path=tuple(error.absolute_path),
            keyword=str(error.validator),
            wanted=error.validator_value,
            instance=error.instance,
            schema=error.schema if isinstance(error.schema, dict) else {},
            in_key="propertyNames" in error.absolute_schema_path,
            absent=absent if required else "",
        )


def _texts(value: object) -> tuple[str, ...]:
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()


def _misspellings(violation: _Violation, violations: Sequence[_Violation]) -> dict[str, str]:
    """For a violation about unknown keys: each of them, with the known key likely meant, or an empty string."""
    if violation.keyword != "additionalProperties":
        return {}
    known = _known_keys(violation)
    free = [key for key in known if key not in violation.instance]
    missing = [item.absent for item in violations if item.absent and item.path == violation.path]
    # A key that is missing is likelier meant than one that is merely possible.
    return {
        key: _near(key, missing)
        or key_meant(key, free)
        or ("" if _said_elsewhere(violation, key) else _near(key, free))
        for key in violation.instance
        if key not in known
    }


def _near(word: str, known: Sequence[str]) -> str:
    return did_you_mean(word, known, otherwise="").removeprefix("Did you mean `").removesuffix("`?")


def _known_keys(violation: _Violation) -> tuple[str, ...]:
    return tuple(violation.schema.get("properties", ()))


def _findings(document: Document, violation: _Violation, violations: Sequence[_Violation]) -> Iterator[Diagnostic]:
    match violation.keyword:
        case "additionalProperties":
            for key, meant in _misspellings(violation, violations).items():
                yield _unknown_key(document, violation, key, meant)
        case "required":
            yield _missing_key(document, violation)
        case "enum":
            yield _not_a_choice(document, violation)
        case "pattern":
            yield _ill_formed(document, violation)
        case "not":
            message = f"`{violation.path[-1]}` does not belong here"
            span = document.key_span(violation.path)
            yield Diagnostic(code="SG207", message=message, span=span, hint=violation.hint)
        case "type":
            yield _at_value(document, violation, "SG203", f"must be {_kinds(violation)}", violation.hint)
        case _:
            yield _at_value(document, violation, "SG206", _limit(violation), violation.hint)


def _at_value(document: Document, violation: _Violation, code: str, says: str, hint: str | None) -> Diagnostic:
    span = document.value_span(violation.path)
    return Diagnostic(code=code, message=f"{_subject(violation.path)} {says}", span=span, hint=hint)


def _said_elsewhere(violation: _Violation, key: str) -> str:
    """What to write in place of a key that is none of a field, if another language would say it of one."""
    is_field = "renamed_from" in _known_keys(violation) and "max_length" in _known_keys(violation)
    return said_of_field(key, str(violation.path[-1])) if is_field and violation.path else ""


def _unknown_key(document: Document, violation: _Violation, key: str, meant: str) -> Diagnostic:
    known = f"The keys here are {listed(_known_keys(violation))}."
    hint = f"Did you mean `{meant}`?" if meant else _said_elsewhere(violation, key) or known
    span = document.key_span((*violation.path, key))
    return Diagnostic(code="SG201", message=f"unknown key `{_shown(key)}`", span=span, hint=hint)


def _missing_key(document: Document, violation: _Violation) -> Diagnostic:
    path, key = violation.path, violation.absent
    owner = f" in `{path[-1]}`" if path and isinstance(path[-1], str) else ""
    type_name = violation.instance.get("type")
    need = f"; type `{type_name}` needs it" if isinstance(type_name, str) else ""
    message = f"missing key `{key}`{owner}{need}"
    return Diagnostic(code="SG202", message=message, span=document.key_span(path), hint=f"Add `{key}: ...`.")


def _not_a_choice(document: Document, violation: _Violation) -> Diagnostic:
    choices = [str(choice) for choice in violation.wanted]
    said = violation.instance if isinstance(violation.instance, str) else json.dumps(violation.instance)
    alone = " alone" if said in _NEEDING_OPTIONS else ""
    if alone:
        hint = f"This type needs options; write `{violation.path[-1]}: {{type: {said}, ...}}`."
    else:
        hint = _type_hint(violation, said) or did_you_mean(said, choices, otherwise=f"Choose one of {listed(choices)}.")
    found = _at_value(document, violation, "SG204", f"cannot be `{_shown(said)}`{alone}", hint)
    return replace(found, message=f"{_choice_kind(violation)}{found.message}")


def _type_hint(violation: _Violation, said: str) -> str:
    """What to write in place of a type that another language has."""
    meant = type_meant(said) if "text" in violation.wanted else None
    if meant is None:
        return ""
    if meant in violation.wanted and "(" not in said:
        return f"Did you mean `{meant}`?"
    return f"Options are keys of their own: `{{type: {spelled(said, meant)}}}`."


def _choice_kind(violation: _Violation) -> str:
    """What is chosen where the key does not say it: `body: txt` is a type, `search: {body: E}` a weight."""
    if set(violation.wanted) == set(_WEIGHTS):
        return "the weight of "
    return "the type of " if "text" in violation.wanted and violation.path[-1] not in {"type", "of"} else ""


def _ill_formed(document: Document, violation: _Violation) -> Diagnostic:
    path, said = violation.path, str(violation.instance)
    span = document.key_span((*path, said)) if violation.in_key else document.value_span(path)
    hint = violation.schema.get("patternErrorMessage")
    return Diagnostic(code="SG205", message=f"`{_shown(said)}` is not well-formed", span=span, hint=hint)


def _kinds(violation: _Violation) -> str:
    wanted = violation.wanted
    return " or ".join(_KINDS[kind] for kind in ([wanted] if isinstance(wanted, str) else wanted))


def _limit(violation: _Violation) -> str:
    match violation.keyword:
        case "minimum":
            return f"must be at least {violation.wanted}"
        case "maximum":
            return f"must be at most {violation.wanted}"
        case "minItems" if violation.wanted > 1:
            return f"must have at least {violation.wanted} items"
        case _:
            return "must not be empty"


def _shown(text: str) -> str:
    """`text` on one line and of bearable length."""
    line = text.replace("\n", "\\n").replace("\t", "\\t")
    return line if len(line) <= _LONGEST_SHOWN else f"{line[:_LONGEST_SHOWN]}..."


def _subject(path: Path) -> str:
    names = [part for part in path if isinstance(part, str)]
    if not names:
        return "the file"
    return f"`{names[-1]}`" if isinstance(path[-1], str) else f"an item of `{names[-1]}`"
