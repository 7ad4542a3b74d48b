"""The views of operations on indexes."""

from typing import assert_never

from generator.frozen import frozen
from generator.plan.hazards.subjects import IndexOperation
from generator.plan.operations import CreateIndex, CreateUniqueIndex, DropIndex, RenameIndex
from generator.targets.sql.indexes import index_view, unique_index_view
from generator.targets.sql.quoting import identifier


@frozen
class NamedIndexView:
    """ALTER INDEX ... RENAME or DROP INDEX."""

    name: str
    to: str = ""
    resumes: bool = False


def spelled(operation: IndexOperation, *, resumes: bool) -> tuple[str, object]:
    """The template of the operation and its view."""
    view: object
    match operation:
        case CreateIndex(table=table, index=index):
            template, view = "create_index_concurrently", index_view(table, index)
        case CreateUniqueIndex(table=table, key=key):
            template, view = "create_index_concurrently", unique_index_view(table, key)
        case RenameIndex(name=name, to=to):
            template = "rename_index"
            view = NamedIndexView(name=identifier(name), to=identifier(to), resumes=resumes)
        case DropIndex(name=name):
            template, view = "drop_index_concurrently", NamedIndexView(name=identifier(name))
        case _:
            assert_never(operation)
    return template, view
