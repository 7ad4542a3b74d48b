"""The columns that a trigger computes of the others of their row."""

from generator import names
from generator.ir import Entity
from generator.plan.kept import Derivation, DerivedColumn


def derivation(entity: Entity) -> Derivation | None:
    """The trigger of the entity's table; None where nothing is computed."""
    if not entity.computed:
        return None
    from generator.ir.expressions import fields_of
    from generator.plan.expressions import expression_sql

    return Derivation(
        name=trigger_name(entity.table),
        columns=tuple(
            DerivedColumn(
                column=entity.field(item.field).column,
                expression=expression_sql(item.value),
                sources=tuple(field.column for field in fields_of(item.value)),
            )
            for item in entity.computed
        ),
    )


def trigger_name(table: str) -> str:
    """Triggers go by their names: after `copy_`, which writes sources, and before `service_`, which reads results."""
    return names.shortened(f"derive_{table}")
