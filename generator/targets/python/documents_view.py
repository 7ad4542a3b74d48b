"""What `documents.py` of a service says: a class for each typed json, and what carries it to JSON and messages."""

from collections.abc import Iterator
from typing import Final

from generator import names
from generator.frontend.documents import MODULE
from generator.frozen import replace
from generator.ir import Field, Service
from generator.plan.blueprint import Blueprint
from generator.plan.documents import stored
from generator.plan.shapes import Message, MessageField
from generator.plan.wire_kinds import Presence
from generator.targets.python import annotations, core_modules
from generator.targets.python.checks_view import can_be_wrong, check
from generator.targets.python.spelling import docstring
from generator.targets.source.imports import import_block
from generator.targets.source.layout import Brackets, Call, Choice, Expression, Keyword, Simple, laid_out
from generator.targets.source.literals import text_literal
from generator.targets.source.view import view

_BODY = 4
_NOTHING: Final = frozenset[str]()
_QUALIFIED: Final = f"{MODULE}."

_READERS: Final = {
    "decimal": ("Decimal", "({})"),
    "double": ("float", "({})"),
    "timestamp": ("datetime", ".fromisoformat({})"),
    "date": ("date", ".fromisoformat({})"),
    "time": ("time", ".fromisoformat({})"),
    "duration": ("timedelta", "(microseconds=int({}))"),
    "uuid": ("UUID", "({})"),
}
"""What reads that which the codec of jsonb has written: the class, and what follows its name."""


@view
class DocumentView:
    """One typed json."""

    class_: str
    docstring: str
    attributes: tuple[str, ...]
    read_head: str
    """Of what reads a column; empty if no column holds it."""
    read: str
    message_head: str
    message: str
    value_head: str
    needed: tuple[str, ...]
    value: str
    check_head: str
    checks: tuple[str, ...]
    every_head: str
    """Of the check of a list of them; empty if there is none."""
    name: str
    """`article_retry_policy`."""


@view
class DocumentsView:
    """All of `documents.py`."""

    spec: str
    title: str
    imports: str
    documents: tuple[DocumentView, ...]


def documents_view(blueprint: Blueprint) -> DocumentsView:
    """The view of the service's documents; what is in one stands before it."""
    service, package = blueprint.service, blueprint.platform.package
    module = f"{service.name}_pb2"
    messages = tuple(reversed(blueprint.shapes.documents))
    names_given = (item.column for message in messages if message.document for item in message.document.fields)
    taken = frozenset(names_given) - {MODULE}  # its own classes need no import
    columns = {message.name for message in stored(blueprint.shapes)}
    views = tuple(_document(module, message, taken, held=message.name in columns) for message in messages)
    return DocumentsView(
        spec=service.path,
        title=f"Typed documents of the {names.words(service.name)} service, in JSON and in messages.",
        imports=import_block(package, _imports(package, service, views, messages, taken)),
        documents=views,
    )


def _document(module: str, message: Message, taken: frozenset[str], *, held: bool) -> DocumentView:
    assert message.document is not None  # noqa: S101 - it is the message of one
    source = message.document
    row = source.element or source.type
    class_ = _own(row.python.annotation)
    name = row.check.removeprefix("check_") if row.check else ""
    fields = source.fields
    summary = f"The {names.words(source.name)}."
    given = tuple(item for item in message.fields if item.source)
    return DocumentView(
        class_=class_,
        docstring=docstring(source.description, summary=summary, indent=_BODY),
        attributes=tuple(_attribute(item, taken) for item in sorted(fields, key=lambda item: not item.must_be_given)),
        read_head=_head(f"{name}_of_json", ("document: Any",), class_) if held else "",
        read=_built(class_, (Keyword(item.column, _read(item, taken)) for item in fields)),
        message_head=_head(f"{name}_message", (f"value: {class_}",), f"{module}.{message.name}"),
        message=_built(f"{module}.{message.name}", (Keyword(item.wire, _sent(item)) for item in fields)),
        value_head=_head(f"{name}_value", (f"message: {module}.{message.name}", "field: str"), class_),
        needed=tuple(_needed(item, item.source) for item in given if item.source and item.source.must_be_given),
        value=_built(
            class_, (Keyword(item.source.column, _received(item, item.source)) for item in given if item.source)
        ),
        check_head=_head(
            f"check_{name}", ("violations: Violations", "field: str", f"value: {class_} | Unset | None"), "None"
        ),
        checks=tuple(laid_out(_check(item), indent=_BODY) for item in fields if can_be_wrong(item)),
        every_head=_every_head(name, class_) if source.element else "",
        name=name,
    )


def _own(annotation: str) -> str:
    """As it is called in the module itself."""
    return annotation.replace(_QUALIFIED, "")


def _head(name: str, parameters: tuple[str, ...], returns: str) -> str:
    return laid_out(Call(f"def {name}", parameters, f" -> {returns}:"), indent=0)


