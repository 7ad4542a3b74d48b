"""Names that a spec may not use: reserved words, names the platform uses itself, and names PostgreSQL would cut."""

import sys
from typing import Final

from generator import names
from generator.diagnostics import Span
from generator.frontend.outline import Lowering
from generator.ir import SYSTEM_COLUMNS

ANOTHER: Final = "Choose another name."
"""A word that the author never thought of is no help; they know better what the thing is called."""

_HIDDEN_COLUMNS: Final = frozenset("tableoid xmin cmin xmax cmax ctid".split())
"""The columns that PostgreSQL itself adds to every table (https://www.postgresql.org/docs/18/ddl-system-columns.html)."""

STORED_FIELD_NAMES: Final = (
    SYSTEM_COLUMNS
    | _HIDDEN_COLUMNS
    | frozenset("etag update_mask request_id page_size page_token query validate work mro".split())
)
"""What an entity's messages and methods already call something; and `mro`, which every class has, so that a dataclass
would take it for the field's default."""

PARAMETER_NAMES: Final = frozenset({"events", "statements"})
"""The modules that the methods which take keys or payloads as parameters read from."""

PAYLOAD_FIELD_NAMES: Final = PARAMETER_NAMES | frozenset(
    "id campaign_id master_id etag version fields event_type service retention payload work mro validate".split()
)
"""What every event, and the method of a transition, already calls something."""

SERVICER_ATTRIBUTES: Final = frozenset({"database"})
"""What every servicer has, beside its methods."""

MESSAGE_FIELD_NAMES: Final = frozenset({"campaign_id"})
"""What a custom operation's request already has."""

REPOSITORY_METHODS: Final = frozenset(
    "get get_many get_by_uuid get_by_master_id create create_many update delete delete_many restore search "
    "search_highlights suggest stream list".split()
)
"""Method names of every repository, which no operation may take."""

SERVICE_NAMES: Final = frozenset({"core", "server", "event", "generated", "google"})
"""Folders, modules and tables of the platform itself: `src/<package>/core`, `service_event`; and `google`, because
within `<package>.google.v1` protoc looks for `google.protobuf.Timestamp` below `<package>.google` first."""

_FOREIGN_PACKAGES: Final = frozenset(
    "asyncpg buf generator google grpc grpc_health grpc_reflection orjson src tests uvloop".split()
)
"""Top-level packages that a platform's own package would hide."""

_SQL: Final = "SQL", names.SQL_RESERVED
_PYTHON: Final = "Python", names.PYTHON_RESERVED
_PROTO: Final = "proto", names.PROTO_RESERVED


def check_column(lowering: Lowering, column: str, taken: frozenset[str], span: Span) -> None:
    """Refuses a column that is reserved (SG301), taken by the platform (SG302) or too long (SG303)."""
    if column in taken:
        lowering.refuse("SG302", f"`{column}` is a name that the platform gives itself", span, ANOTHER)
        return
    _check_words(lowering, column, (_SQL, _PYTHON, _PROTO), span)
    check_length(lowering, column, span, "column")


def check_parameter(lowering: Lowering, column: str, span: Span) -> None:
    """Refuses a column that cannot be a key, because methods take those as parameters."""
    if column in PARAMETER_NAMES:
        message = f"`{column}` would hide what the methods that take it as a parameter use"
        lowering.refuse("SG302", message, span, ANOTHER)


def check_entity(lowering: Lowering, service: str, entity: str, span: Span, *, is_campaign: bool = False) -> None:
    """Refuses an entity whose name or key cannot be a field, or whose table name PostgreSQL would cut.

    The entity that is the campaigns may be called `campaign`: its key is what `campaign_id` means everywhere.
    """
    if f"{entity}_id" in STORED_FIELD_NAMES and not (is_campaign and entity == "campaign"):
        message = f"the key of `{entity}` would be `{entity}_id`, a name that the platform gives itself"
        lowering.refuse("SG302", message, span, ANOTHER)
    _check_words(lowering, entity, (_PYTHON, _PROTO), span)
    check_length(lowering, f"service_{service}_{entity}", span, "table")


def check_plural(lowering: Lowering, plural: str, span: Span, *, of: str | None = None) -> None:
    """Refuses a plural that cannot be the field of a list response; `of` the entity, if it was made by rule."""
    what = f", the plural of `{of}`," if of else ""
    hint = f"Write `plural:` below `{of}` with a word of yours." if of else ANOTHER
    _check_words(lowering, plural, (_PYTHON, _PROTO), span, what=what, hint=hint)


def check_service(lowering: Lowering, service: str, span: Span) -> None:
    """Refuses a service whose name cannot be a Python package and a segment of a proto package."""
    if service in SERVICE_NAMES:
        lowering.refuse("SG302", f"`{service}` is a name that the platform gives itself", span, ANOTHER)
    _check_words(lowering, service, (_PYTHON, _PROTO), span)


def check_operation(lowering: Lowering, operation: str, span: Span) -> None:
    """Refuses an operation whose name cannot be a Python method beside the generated ones."""
    if operation in REPOSITORY_METHODS:
        hint = "Name the entity too, as in `publish_article`."
        lowering.refuse("SG302", f"every repository already has a method `{operation}`", span, hint)
    if operation in SERVICER_ATTRIBUTES:
        message = f"`{operation}` is a name that the platform gives itself"
        lowering.refuse("SG302", message, span, ANOTHER)
    _check_words(lowering, operation, (_PYTHON,), span)


def check_choice(lowering: Lowering, choice: str, span: Span) -> None:
    """Refuses a group of fields whose name cannot be a oneof."""
    _check_words(lowering, choice, (_PROTO,), span)


def check_package(lowering: Lowering, package: str, span: Span) -> None:
    """Refuses a root package that would hide a library or the standard library."""
    if package in _FOREIGN_PACKAGES or package in sys.stdlib_module_names:
        hint = "Set `package:` to another name."
        lowering.refuse("SG302", f"package `{package}` would hide the Python package of that name", span, hint)
    _check_words(lowering, package, (_PYTHON, _PROTO), span)


def check_length(lowering: Lowering, name: str, span: Span, kind: str) -> None:
    """Refuses an identifier that PostgreSQL would cut silently."""
    size = len(name.encode())
    if size > names.MAXIMUM_BYTES:
        message = f"the {kind} name `{name}` has {size} bytes; PostgreSQL keeps {names.MAXIMUM_BYTES}"
        lowering.refuse("SG303", message, span, f"Shorten it by {size - names.MAXIMUM_BYTES}.")


def _check_words(
    lowering: Lowering,
    name: str,
    languages: tuple[tuple[str, frozenset[str]], ...],
    span: Span,
    *,
    what: str = "",
    hint: str = ANOTHER,
) -> None:
    reserved = [language for language, words in languages if name in words]
    if reserved:
        lowering.refuse("SG301", f"`{name}`{what} is a reserved word of {' and '.join(reserved)}", span, hint)
    elif not names.IDENTIFIER.fullmatch(name):
        rule = "Use lower-case letters and digits, words joined by single underscores."
        lowering.refuse("SG205", f"`{name}` is not a name", span, rule)
