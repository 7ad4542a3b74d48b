"""The seed records of a table in a lock: what each says, to see what is new."""

from collections.abc import Iterator

from generator.plan import notation
from generator.plan.lock_nodes import Node
from generator.plan.schema import SeedRow, SeedTable


def written(seeds: SeedTable) -> Iterator[str]:
    """The lines below a table."""
    about: dict[str, notation.Value | None] = {
        "service": seeds.service,
        "master_type": seeds.master_type,
        "key": seeds.key,
        "created": seeds.created,
        "updated": seeds.updated,
    }
    yield f"    seeds: {notation.flow(about)}"
    yield "    seed_rows:"
    for row in seeds.rows:
        yield f"      {notation.key(row.name)}: {notation.flow(dict(row.values))}"


def read(table: Node) -> SeedTable | None:
    """The seeds of the table; None if it has none."""
    if not table.has("seeds"):
        return None
    about = table.child("seeds")
    about.only("service master_type key created updated")
    return SeedTable(
        service=about.text("service"),
        master_type=about.text("master_type"),
        key=about.names("key"),
        created=about.text("created"),
        updated=about.text("updated"),
        rows=tuple(SeedRow(name=name, values=row.texts()) for name, row in table.child("seed_rows").children()),
    )
