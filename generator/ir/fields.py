"""What an entity, a request or an event is made of: fields, and what they point at."""

from enum import StrEnum

from generator import names
from generator.catalog import FIELD_TYPES, FieldType
from generator.diagnostics import Span
from generator.frozen import frozen


class Scope(StrEnum):
    """Whether rows belong to one campaign or to the whole platform."""

    CAMPAIGN = "campaign"
    GLOBAL = "global"


class OnDelete(StrEnum):
    """What happens to a referring row when the row it refers to is deleted."""

    RESTRICT = "restrict"
    SET_NULL = "set_null"
    CASCADE = "cascade"


@frozen
class EntityKey:
    """Names an entity across services: `user.account`."""

    service: str
    entity: str

    def __str__(self) -> str:
        return f"{self.service}.{self.entity}"

    @property
    def table(self) -> str:
        """The table's name: `service_content_article`."""
        return names.shortened(f"service_{self.service}_{self.entity}")


@frozen
class Target:
    """What a `ref` or `master` field, or `belongs_to`, points at."""

    key: EntityKey
    scope: Scope
    on_delete: OnDelete = OnDelete.RESTRICT
    by: str | None = None
    """The unique field whose value a `ref` field holds; None where it holds the id."""

    @property
    def table(self) -> str:
        """The table's name."""
        return self.key.table


Literal = str | int | float | bool | tuple["str | int | float | bool", ...]
"""A default as the spec wrote it: a scalar, or a tuple for lists.

Decimals, dates, uuids and so on stay text; lowering has checked that they are valid.
"""


@frozen
class Field:
    """One value of an entity, a request, a response or an event payload."""

    name: str
    """The name in the spec."""
    column: str
    """The name in SQL, proto and Python: `author` of type ref is `author_id`, of type master `author_master_id`; with
    `by: code` it is `author_code`."""
    type: FieldType
    description: str
    required: bool = False
    """Must be given at creation. A field neither required nor defaulted is nullable; lists are never null."""
    default: Literal | None = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    minimum: str | None = None
    """Inclusive, as decimal text so that no digit is lost."""
    maximum: str | None = None
    precision: int | None = None
    scale: int | None = None
    values: tuple[str, ...] = ()
    """An enum's values in spec order."""
    element: FieldType | None = None
    """The type of what a list or a map holds."""
    fields: "tuple[Field, ...]" = ()
    """What is in a typed json, or in each item of a list of them."""
    max_items: int | None = None
    max_bytes: int | None = None
    """The most bytes of a json, spelled as PostgreSQL spells it."""
    parts: tuple[str, ...] = ()
    """The services that have parts of their own in a json (`service_specific`), in name order."""
    dimensions: int | None = None
    """How many numbers a vector has."""
    half_of: str | None = None
    """The field of money of which it is the amount or the currency."""
    target: Target | None = None
    """What a `ref` or `master` field points at."""
    renamed_from: str | None = None
    """The name it had; of no meaning once the lock records the new one."""
    backfill: str | None = None
    """For rows that exist when it becomes required: an expression over the entity's columns, printed from its tree."""
    backfill_constant: bool = False
    """Whether `backfill` is the same for every row."""
    renamed_values: tuple[tuple[str, str], ...] = ()
    """Values of an enum that had another name: the new one and the old."""
    removed_values: tuple[str, ...] = ()
    """Values of an enum that are gone, and not renamed."""
    deprecated_values: tuple[tuple[str, str], ...] = ()
    """Values of an enum that clients should leave, each with the reason (empty if none is given)."""
    deprecated: str | None = None
    """Why clients should leave it (empty if no reason is given); None if they need not."""
    wire_name: str | None = None
    """The name that clients know it by, if it was renamed since; None where that is its column."""
    wire_values: tuple[tuple[str, str], ...] = ()
    """Values of an enum that clients know by another name: the value and that name."""
    span: Span

    @property
    def wire(self) -> str:
        """The name on the wire."""
        return self.wire_name or self.column

    @property
    def refers_by(self) -> str | None:
        """The field of another row whose value it holds, if that is not the id."""
        return self.target.by if self.target else None

    @property
    def is_limited(self) -> bool:
        """Whether it is a json that must be small, or have a certain shape."""
        return self.max_bytes is not None or bool(self.parts)

    @property
    def nullable(self) -> bool:
        """Whether the column may hold NULL."""
        return not self.required and self.default is None and self.element is None

    @property
    def must_be_given(self) -> bool:
        """Whether a request that creates it must have it.

        No request can tell an empty list from none, and a vector of no numbers is refused for their number.
        """
        return self.required and self.element is None and self.dimensions is None

    @property
    def sql_type(self) -> str:
        """The column type, e.g. `NUMERIC(12,2)` or `VARCHAR[]`."""
        element = self.element.sql if self.element else ""
        return self.type.sql.format(
            precision=self.precision, scale=self.scale, element=element, dimensions=self.dimensions
        )

    @property
    def sql_cast(self) -> str:
        """The type its parameters are cast to in statements, e.g. `bigint` or `text[]`."""
        return self.type.cast.format(element=self.element.cast if self.element else "")


def parent_field(parent: Target, span: Span) -> Field:
    """The parent of an entity as the reference that it is."""
    name = parent.key.entity
    return Field(
        name=name, column=f"{name}_id", type=FIELD_TYPES["ref"], description="", required=True, target=parent, span=span
    )
