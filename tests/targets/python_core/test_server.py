"""A real server: who calls, in which campaign, what errors become, health, reflection and the graceful stop."""

# ruff: noqa: ARG002 - gRPC gives every method its signature

import asyncio
from contextlib import asynccontextmanager

import grpc
import pytest
from coretest.core import errors
from coretest.core.auth import MetadataAuthenticator
from coretest.core.errors import Violation
from coretest.core.interceptors import current_principal, resolve_campaign
from coretest.core.server import Service, running
from coretest.core.settings import Settings, SettingsError
from google.protobuf.struct_pb2 import Struct
from google.protobuf.wrappers_pb2 import Int64Value, StringValue
from google.rpc import error_details_pb2, status_pb2
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection_pb2, reflection_pb2_grpc

NAME = "coretest.lab.v1.LabService"


class Lab:
    """A service of a few methods, registered the way generated code registers its own."""

    def __init__(self, database=None):
        self.database = database
        self.raises = None
        self.cancelled = False
        self.started = asyncio.Event()

    async def campaign(self, request, context):
        return StringValue(value=f"{resolve_campaign(request.value)} {current_principal().subject}")

    async def fail(self, request, context):
        raise self.raises

    async def abort(self, request, context):
        await context.abort(grpc.StatusCode.DATA_LOSS, "chosen")

    async def slow(self, request, context):
        self.started.set()
        try:
            await asyncio.sleep(request.value / 1000)
        except asyncio.CancelledError:
            self.cancelled = True
            raise
        return StringValue(value="done")

    async def query(self, request, context):
        async with self.database.unit_of_work(7) as work:
            await work.connection.fetch(request.value)

    async def count(self, request, context):
        for number in range(request.value):
            yield Int64Value(value=resolve_campaign(7) * 10 + number)
        raise errors.NotFound("item", "last")

    def add_to(self, server):
        def unary(method, request):
            return grpc.unary_unary_rpc_method_handler(
                method, request.FromString, lambda message: message.SerializeToString()
            )

        handlers = {
            "Campaign": unary(self.campaign, Int64Value),
            "Fail": unary(self.fail, Struct),
            "Abort": unary(self.abort, Int64Value),
            "Slow": unary(self.slow, Int64Value),
            "Query": unary(self.query, StringValue),
            "Count": grpc.unary_stream_rpc_method_handler(
                self.count, Int64Value.FromString, lambda message: message.SerializeToString()
            ),
        }
        server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(NAME, handlers),))


@asynccontextmanager
async def serving(lab, **options):
    served = running(
        [Service(name=NAME, add_to=lab.add_to)],
        **{"address": "127.0.0.1:0", "authenticator": MetadataAuthenticator(), "grace": 5.0, **options},
    )
    async with served as port, grpc.aio.insecure_channel(f"127.0.0.1:{port}") as channel:
        yield channel


def call(channel, method, request=None, **options):
    stub = channel.unary_unary(f"/{NAME}/{method}", lambda message: message.SerializeToString(), StringValue.FromString)
    return stub(Int64Value() if request is None else request, **options)


async def failure(awaited):
    """The status of a failed call with its details: code, message, reason, metadata, violations."""
    with pytest.raises(grpc.aio.AioRpcError) as caught:
        await awaited
    trailing = dict(caught.value.trailing_metadata())
    status = status_pb2.Status.FromString(trailing["grpc-status-details-bin"])
    info, request = error_details_pb2.ErrorInfo(), error_details_pb2.BadRequest()
    for detail in status.details:
        for message in (info, request):
            detail.Unpack(message)
    violations = tuple(Violation(item.field, item.description) for item in request.field_violations)
    assert (status.code, status.message) == (caught.value.code().value[0], caught.value.details())
    assert info.domain == "coretest"
    return caught.value.code().name, status.message, info.reason, dict(info.metadata), violations


ALLOWED = [
    ((), 7, "7 "),
    ((("x-campaign-id", "7"), ("x-subject", "ada")), 0, "7 ada"),
    ((("x-campaign-id", "7"),), 7, "7 "),
]

