"""What the test module of a service's streams is told."""

from generator import names
from generator.plan.blueprint import Blueprint
from generator.plan.shapes import Rpc
from generator.targets.source.layout import Call, laid_out
from generator.targets.source.literals import text_literal
from generator.targets.source.view import view
from generator.targets.tests.requests import given, request
from generator.targets.tests.service_view import required_cases
from generator.targets.tests.source import call


@view
class StreamView:
    """A method that streams."""

    kinds: str
    """A finished entry: its name, whether it has many requests, and whether it has many responses."""
    request_head: str
    """The head of the function that makes a valid request."""
    request: str
    """The statement, at column 4, that makes it."""
    sender: str
    """A finished entry: the name, and that function."""
    head: str
    """The head of the method in the tests' own service."""
    endless: bool
    """Whether one request has responses without end there."""
    collects: bool
    """Whether it takes all requests before its one response."""
    response: str
    """The expression that makes a response."""


@view
class StreamsView:
    """The methods of one service that stream."""

    name: str
    """`acme.messaging.v1.MessagingService`."""
    servicer: str
    """`MessagingServicer`."""
    add: str
    """The statement, at column 8, that adds the tests' own service to `server`."""
    pb2: str
    stub: str
    methods: tuple[StreamView, ...]
    scoped: tuple[str, ...]
    """Finished cases: the names of those that work inside a campaign."""
    staying: tuple[str, ...]
    """Finished cases: those among them that have many requests."""
    required: tuple[str, ...]
    """Finished cases: method, and a field that its request must have."""


def streams_view(blueprint: Blueprint) -> StreamsView:
    """The view of the service's streams."""
    wire, service = blueprint.shapes, blueprint.service.name
    module = f"{service}_pb2"
    rpcs = tuple(rpc for rpc in wire.rpcs if rpc.stream)
    return StreamsView(
        name=wire.full_name(wire.name),
        servicer=f"{names.pascal(service)}Servicer",
        add=call(f"{module}_grpc.add_{wire.name}Servicer_to_server", ("answering", "server"), indent=8),
        pb2=module,
        stub=f"{module}_grpc.{wire.name}Stub",
        methods=tuple(_stream(module, rpc) for rpc in rpcs),
        scoped=tuple(text_literal(rpc.name) for rpc in rpcs if rpc.scoped),
        staying=tuple(text_literal(rpc.name) for rpc in rpcs if rpc.scoped and rpc.many_requests),
        required=tuple(case for rpc in rpcs for case in required_cases(rpc)),
    )


def _stream(module: str, rpc: Rpc) -> StreamView:
    request_type, response_type = f"{module}.{rpc.request.name}", f"{module}.{rpc.response.name}"
    keys, parameter = (("campaign_id=campaign",), "campaign") if rpc.scoped else ((), "_campaign")
    maker = f"{rpc.method}_request"
    return StreamView(
        kinds=f"{text_literal(rpc.name)}: ({rpc.many_requests}, {rpc.many_responses}),",
        request_head=call(f"def {maker}", (f"{parameter}: int",), indent=0, tail=f" -> {request_type}:"),
        request=request(request_type, keys, given(rpc)),
        sender=f"{text_literal(rpc.name)}: {maker},",
        head=_head(rpc, request_type, response_type),
        endless=rpc.many_responses and not rpc.many_requests,
        collects=not rpc.many_responses,
        response=f"{response_type}()",
    )


def _head(rpc: Rpc, request_type: str, response_type: str) -> str:
    """The same as in the servicer, but that what yields is an `async def` here."""
    scope = ("campaign_id: int",) if rpc.scoped else ()
    parameter = f"requests: AsyncIterator[{request_type}]" if rpc.many_requests else f"request: {request_type}"
    returns = f"AsyncIterator[{response_type}]" if rpc.many_responses else response_type
    head = Call(f"async def {rpc.method}", ("self", *scope, parameter), f" -> {returns}:")
    return laid_out(head, indent=4)
