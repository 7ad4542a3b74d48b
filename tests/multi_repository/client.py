"""Serves billing as its own server would, and calls it: prints what an invoice, a second one and a stranger's get."""

import asyncio
import sys
from collections.abc import Iterator

import asyncpg
import grpc
from acme.billing.server import services
from acme.billing.v1 import billing_pb2, billing_pb2_grpc
from acme.core.auth import MetadataAuthenticator
from acme.core.database import Database
from acme.core.events import ensure_partitions
from acme.core.server import running
from acme.user.models import NewAccount
from acme.user.repository import AccountRepository
from google.rpc import error_details_pb2, status_pb2


async def main(url: str) -> None:
    administrator = await asyncpg.connect(url)
    campaign = await administrator.fetchval("INSERT INTO campaign (slug, name) VALUES ('a', 'A') RETURNING id")
    database = await Database.connect(url)
    await ensure_partitions(database)
    async with database.unit_of_work(campaign) as work:
        account = await AccountRepository(work).create(NewAccount(email="ada@example.org"))
    async with (
        running(services(database), address="127.0.0.1:0", authenticator=MetadataAuthenticator()) as port,
        grpc.aio.insecure_channel(f"127.0.0.1:{port}") as channel,
    ):
        stub = billing_pb2_grpc.BillingServiceStub(channel)
        for number, payer in (("1", account.id), ("1", account.id), ("2", account.id + 1)):
            request = billing_pb2.CreateInvoiceRequest(campaign_id=campaign, number=number, payer_id=payer)
            sys.stdout.write(f"{await answer(stub, request, campaign)}\n")
    await database.close()
    kinds = "SELECT string_agg(event_type, ' ' ORDER BY event_type) FROM service_event"
    sys.stdout.write(f"{await administrator.fetchval(kinds)}\n")
    await administrator.close()


async def answer(
    stub: billing_pb2_grpc.BillingServiceStub, request: billing_pb2.CreateInvoiceRequest, campaign: int
) -> str:
    try:
        made = await stub.CreateInvoice(request, metadata=(("x-campaign-id", str(campaign)),))
    except grpc.aio.AioRpcError as error:
        return f"{error.code().name}: {', '.join(fields(error))}"
    return f"invoice {made.invoice.number}"


def fields(error: grpc.aio.AioRpcError) -> Iterator[str]:
    """The fields that are at fault."""
    details = dict(error.trailing_metadata() or ())["grpc-status-details-bin"]
    for detail in status_pb2.Status.FromString(details).details:
        request = error_details_pb2.BadRequest()
        if detail.Unpack(request):
            yield from (item.field for item in request.field_violations)


asyncio.run(main(sys.argv[1]))