DENIED = [
    ((), 0, ("INVALID_ARGUMENT", "CAMPAIGN_REQUIRED")),
    ((), -1, ("INVALID_ARGUMENT", "INVALID_ARGUMENT")),
    ((("x-campaign-id", "7"),), 8, ("PERMISSION_DENIED", "CAMPAIGN_MISMATCH")),
    ((("x-campaign-id", "7"),), -1, ("INVALID_ARGUMENT", "INVALID_ARGUMENT")),
    ((("x-campaign-id", "0"),), 8, ("UNAUTHENTICATED", "UNAUTHENTICATED")),
    ((("x-campaign-id", "7 OR 1=1"),), 7, ("UNAUTHENTICATED", "UNAUTHENTICATED")),
    ((("x-campaign-id", "8"), ("x-campaign-id", "7")), 7, ("UNAUTHENTICATED", "UNAUTHENTICATED")),
    ((("x-campaign-id", "9" * 19),), 0, ("UNAUTHENTICATED", "UNAUTHENTICATED")),
]


@pytest.mark.parametrize(("metadata", "requested", "answer"), ALLOWED)
async def test_campaign_of_a_call(metadata, requested, answer):
    """The authenticated campaign, or the requested one where the caller is bound to none."""
    async with serving(Lab()) as channel:
        response = await call(channel, "Campaign", Int64Value(value=requested), metadata=metadata)

    assert response.value == answer


@pytest.mark.parametrize(("metadata", "requested", "expected"), DENIED)
async def test_campaign_refused(metadata, requested, expected):
    """No campaign, another campaign, and an identity that is not one."""
    async with serving(Lab()) as channel:
        code, _, reason, _, _ = await failure(call(channel, "Campaign", Int64Value(value=requested), metadata=metadata))

    assert (code, reason) == expected


async def test_the_principal_ends_with_its_call():
    """Nothing of one call's identity reaches the next on the same channel."""
    async with serving(Lab()) as channel:
        await call(channel, "Campaign", metadata=(("x-campaign-id", "7"), ("x-subject", "ada")))
        response = await call(channel, "Campaign", Int64Value(value=8))

    assert response.value == "8 "
    assert current_principal().subject == ""


STATUSES = [
    (
        errors.NotFound("article", "5"),
        "NOT_FOUND",
        "article 5 does not exist",
        "NOT_FOUND",
        {"entity": "article", "key": "5"},
    ),
    (
        errors.AlreadyExists("a_key", ("slug",)),
        "ALREADY_EXISTS",
        "a row with these values already exists",
        "ALREADY_EXISTS",
        {"constraint": "a_key"},
    ),
    (
        errors.InvalidReference("a_fkey", ("author_id",)),
        "INVALID_ARGUMENT",
        "a reference does not exist",
        "INVALID_REFERENCE",
        {"constraint": "a_fkey"},
    ),
    (
        errors.StillReferenced("a_fkey"),
        "FAILED_PRECONDITION",
        "other rows still refer to this one",
        "STILL_REFERENCED",
        {"constraint": "a_fkey"},
    ),
    (
        errors.InvalidArgument.of("title", "is required"),
        "INVALID_ARGUMENT",
        "title is required",
        "INVALID_ARGUMENT",
        {},
    ),
    (
        errors.VersionConflict("article", "5"),
        "ABORTED",
        "article 5 has changed since it was read",
        "VERSION_CONFLICT",
        {"entity": "article", "key": "5"},
    ),
    (
        errors.InvalidTransition("article", "5", "archived", ("draft", "published")),
        "FAILED_PRECONDITION",
        "article 5 is archived; the operation starts from draft, published",
        "INVALID_TRANSITION",
        {"entity": "article", "key": "5", "current": "archived", "allowed": "draft, published"},
    ),
    (errors.Unavailable("gone"), "UNAVAILABLE", "gone", "UNAVAILABLE", {}),
    (errors.DatabaseFailure("odd"), "INTERNAL", "odd", "DATABASE_FAILURE", {}),
    (ValueError("password=hunter2"), "INTERNAL", "internal error", "INTERNAL", {}),
]


@pytest.mark.parametrize(
    ("error", "code", "message", "reason", "metadata"), STATUSES, ids=lambda value: type(value).__name__
)
async def test_errors_become_statuses(error, code, message, reason, metadata):
    """Each error has a code, a reason and what it is about; an unknown error tells nothing."""
    lab = Lab()
    lab.raises = error
    async with serving(lab) as channel:
        found = await failure(call(channel, "Fail"))

    assert found == (code, message, reason, metadata, getattr(error, "violations", ()))


async def test_every_error_has_a_grpc_code():
    """The code of each error class is one that gRPC knows."""
    classes = [item for item in vars(errors).values() if isinstance(item, type) and issubclass(item, errors.CoreError)]

    assert len(classes) > 15
    assert [item.code for item in classes if item.code not in grpc.StatusCode.__members__] == []


