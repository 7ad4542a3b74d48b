"""Streams through a real server: their campaign, their pace, and their end."""

import asyncio
from contextlib import asynccontextmanager

import grpc
import pytest
from coretest.core import errors, streams
from coretest.core.auth import MetadataAuthenticator
from coretest.core.interceptors import resolve_campaign
from coretest.core.server import Service, running
from google.protobuf.wrappers_pb2 import BytesValue, Int64Value

NAME = "coretest.lab.v1.StreamService"
PATIENCE = 60.0
"""Seconds after which what must happen is taken for lost."""
LARGE = bytes(1 << 20)
IN_TRANSIT = 32
"""The most megabytes between a method and a reader who is slow: gRPC's windows grow to a few."""


class Campaign:
    """A request, as far as streams ask for its campaign."""

    def __init__(self, message):
        self.campaign_id = message.value


class Lab:
    """Methods as generated servicers have them."""

    def __init__(self):
        self.made = 0
        self.seen = []
        self.ended = asyncio.Event()

    async def endless(self):
        try:
            while True:
                self.made += 1
                yield BytesValue(value=LARGE)
        finally:
            await asyncio.sleep(0)  # what ends a call may have to wait, too
            self.ended.set()

    async def watch(self, request, _context):
        resolve_campaign(request.value)
        async with streams.closing(self.endless()) as responses:
            async for response in responses:
                yield response

    async def collect(self, requests, _context):
        campaign, given = await streams.in_one_campaign(Campaign(item) async for item in requests)
        async for request in streams.checked(given, self.check):
            self.seen.append(request.campaign_id)
        return Int64Value(value=campaign)

    async def greet(self, requests, _context):
        campaign, given = await streams.in_one_campaign(Campaign(item) async for item in requests)
        yield Int64Value(value=campaign)
        async for request in given:
            yield Int64Value(value=request.campaign_id)

    def check(self, request):
        if len(self.seen) == 3:
            raise errors.InvalidArgument.of("body", f"is one too many, after {request.campaign_id}")

    def add_to(self, server):
        handlers = {
            "Watch": grpc.unary_stream_rpc_method_handler(self.watch, Int64Value.FromString, text),
            "Collect": grpc.stream_unary_rpc_method_handler(self.collect, Int64Value.FromString, text),
            "Greet": grpc.stream_stream_rpc_method_handler(self.greet, Int64Value.FromString, text),
        }
        server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(NAME, handlers),))


def text(message):
    return message.SerializeToString()


@asynccontextmanager
async def serving(lab):
    service = Service(name=NAME, add_to=lab.add_to)
    served = running([service], address="127.0.0.1:0", authenticator=MetadataAuthenticator(), grace=1.0)
    # The probe lets more and more be in transit where the network seems fast, and so does a machine that is busy.
    fixed = [("grpc.http2.bdp_probe", 0)]
    async with served as port, grpc.aio.insecure_channel(f"127.0.0.1:{port}", options=fixed) as channel:
        yield channel


def watch(channel, **options):
    return channel.unary_stream(f"/{NAME}/Watch", text, BytesValue.FromString)(Int64Value(value=7), **options)


def collect(channel, *campaigns, caller=()):
    requests = iter([Int64Value(value=number) for number in campaigns])
    metadata = tuple(("x-campaign-id", number) for number in caller)
    return channel.stream_unary(f"/{NAME}/Collect", text, Int64Value.FromString)(requests, metadata=metadata)


async def test_a_slow_reader_slows_the_method_down():
    """Responses are made as the client takes them: what it has not read is not heaped up."""
    lab = Lab()
    async with serving(lab) as channel:
        call = watch(channel)
        for number in range(1, 101):
            assert (await call.read()).value == LARGE
            assert lab.made <= number + IN_TRANSIT
        call.cancel()


@pytest.mark.parametrize("_", range(40))
async def test_a_method_ends_while_it_sends(_):
    """A caller that goes while nothing more fits into the stream does not leave the method behind.

    Now and then the sending fails first, and the cancellation comes while the method ends: hence the repetition.
    """
    lab = Lab()
    async with serving(lab) as channel:
        call = watch(channel)
        await call.read()
        call.cancel()
        await asyncio.wait_for(lab.ended.wait(), PATIENCE)


async def test_a_deadline_ends_the_method():
    """The client's deadline is the method's, however long the stream would be; it leaves time enough to begin."""
    lab = Lab()
    async with serving(lab) as channel:
        call = watch(channel, timeout=4.0)
        with pytest.raises(grpc.aio.AioRpcError) as caught:
            async for _ in call:
                pass
        await asyncio.wait_for(lab.ended.wait(), PATIENCE)
    assert caught.value.code() is grpc.StatusCode.DEADLINE_EXCEEDED


async def test_a_caller_bound_to_a_campaign_is_answered_at_once():
    """Where nobody has to ask, nobody waits: the method may speak first."""
    async with serving(Lab()) as channel:
        stub = channel.stream_stream(f"/{NAME}/Greet", text, Int64Value.FromString)
        call = stub(metadata=(("x-campaign-id", "9"),))
        assert (await call.read()).value == 9
        await call.write(Int64Value(value=0))
        assert (await call.read()).value == 0
        await call.done_writing()
        assert await call.read() is grpc.aio.EOF


ALLOWED = [((7, 0, 7), (), 7), ((0, 7), ("7",), 7), ((), ("7",), 7)]


@pytest.mark.parametrize(("campaigns", "caller", "answer"), ALLOWED)
async def test_campaign_of_a_stream(campaigns, caller, answer):
    """The caller's, or that of the first request; the others may leave it out, and no request is lost."""
    lab = Lab()
    async with serving(lab) as channel:
        response = await collect(channel, *campaigns, caller=caller)
    assert (response.value, tuple(lab.seen)) == (answer, campaigns)


DENIED = [
    ((), (), "INVALID_ARGUMENT", []),
    ((0, 7), (), "INVALID_ARGUMENT", []),
    ((-1,), (), "INVALID_ARGUMENT", []),
    ((7, 8), (), "PERMISSION_DENIED", [7]),
    ((7, -7), (), "PERMISSION_DENIED", [7]),
    ((0, 8), ("7",), "PERMISSION_DENIED", [0]),
    ((7, 7, 7, 7), (), "INVALID_ARGUMENT", [7, 7, 7]),
]


@pytest.mark.parametrize(("campaigns", "caller", "code", "seen"), DENIED)
async def test_stream_refused(campaigns, caller, code, seen):
    """No campaign, another one in mid-stream, and a request that its check refuses: nothing after it is seen."""
    lab = Lab()
    async with serving(lab) as channel:
        with pytest.raises(grpc.aio.AioRpcError) as caught:
            await collect(channel, *campaigns, caller=caller)
    assert (caught.value.code().name, lab.seen) == (code, seen)
