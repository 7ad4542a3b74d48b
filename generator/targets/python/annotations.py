"""The Python types of a spec's fields, and their default values."""

import builtins
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta

from generator import names
from generator.catalog import FieldType
from generator.ir import Field, Literal, Service
from generator.targets.source.layout import Brackets, Call, Entry, braces
from generator.targets.source.literals import decimal_literal, float_literal, literal, text_literal

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_IMPORT = re.compile(r"from (\S+) import (\S+)")


def columns(service: Service) -> frozenset[str]:
    """Every name that fields of the service give to attributes and parameters.

    In a class body such a name hides the type of the same name from the fields below it, so the type is imported under
    another: `from datetime import date as _date`.
    """
    events = (event for entity in service.entities for event in entity.events)
    parents = (entity.parent_column for entity in service.entities if entity.parent_column)
    fields = (item for entity in service.entities for item in entity.fields)
    payloads = (item for event in events for item in event.payload)
    return frozenset((*parents, *(item.column for item in (*fields, *payloads))))


def unhidden(expression: str, taken: frozenset[str]) -> str:
    """The expression with each name in `taken` replaced by its alias: `list[str]` -> `_list[str]`."""
    return _NAME.sub(lambda found: f"_{found.group()}" if found.group() in taken else found.group(), expression)


def imported(module: str, name: str, taken: frozenset[str]) -> tuple[str, str]:
    """The import of a name, aliased where a field has it."""
    return module, f"{name} as _{name}" if name in taken else name


def enum_name(owner: str, field: Field) -> str:
    """`ArticleStatus`: the same in Python as on the wire, until one of its names is changed in the spec."""
    return names.pascal(f"{owner}_{field.name}")


def enum_members(owner: str, field: Field) -> str:
    """`ARTICLE_STATUS_MEMBERS`: the members of the enum by what rows hold."""
    return f"{names.constant(f'{owner}_{field.name}')}_MEMBERS"


def former_members(owner: str, field: Field) -> tuple[Call, ...]:
    """The members by what they were called before, if any was called otherwise."""
    former = tuple(Entry(text_literal(old), member(owner, field, new)) for new, old in field.renamed_values)
    return (braces(former),) if former else ()


def stored_member(owner: str, field: Field, value: str) -> Brackets:
    """The expression for the member of the enum `field` that `value` is, which a row has."""
    return Brackets((value,), head=enum_members(owner, field))


def member(owner: str, field: Field, value: str) -> str:
    """`ArticleStatus.DRAFT`."""
    return f"{enum_name(owner, field)}.{names.constant(value)}"


def annotation(field: Field, owner: str, taken: frozenset[str]) -> str:
    """The type of the field's value where it is not NULL."""
    if field.values:
        return enum_name(owner, field)
    element = field.element.python.annotation if field.element else ""
    return unhidden(field.type.python.annotation.format(element=element), taken)


def nullable_annotation(field: Field, owner: str, taken: frozenset[str]) -> str:
    """The type of the field's value in a row."""
    return annotation(field, owner, taken) + (" | None" if field.nullable else "")


def annotation_imports(field: Field, taken: frozenset[str]) -> Iterator[tuple[str, str]]:
    """What the annotation of the field needs; an enum's class is the caller's business."""
    for row in (field.type, field.element):
        if row is not None:
            yield from row_imports(row, taken)


def default_imports(field: Field, taken: frozenset[str]) -> Iterator[tuple[str, str]]:
    """What the annotation and the default of the field need."""
    yield from annotation_imports(field, taken)
    if field.type.name == "timestamp" and field.default is not None:
        yield "datetime", "UTC"


def row_imports(row: FieldType, taken: frozenset[str]) -> Iterator[tuple[str, str]]:
    """What the annotation of a type needs."""
    for line in row.python.imports:
        found = _IMPORT.fullmatch(line)
        if found:
            yield imported(found[1], found[2], taken)
    yield from builtin_imports(row.python.annotation, taken)


def builtin_imports(expression: str, taken: frozenset[str]) -> Iterator[tuple[str, str]]:
    """The aliases of the builtins that the expression uses and a field hides."""
    for name in _NAME.findall(expression):
        if name in taken and hasattr(builtins, name):
            yield imported("builtins", name, taken)


def default(field: Field, owner: str, taken: frozenset[str]) -> str:
    """The expression of the value that a creation without the field gets."""
    if field.type.name == "map":
        return "{}"
    if field.element is not None:
        items = field.default if isinstance(field.default, tuple) else ()
        element = field.element.name
        return f"[{', '.join(_value(item, element, taken) for item in items)}]"
    if field.default is None:
        return "None"
    if field.values:
        return member(owner, field, str(field.default))
    return _value(field.default, field.type.name, taken)


def constant(value: Literal, type_: str, taken: frozenset[str]) -> str:
    """The expression of a scalar of that type, as the IR keeps it."""
    return _value(value, type_, taken)


def constant_imports(row: FieldType, taken: frozenset[str]) -> Iterator[tuple[str, str]]:
    """What the expression of a constant of the type needs."""
    yield from row_imports(row, taken)
    if row.name == "timestamp":
        yield "datetime", "UTC"


def _value(value: Literal, type_: str, taken: frozenset[str] = frozenset()) -> str:
    """A scalar; what is neither number, text nor boolean is canonical text by now (see `frontend.values`)."""
    text = str(value)
    match type_:
        case "decimal":
            return decimal_literal(text)
        case "float" | "double":
            return float_literal(float(text))
        case "uuid":
            return f"UUID({text_literal(text)})"
        case "date" | "time" | "timestamp" | "duration":
            return unhidden(_moment(text, type_), taken)
        case _:
            return literal(value)


def _moment(text: str, type_: str) -> str:
    """The constructor of a date, time or duration: its repr with the names as they are imported."""
    readers: dict[str, Callable[[str], object]] = {
        "date": date.fromisoformat,
        "time": time.fromisoformat,
        "timestamp": datetime.fromisoformat,
        "duration": lambda spelled: timedelta(seconds=int(spelled.removesuffix(" seconds"))),
    }
    return repr(readers[type_](text)).removeprefix("datetime.").replace("datetime.timezone.utc", "UTC")
