"""What tests are told of an entity's unique groups and foreign keys."""

from collections.abc import Iterator, Mapping

from generator import names
from generator.frozen import replace
from generator.ir import Entity, EntityKey, Field, OnDelete, Platform, Target, Unique
from generator.plan.blueprint import Blueprint
from generator.plan.keys import declared_key, foreign_keys, unique_keys
from generator.targets.source.literals import text_literal
from generator.targets.source.view import view
from generator.targets.tests.capacity import is_tight
from generator.targets.tests.factories_view import attribute
from generator.targets.tests.mastery_view import MasteryView, mastery_view
from generator.targets.tests.origins import repository_of
from generator.targets.tests.source import call, case, logged_head

_ABSENT = "29_999"
"""The number of a row that no test makes: whatever is numbered has room for it."""


@view
class UniqueView:
    """A unique group of the spec."""

    name: str
    """`slug`, for the names of tests."""
    method: str
    """`slug_channel`, for the names of methods."""
    columns: tuple[str, ...]
    """Those that a creation sets."""
    kept: tuple[str, ...]
    """Those, and the columns of the natural key, which no change touches."""
    taken: tuple[str, ...]
    """Assignments by which `new` takes the values of `row`, in another case of their letters where that is the same."""
    row: str
    """`row = ` before what makes the row whose values are taken; nothing where none is."""
    found: bool
    """Whether a method finds a row by it."""
    fields: str
    """A tuple of all columns, as an error reports them."""
    constraint: str
    """A literal."""
    arguments: str
    """`row.slug, row.channel`."""
    upsertable: bool
    """Whether a creation always gives all of them."""
    logged_head: str
    """The head of the test of what an upsert logs."""


@view
class ReferenceView:
    """A foreign key of a field or to the parent."""

    column: str
    field: str
    """The column as a literal."""
    constraint: str
    """A literal."""
    attribute: str
    """What of the target it holds: `id`, `master_id`, or the field that it is referred to by."""
    missing: str
    """An expression of what no target has there."""
    lookup: str
    """The statement, at column 8, that finds the `target` of `row`; empty where the row has its id."""
    fixed: str
    """The await, at column 12, by which the `target` would be called otherwise; empty where it is known by its id."""
    scoped: bool
    """Whether the target belongs to a campaign."""
    any_target: str
    """The await that makes a target in campaign `other`."""
    repository: str
    """The target's."""
    key: str
    """Arguments of the target's deletion."""
    restricts: bool
    """Whether the target cannot be deleted before this row."""
    empties: bool
    """Whether its deletion makes the column NULL."""
    cascades: bool
    """Whether its deletion deletes this row, too."""
    logged_head: str
    """The head of the test of what such a deletion logs."""
    instead: tuple[str, ...]
    """The other columns of its group, of which a row can have one only."""
    own_target: str
    """The await that makes a target for a row of the entity, where a row with everything has another of its group."""


@view
class KeysView:
    """All keys of one entity."""

    uniques: tuple[UniqueView, ...]
    """Those of the spec, but for those of some rows only."""
    of_every_row: tuple[str, ...]
    """Finished cases: column, constraint, of those that every table has."""
    references: tuple[ReferenceView, ...]
    mastery: MasteryView
    master: str
    """A literal: the foreign key to the master row; empty where that is the parent's."""


def keys_view(blueprint: Blueprint, entity: Entity) -> KeysView:
    """The view of the keys of `entity`."""
    constraints = {key.columns[-1]: key.name for key in unique_keys(entity)}
    references = {key.columns[-1]: key.name for key in foreign_keys(entity)}
    return KeysView(
        uniques=tuple(_unique(entity, item) for item in entity.of_all_rows),
        of_every_row=tuple(
            case(f'"{column}"', text_literal(constraints[column]))
            for column in ("uuid", "master_id")
            if column in constraints
        ),
        references=tuple(_references(blueprint, entity)),
        mastery=mastery_view(entity),
        master=text_literal(references["master_id"]) if entity.owns_master else "",
    )


def _of_every_row(constraints: Mapping[str, str]) -> Iterator[str]:
    for column in ("uuid", "master_id"):
        if column in constraints:
            yield case(f'"{column}"', text_literal(constraints[column]))