async def test_unknown_errors_are_logged(caplog):
    """What the caller is not told, the log is."""
    lab = Lab()
    lab.raises = ValueError("the cause")
    async with serving(lab) as channel:
        await failure(call(channel, "Fail"))

    assert [record.getMessage() for record in caplog.records if record.exc_info] == [f"/{NAME}/Fail failed"]
    assert "the cause" in caplog.text


@pytest.mark.parametrize(
    ("error", "logged"),
    [(errors.Unavailable("gone"), 1), (errors.DatabaseFailure("odd"), 1), (errors.NotFound("a", "1"), 0)],
)
async def test_our_own_failures_are_logged(caplog, error, logged):
    """An operator hears of what a caller cannot mend, and of nothing else."""
    lab = Lab()
    lab.raises = error
    async with serving(lab) as channel:
        await failure(call(channel, "Fail"))

    assert len(caplog.records) == logged


async def test_a_handler_may_abort_by_itself(caplog):
    """A status that a handler chose is left alone, and is no failure to log."""
    async with serving(Lab()) as channel:
        with pytest.raises(grpc.aio.AioRpcError) as caught:
            await call(channel, "Abort")

    assert (caught.value.code(), caught.value.details()) == (grpc.StatusCode.DATA_LOSS, "chosen")
    assert caplog.records == []


async def test_long_errors_fit_the_metadata_of_a_response():
    """A client drops oversized trailers and would see another status, so errors quote at most a little."""
    lab = Lab()
    lab.raises = errors.NotFound("🎉" * 9_000, "k" * 9_000)
    async with serving(lab) as channel:
        code, message, *_ = await failure(call(channel, "Fail"))
        lab.raises = errors.InvalidArgument(tuple(Violation("f" * 63, "🎉" * 900) for _ in range(500)))
        second, *_, violations = await failure(call(channel, "Fail"))

    assert (code, len(message), second) == ("NOT_FOUND", 53, "INVALID_ARGUMENT")
    assert len(violations) == 10


async def test_errors_of_the_raw_connection_are_translated(database):
    """A handler that uses the connection directly gets the same statuses."""
    async with serving(Lab(database)) as channel:
        code, message, reason, _, _ = await failure(
            call(channel, "Query", StringValue(value="SELECT secret FROM nowhere"))
        )

    assert (code, message, reason) == ("INTERNAL", "the database refused the statement", "DATABASE_FAILURE")


async def test_unimplemented():
    """A hook that nobody wrote is UNIMPLEMENTED, like a method that does not exist."""
    lab = Lab()
    lab.raises = NotImplementedError()
    async with serving(lab) as channel:
        for method in ("Fail", "Missing"):
            with pytest.raises(grpc.aio.AioRpcError) as caught:
                await call(channel, method)
            assert caught.value.code() is grpc.StatusCode.UNIMPLEMENTED


async def test_streams_are_guarded_too():
    """A streaming method has a principal, and its error ends the stream with a status."""
    async with serving(Lab()) as channel:
        stub = channel.unary_stream(f"/{NAME}/Count", Int64Value.SerializeToString, Int64Value.FromString)
        stream = stub(Int64Value(value=3))
        received = [(await stream.read()).value for _ in range(3)]
        with pytest.raises(grpc.aio.AioRpcError) as caught:
            await stream.read()
        with pytest.raises(grpc.aio.AioRpcError) as denied:
            async for _ in stub(Int64Value(value=3), metadata=(("x-campaign-id", "8"),)):
                pass

    assert (received, caught.value.code()) == ([70, 71, 72], grpc.StatusCode.NOT_FOUND)
    assert denied.value.code() is grpc.StatusCode.PERMISSION_DENIED


async def test_a_deadline_cancels_the_handler():
    """When the client stops waiting, the handler stops working."""
    lab = Lab()
    async with serving(lab) as channel:
        with pytest.raises(grpc.aio.AioRpcError) as caught:
            await call(channel, "Slow", Int64Value(value=60_000), timeout=0.1)
        for _ in range(200):
            if lab.cancelled:
                break
            await asyncio.sleep(0.01)

    assert (caught.value.code(), lab.cancelled) == (grpc.StatusCode.DEADLINE_EXCEEDED, True)