def _every_head(name: str, class_: str) -> str:
    value = f"value: Sequence[{class_}] | Unset | None"
    parameters = ("violations: Violations", "field: str", value, "*", "maximum: int | None = None")
    return _head(f"check_every_{name}", parameters, "None")


def _built(head: str, arguments: Iterator[Keyword]) -> str:
    return laid_out(Call(head, tuple(arguments)), indent=_BODY, prefix="return ")


def _attribute(field: Field, taken: frozenset[str]) -> str:
    type_ = _own(annotations.annotation(field, "", taken))
    if field.element is not None:
        made, items = annotations.unhidden("field", taken), annotations.unhidden("list", taken)
        return f"{field.column}: {type_} = {made}(default_factory={items})"
    return f"{field.column}: {type_}" if field.required else f"{field.column}: {type_} | None = None"


def _read(field: Field, taken: frozenset[str]) -> Expression:
    """The expression that reads the field of a document, which may be older than the field.

    Or younger: a later release, beside which this one goes on, may have made a required field optional.
    """
    key = text_literal(field.column)
    value, found = f"document[{key}]", f"document.get({key})"
    if field.element is not None:
        reader, items = _of_json(field, "item", taken), f"document.get({key}, ())"
        return f"list({items})" if reader == "item" else Brackets((reader, f"for item in {items}"))
    read = _of_json(field, value, taken)
    if read == value:
        return Call("document.get", (key,))
    # What is not there is None, of the type that every value of a document has: Any.
    return Choice(read, f"{found} is not None", found if field.required else "None")


def _of_json(field: Field, value: str, taken: frozenset[str]) -> str:
    row = field.element or field.type
    if field.fields and row.check:
        return f"{row.check.removeprefix('check_')}_of_json({value})"
    class_, rest = _READERS.get(row.kind, ("", "{}"))
    return annotations.unhidden(class_, taken) + rest.format(value)


def _sent(field: Field) -> Expression:
    value, row = f"value.{field.column}", field.element or field.type
    if row.wire is None:
        return value
    encode = _own(f"{row.core}.{row.wire.encode}")
    if field.element is not None:
        return Brackets((f"{encode}(item)", f"for item in {value}"))
    return Choice("None", f"{value} is None", Call(encode, (value,)))


def _received(item: MessageField, field: Field) -> Expression:
    value = f"message.{item.name}"
    if field.element is not None:
        return _decoded(field, value)
    decoded = _decoded(field, value)
    return decoded if field.required else Choice(decoded, _is_given(item), "None")


def _decoded(field: Field, value: str) -> Simple:
    row = field.element or field.type
    if row.wire is None:
        return value if field.element is None else f"list({value})"
    decode, name = _own(f"{row.core}.{row.wire.decode}"), f'f"{{field}}.{field.wire}"'
    if field.element is None:
        return Call(decode, (value, name))
    return Brackets((f"{decode}(item, {name})", f"for item in {value}"))


def _is_given(item: MessageField) -> str:
    return f"message.HasField({text_literal(item.name)})"


def _needed(item: MessageField, field: Field) -> str:
    value = Choice(f"message.{item.name}", _is_given(item), "None")
    assert item.presence is not Presence.REPEATED  # noqa: S101 - no list must be given
    return laid_out(Call("violations.required", (f'f"{{field}}.{field.wire}"', value)), indent=_BODY)


def _check(field: Field) -> Call:
    """The check of an attribute, below the path of the document."""
    call = check(field, f"value.{field.column}")
    path = text_literal(field.column)
    arguments = tuple(f'f"{{field}}.{field.column}"' if item == path else item for item in call.arguments)
    return replace(call, head=_own(call.head), arguments=arguments)


def _imports(
    package: str,
    service: Service,
    views: tuple[DocumentView, ...],
    messages: tuple[Message, ...],
    taken: frozenset[str],
) -> Iterator[tuple[str, str]]:
    fields = tuple(field for message in messages if message.document for field in message.document.fields)
    code = "\n".join(text for item in views for text in (item.read, item.message, item.value, *item.checks))
    yield "dataclasses", "dataclass"
    if any(item.read_head for item in views):
        yield "typing", "Any"
    yield from annotations.builtin_imports("list" if any(field.element for field in fields) else "", taken)
    yield from ((f"{package}.core.validation", "Violations"), (f"{package}.core.unset", "Unset"))
    yield f"{package}.{service.name}.v1", f"{service.name}_pb2"
    if any(field.element for field in fields):
        yield annotations.imported("dataclasses", "field", taken)
    if any(item.every_head for item in views):
        yield "collections.abc", "Sequence"
    if "wire." in code:
        yield f"{package}.core", "wire"
    for field in fields:
        imports = annotations.annotation_imports(field, taken)
        yield from (item for item in imports if item[1] != MODULE)
    own = core_modules.imported(package, fields, (code,))
    yield from (item for item in own if item[1] != MODULE)
