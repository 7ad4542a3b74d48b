"""What a row of the catalog says: a type's spelling in every target and the samples that feed the generated tests."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PythonSpelling:
    """A type in generated Python."""

    annotation: str
    imports: tuple[str, ...] = ()
    """Whole import lines, e.g. `from uuid import UUID`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtoSpelling:
    """A type in a .proto file."""

    type: str
    imports: tuple[str, ...] = ()
    """Paths of .proto files, e.g. `google/protobuf/timestamp.proto`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WireCodec:
    """The two functions of the platform's `core/wire.py` that carry a value between Python and proto."""

    encode: str
    decode: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldType:
    """One field type of the spec language."""

    name: str
    sql: str
    """Column type; `{precision}` and `{scale}` are filled from the field."""
    cast: str
    """The type a statement casts its parameter to, so that asyncpg and the planner agree: `$1::bigint`."""
    python: PythonSpelling
    proto: ProtoSpelling
    wire: WireCodec | None = None
    """None where Python and proto share the value as it is."""
    options: frozenset[str] = frozenset()
    """The keys a field of this type may have beside the common ones."""
    filterable: bool = False
    """Whether `filters:` may name it: its equality is LEAKPROOF in PostgreSQL, so the index still serves under
    row-level security."""
    sortable: bool = False
    """Whether an index may order by it."""
    element: bool = False
    """Whether `list` may hold it."""
    range: tuple[int, int] | None = None
    """The least and the most of a whole number, as the column holds it."""
    samples: tuple[str, ...]
    """Python expressions of valid values: the first is the ordinary one, the rest are boundaries that must survive a
    round trip."""

    @property
    def number(self) -> bool:
        """Whether its values are numbers, whose SQL literals stand without quotes."""
        return self.python.annotation in {"int", "float", "Decimal"}
