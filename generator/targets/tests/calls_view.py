"""What the tests of an entity's messages and RPCs are told."""

from collections.abc import Iterator

from generator import names
from generator.ir import Entity
from generator.plan.blueprint import Blueprint
from generator.plan.shapes import WireShapes
from generator.targets.source.literals import text_literal
from generator.targets.source.view import view
from generator.targets.tests.answers_view import AnswerView, answer_views
from generator.targets.tests.secrets_view import secret_assignments
from generator.targets.tests.source import call


@view
class CallsView:
    """The names of an entity on the wire, and the arguments that its requests take."""

    message: str
    """`Article`."""
    result: str
    """The field of a response that holds one: `article`."""
    results: str
    """The field of a response that holds many: `articles`."""
    plural: str
    """`Articles`, in the names of RPCs."""
    module: str
    """Where messages are found: `content_pb2.`."""
    stub: str
    """`content_pb2_grpc.ContentServiceStub`."""
    fixtures: str
    """What a test asks for that uses the server and the database."""
    fixtures_of_server: str
    """What a test asks for that uses the server only."""
    key: str
    """Keyword arguments that every request begins with: `campaign_id=campaign, `."""
    list_key: str
    """The same for a list of the siblings `rows`."""
    refused_list_key: str
    """The same for a list that is refused before it looks for the parent."""
    message_head: str
    """The head of the function that makes the message of a creation."""
    creation_head: str
    """The head of the function that makes a creation's request from a message."""
    arguments: str
    """Arguments of the former."""
    one: str
    """The same in a campaign that need not exist."""
    system: tuple[str, ...]
    """Assertions, at column 4, that the message carries what the platform keeps of every row."""
    secrets: tuple[str, ...]
    """Assignments to a creation or an update, less its name: what no message can give."""
    answers: tuple[AnswerView, ...]
    """The questions whose answers are kept."""
    taken: str
    """The columns of each unique group, as a list of sets."""


def calls_view(blueprint: Blueprint, entity: Entity) -> CallsView:
    """The view of `entity`."""
    service, model, message = blueprint.service.name, names.pascal(entity.name), names.pascal(entity.wire)
    wire = blueprint.shapes
    module = f"{service}_pb2"
    campaign = ("campaign: int",) if entity.scoped else ()
    key = "campaign_id=campaign, " if entity.scoped else ""
    parameters = (f"new: models.New{model}", *campaign)
    parent = entity.wire_parent or entity.parent_column
    return CallsView(
        message=message,
        result=entity.wire,
        results=entity.wire_many,
        plural=names.pascal(entity.wire_many),
        module=f"{module}.",
        stub=f"{module}_grpc.{wire.name}Stub",
        fixtures=", ".join(("channel: grpc.aio.Channel", "database: Database", *campaign)),
        fixtures_of_server=", ".join(("channel: grpc.aio.Channel", *campaign)),
        key=key,
        list_key=key + (f"{parent}=rows[0].{entity.parent_column}, " if parent else ""),
        refused_list_key=key + (f"{parent}=1, " if parent else ""),
        message_head=call("def message_of", parameters, indent=0, tail=f" -> {module}.{message}:"),
        creation_head=call(
            "def creation_of", (f"message: {module}.{message}",), indent=0, tail=f" -> {module}.Create{message}Request:"
        ),
        arguments="new, campaign" if entity.scoped else "new",
        one="new, 1" if entity.scoped else "new",
        system=tuple(_system(entity, wire)),
        secrets=secret_assignments(entity),
        answers=answer_views(blueprint, entity),
        taken=f"[{', '.join(_group(entity, item.fields) for item in entity.unique)}]",
    )


def _system(entity: Entity, wire: WireShapes) -> Iterator[str]:
    if entity.has_master:
        yield "assert (message.id, message.master_id, message.uuid) == (row.id, row.master_id, str(row.uuid))"
    else:
        yield "assert (message.id, message.uuid) == (row.id, str(row.uuid))"
    yield "assert message.created_at.ToDatetime(tzinfo=UTC) == row.created_at"
    yield "assert message.updated_at.ToDatetime(tzinfo=UTC) == row.updated_at"
    if entity.scoped:
        yield "assert message.campaign_id == row.campaign_id"
    if entity.optimistic:
        yield "assert message.etag == str(row.version)"
    if entity.soft_delete:
        yield from _moment(entity, "deleted_at")
    if entity.archive:
        yield from _moment(entity, "archived_at")
    for item in wire.entity_message(entity.name).fields:
        if item.enum and item.source and item.source.name in entity.governed and item.source.default:
            named = {value.value: value.name for value in item.enum.values}
            yield f"assert message.{item.name} == {wire.service.name}_pb2.{named[str(item.source.default)]}"


def _moment(entity: Entity, column: str) -> Iterator[str]:
    yield f'assert not message.HasField("{column}")'
    yield f"row.{column} = samples.moment(7)"
    carried = f"messages.{entity.name}_message(row).{column}"
    yield call(f"assert {carried}.ToDatetime", ("tzinfo=UTC",), indent=4, tail=f" == row.{column}")


def _group(entity: Entity, fields: tuple[str, ...]) -> str:
    return f"{{{', '.join(text_literal(entity.field(name).column) for name in fields)}}}"