def _unique(entity: Entity, unique: Unique) -> UniqueView:
    fields = tuple(entity.field(name) for name in unique.fields)
    columns = entity.columns(unique)
    listed = ", ".join(text_literal(column) for column in columns)
    spelled = (f"samples.present(row.{item.column})" if item.nullable else f"row.{item.column}" for item in fields)
    taken = tuple(_taken(unique, item) for item in fields if item.name not in entity.governed)
    return UniqueView(
        name="_and_".join(columns),
        method="_".join(columns),
        columns=tuple(item.column for item in fields if item.name not in entity.governed),
        kept=tuple(dict.fromkeys((*columns, *entity.key_columns))),
        taken=taken,
        row="row = " if taken else "",
        found=unique in entity.lookups,
        fields=f"({listed},)" if len(columns) == 1 else f"({listed})",
        constraint=text_literal(declared_key(entity, unique).name),
        arguments=", ".join(spelled),
        logged_head=logged_head(f"test_upsert_by_{'_and_'.join(columns)}_logs_what_it_did", scoped=entity.scoped),
        upsertable=unique in entity.upsertable,
    )


def _taken(unique: Unique, field: Field) -> str:
    plain = field.type.name in {"string", "text"} and field.pattern is None and not field.nullable
    return f"new.{field.column} = row.{field.column}" + (".swapcase()" if unique.case_insensitive and plain else "")


def _references(blueprint: Blueprint, entity: Entity) -> Iterator[ReferenceView]:
    constraints = {key.columns[-1]: key.name for key in foreign_keys(entity)}
    if entity.parent and entity.parent_column:
        yield _reference(
            blueprint,
            entity,
            entity.parent_column,
            entity.parent,
            "id",
            constraints[entity.parent_column],
        )
    for field in entity.writable:
        if field.target:
            constraint = constraints[field.column]
            reference = _reference(blueprint, entity, field.column, field.target, attribute(field), constraint)
            if field.refers_by:
                reference = _by_name(blueprint, field.target, field.refers_by, reference)
            yield _alternative(blueprint, entity, field, reference)


def _reference(
    blueprint: Blueprint, entity: Entity, column: str, target: Target, attribute: str, constraint: str
) -> ReferenceView:
    to = blueprint.platform.entity(target.key)
    module = "" if target.key.service == blueprint.service.name else f"{target.key.service}_"
    is_row = attribute != "master_id" and not to.soft_delete
    deletes = is_row and _is_alone(blueprint.platform, entity, target.key)
    return ReferenceView(
        column=column,
        field=text_literal(column),
        constraint=text_literal(constraint),
        attribute=attribute,
        missing="samples.MISSING",
        lookup="",
        fixed="",
        scoped=to.scoped,
        any_target=f"await {module}factories.any_{to.name}({'work, other' if to.scoped else 'work'})",
        repository=repository_of(blueprint.platform, blueprint.service, target.key),
        key=f"{'campaign, ' if to.scoped else ''}samples.present(row.{column})",
        restricts=deletes and target.on_delete is OnDelete.RESTRICT,
        empties=deletes and target.on_delete is OnDelete.SET_NULL,
        logged_head=logged_head(f"test_goes_with_the_row_of_{column}", scoped=entity.scoped),
        cascades=deletes and target.on_delete is OnDelete.CASCADE,
        instead=(),
        own_target="",
    )


def _by_name(blueprint: Blueprint, target: Target, by: str, reference: ReferenceView) -> ReferenceView:
    """The view of a reference by another value than the id."""
    to = blueprint.platform.entity(target.key)
    module = "" if target.key.service == blueprint.service.name else f"{target.key.service}_"
    missing = f"{module}factories.numbered_{to.name}({_ABSENT}).{by}"
    found = f"target = await {reference.repository}(work).{names.lookup_method((by,))}"
    arguments = (text_literal(to.table), "target.id", text_literal(by), missing)
    return replace(
        reference,
        missing=missing,
        lookup=call(found, reference.key.split(", "), indent=8),
        fixed=call("await raw.put", ("work", *arguments), indent=12),
        key=f"{'campaign, ' if to.scoped else ''}target.id",
    )


def _is_alone(platform: Platform, entity: Entity, key: EntityKey) -> bool:
    """Whether one reference of a row is to the target: the others would be to the same row where it has few of them."""
    targets = [entity.parent, *(field.target for field in entity.writable)]
    found = [target for target in targets if target is not None and target.key == key]
    return len(found) == 1 or not is_tight(platform, platform.entity(key))


def _alternative(blueprint: Blueprint, entity: Entity, field: Field, reference: ReferenceView) -> ReferenceView:
    """The view of a field that may be one of a group, of which a row can have one only."""
    group = entity.group(field.name)
    if group is None or field.target is None:
        return reference
    columns = (entity.field(name).column for name in group.fields)
    module = "" if field.target.key.service == blueprint.service.name else f"{field.target.key.service}_"
    place = "work, campaign" if reference.scoped else "work"
    made = f"await {module}factories.any_{field.target.key.entity}({place})"
    return replace(
        reference,
        instead=tuple(column for column in columns if column != field.column),
        own_target=made if field.name in entity.left_empty else "",
    )
