"""Typed json: fields below a `json` field, or below a list of json, which make a message and a class of it."""

from collections.abc import Callable
from typing import Final

from generator.catalog import FIELD_TYPES, FieldType, ProtoSpelling, PythonSpelling, WireCodec
from generator.frontend.json_limits import limited
from generator.frontend.node import Node
from generator.frontend.outline import Lowering, listed
from generator.frozen import replace
from generator.ir import Field
from generator.names import pascal

MODULE: Final = "documents"
"""The module of a service that has the classes and their conversions."""

FIELD_NAMES: Final = frozenset({"mro"})
"""Names that a class has already: a dataclass would take it for the field's default."""

NESTED: Final = frozenset(
    "string text email url smallint integer bigint decimal double boolean timestamp date time duration uuid json "
    "list".split()
)
"""What may be in a typed json: JSON can hold it, and each target can read it back."""

LowerFields = Callable[[str], tuple[Field, ...]]
"""Lowers the fields below a field, whose owner is called like this."""


def is_document(options: Node, type_: FieldType) -> bool:
    """Whether the field has fields of its own."""
    return type_.name in {"json", "list"} and options.get("fields") is not None


def holds_documents(options: Node, type_: FieldType) -> bool:
    """Whether the field is a list of json."""
    return type_.name == "list" and options.text("of") == "json"


def checked(lowering: Lowering, options: Node, field: Field, *, stored: bool) -> Field:
    """The field with the limits of a free json; refuses `fields` of what is no json, and a list of json without."""
    _check_document(lowering, options, field.type)
    return limited(lowering, options, field, stored=stored)


def _check_document(lowering: Lowering, options: Node, type_: FieldType) -> None:
    """Refuses `fields` of what is no json, and a list of json without (SG343)."""
    fields = options.get("fields")
    if holds_documents(options, type_) and fields is None:
        hint = "Write `{type: list, of: json, fields: {...}}`; or use `json`, which may hold a list below any key."
        lowering.refuse("SG343", "a list of json needs `fields`", options.at("of").span, hint)
    elif type_.name == "list" and fields is not None and not holds_documents(options, type_):
        message = f"a list of `{options.text('of')}` has no `fields`"
        lowering.refuse("SG343", message, fields.key_span, "They are for `of: json`.")


def typed(field: Field, owner: str, import_: str, lower: LowerFields) -> Field:
    """The field with the types that its own fields make.

    `owner` is the name of what it belongs to, `import_` the line that imports the module with its class.
    """
    name = f"{owner}_{field.name}"
    row = replace(
        FIELD_TYPES["json"],
        python=PythonSpelling(annotation=f"{MODULE}.{pascal(name)}", imports=(import_,)),
        proto=ProtoSpelling(type=pascal(name)),
        wire=WireCodec(encode=f"{name}_message", decode=f"{name}_value"),
        module=MODULE,
        own=True,
        check=f"check_{name}",
    )
    fields = lower(name)
    if field.type.name == "json":
        return replace(field, type=row, fields=fields)
    many = replace(field.type, module=MODULE, own=True, check=f"check_every_{name}")
    return replace(field, type=many, element=row, fields=fields)


def check_nested(lowering: Lowering, field: Field) -> None:
    """Refuses a type that JSON has no place for (SG344)."""
    row = field.element or field.type
    if row.name not in NESTED:
        hint = f"Make it a field of the entity; a json may hold {listed(sorted(NESTED))}."
        lowering.refuse("SG344", f"`{field.name}` of type `{row.name}` cannot be in a json", field.span, hint)