async def test_a_cancelled_call_rolls_back(database, admin):
    """A deadline inside a statement leaves nothing and returns the connection."""
    slow = "WITH slow AS (SELECT pg_sleep(30)) INSERT INTO service_lab_item (campaign_id, name) SELECT 7, 'x' FROM slow"
    async with serving(Lab(database)) as channel:
        with pytest.raises(grpc.aio.AioRpcError):
            await call(channel, "Query", StringValue(value=slow), timeout=0.2)
        async with database.unit_of_work(7) as work:
            assert await work.fetch("SELECT FROM service_lab_item") == []

    assert await admin.fetchval("SELECT count(*) FROM pg_stat_activity WHERE state LIKE 'idle in%'") == 0


class Closed:
    async def authenticate(self, metadata):
        raise errors.Unauthenticated("no token")


async def test_health_needs_no_identity():
    """Load balancers have no token; services do need one."""
    async with serving(Lab(), authenticator=Closed()) as channel:
        stub = health_pb2_grpc.HealthStub(channel)
        answers = [(await stub.Check(health_pb2.HealthCheckRequest(service=name))).status for name in ("", NAME)]
        code, *_ = await failure(call(channel, "Campaign"))

    assert answers == [health_pb2.HealthCheckResponse.SERVING] * 2
    assert code == "UNAUTHENTICATED"


@pytest.mark.parametrize("enabled", [True, False])
async def test_reflection(enabled):
    """Reflection lists the services if it is switched on, and is not there otherwise."""
    request = reflection_pb2.ServerReflectionRequest(list_services="")
    async with serving(Lab(), reflection=enabled) as channel:
        answers = reflection_pb2_grpc.ServerReflectionStub(channel).ServerReflectionInfo(iter([request]))
        try:
            listed = {item.name async for answer in answers for item in answer.list_services_response.service}
        except grpc.aio.AioRpcError as error:
            listed = error.code()

    expected = {NAME, "grpc.health.v1.Health", "grpc.reflection.v1alpha.ServerReflection"}
    assert listed == (expected if enabled else grpc.StatusCode.UNIMPLEMENTED)


async def finish(channel):
    return await call(channel, "Slow", Int64Value(value=300))


async def test_graceful_stop():
    """At the stop health turns to NOT_SERVING at once, and a call in flight finishes."""
    lab = Lab()
    service = Service(name=NAME, add_to=lab.add_to)
    server = running([service], address="127.0.0.1:0", authenticator=MetadataAuthenticator(), grace=5.0)
    async with grpc.aio.insecure_channel(f"127.0.0.1:{await server.__aenter__()}") as channel:
        watch = health_pb2_grpc.HealthStub(channel).Watch(health_pb2.HealthCheckRequest(service=NAME))
        statuses = [(await watch.read()).status]
        in_flight = asyncio.create_task(finish(channel))
        await lab.started.wait()
        stopping = asyncio.create_task(server.__aexit__(None, None, None))
        statuses.append((await watch.read()).status)
        watch.cancel()
        answer = await in_flight
        await stopping

    assert answer.value == "done"
    assert statuses == [health_pb2.HealthCheckResponse.SERVING, health_pb2.HealthCheckResponse.NOT_SERVING]


@pytest.mark.parametrize("address", ["nonsense", "host.invalid:1"])
async def test_an_address_that_is_none_is_a_mistake_of_the_settings(address):
    """Whoever starts the server gets a sentence."""
    with pytest.raises(SettingsError, match=f"cannot listen on {address}"):
        async with running([], address=address, authenticator=MetadataAuthenticator()):
            pass


@pytest.mark.parametrize("listen", ["nonsense", "50051", "127.0.0.1:99999", "localhost:http"])
async def test_what_is_no_address_is_refused_before_the_database_is_asked(listen):
    """By itself, gRPC would take port 99999 for port 34463."""
    with pytest.raises(SettingsError, match=r"^LISTEN must be a host and a port"):
        Settings.from_environment({"DATABASE_URL": "postgresql://x", "LISTEN": listen})


async def test_two_servers_do_not_share_a_port_unless_they_are_told_to():
    """The second one would answer half of the calls."""
    authenticator = MetadataAuthenticator()
    async with running([], address="127.0.0.1:0", authenticator=authenticator) as port:
        with pytest.raises(SettingsError):
            async with running([], address=f"127.0.0.1:{port}", authenticator=authenticator):
                pass
    async with (
        running([], address="127.0.0.1:0", authenticator=authenticator, reuse_port=True) as port,
        running([], address=f"127.0.0.1:{port}", authenticator=authenticator, reuse_port=True) as same,
    ):
        assert same == port
