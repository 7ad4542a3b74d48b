"""What a row of the catalog says: a type's spelling in every target and the samples that feed the generated tests."""

from generator.frozen import frozen, replace


@frozen
class PythonSpelling:
    """A type in generated Python."""

    annotation: str
    imports: tuple[str, ...] = ()
    """Whole import lines, e.g. `from uuid import UUID`; `{package}` is the platform's."""


@frozen
class ProtoSpelling:
    """A type in a .proto file."""

    type: str
    imports: tuple[str, ...] = ()
    """Paths of .proto files, e.g. `google/protobuf/timestamp.proto`."""


@frozen
class WireCodec:
    """The two functions of the platform's core that carry a value between Python and proto."""

    encode: str
    decode: str
    arguments: tuple[str, ...] = ()
    """What the first of them is given before the value; `{service}` is the service's name."""


@frozen
class FieldType:
    """One field type of the spec language."""

    name: str
    narrows: str | None = None
    """The type of which it takes only some values, and with which it shares all that is not said here."""
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
    ranged: bool = False
    """Whether `filters:` may name it with `by: range`: its order is LEAKPROOF, too, and total."""
    sortable: bool = False
    """Whether an index may order by it."""
    element: bool = False
    """Whether `list` may hold it."""
    entry: bool = False
    """Whether `map` may hold it."""
    range: tuple[int, int] | None = None
    """The least and the most of a whole number, as the column holds it."""
    hidden: bool = False
    """Whether its values are written and never read back: no message, row, event or representation has them."""
    module: str | None = None
    """The module of the platform's core that knows it, rendered only where a spec uses it; None for those of `wire`."""
    own: bool = False
    """Whether the module is not the core's, but the service's own, where the field says what is in the value."""
    check: str | None = None
    """The function of the module that notes what is wrong with a value; None where nothing can be, or `core.validation`
    knows the type."""
    codec: bool = False
    """Whether the module has a codec for asyncpg, which does not know the type by itself."""
    pattern: str | None = None
    """What every value matches as a whole, in the expressions that a field's own `pattern` may use."""
    longest: int | None = None
    """The most characters that a value has, where the field does not say."""
    example: str | None = None
    """A value, for those who gave a wrong one."""
    numbered: str | None = None
    """A Python expression of a value that is another for each `{number}`, and of the field's `{dimensions}`; None where
    the tests have a function for it."""
    samples: tuple[str, ...]
    """Python expressions of valid values: the first is the ordinary one, the rest are boundaries that must survive a
    round trip."""

    def within(self, package: str, service: str) -> "FieldType":
        """The type as a service of the platform of that package spells it."""
        imports = tuple(line.format(package=package) for line in self.python.imports)
        arguments = tuple(item.format(service=service) for item in self.wire.arguments) if self.wire else ()
        if imports == self.python.imports and not arguments:
            return self
        wire = replace(self.wire, arguments=arguments) if self.wire else None
        return replace(self, python=replace(self.python, imports=imports), wire=wire)

    @property
    def kind(self) -> str:
        """The type whose limits, literals and samples it has: `string` for an `email`."""
        return self.narrows or self.name

    @property
    def core(self) -> str:
        """The module of the platform's core that has its codec."""
        return self.module or "wire"

    @property
    def message(self) -> bool:
        """Whether its values are messages on the wire, which have presence of themselves."""
        return self.proto.type.startswith("google.") or self.proto.type[:1].isupper()

    @property
    def number(self) -> bool:
        """Whether its values are numbers, whose SQL literals stand without quotes."""
        return self.python.annotation in {"int", "float", "Decimal"}
