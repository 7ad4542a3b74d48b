"""The same work by hand: raw asyncpg as an expert writes it, and the SQLAlchemy ORM as its tutorial shows it."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

import asyncpg
from sqlalchemy import BigInteger, ForeignKey, String, func, select, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

COLUMNS = (
    "id, campaign_id, master_id, uuid, title, slug, body, status, price, tags, published_at, version, "
    "created_at, updated_at"
)
GET = f"SELECT {COLUMNS} FROM service_s0000_item WHERE campaign_id = $1::bigint AND id = $2::bigint"
LIST = f"""
SELECT {COLUMNS} FROM service_s0000_item WHERE campaign_id = $1::bigint
ORDER BY created_at DESC, id DESC LIMIT $2::bigint
"""
CREATE = f"""
WITH m AS (INSERT INTO master (campaign_id, type) VALUES ($1::bigint, 's0000.item') RETURNING id),
i AS (
    INSERT INTO service_s0000_item (campaign_id, master_id, title, slug, body, price, tags)
    SELECT $1::bigint, m.id, $2::text, $3::text, $4::text, $5::numeric, $6::text[] FROM m RETURNING {COLUMNS}
),
e AS (
    INSERT INTO service_event (campaign_id, master_id, service, event_type, retention, payload)
    SELECT $1::bigint, i.master_id, 's0000', 's0000.item.created', 'standard', jsonb_build_object('id', i.id) FROM i
)
SELECT {COLUMNS} FROM i
"""


@dataclass(slots=True)
class Item:
    """A row."""

    id: int
    campaign_id: int
    master_id: int
    uuid: UUID
    title: str
    slug: str
    body: str | None
    status: str
    price: Decimal | None
    tags: list[str]
    published_at: datetime | None
    version: int
    created_at: datetime
    updated_at: datetime


async def get(connection: asyncpg.Connection, campaign: int, number: int) -> Item:
    row = await connection.fetchrow(GET, campaign, number)
    if row is None:
        raise LookupError(number)
    return Item(*row)


async def list_items(connection: asyncpg.Connection, campaign: int, size: int) -> list[Item]:
    return [Item(*row) for row in await connection.fetch(LIST, campaign, size)]


async def create(connection: asyncpg.Connection, campaign: int, slug: str) -> Item:
    row = await connection.fetchrow(CREATE, campaign, "A title", slug, "A body", Decimal(5), ["a", "b"])
    if row is None:
        raise LookupError(slug)
    return Item(*row)


class Model(DeclarativeBase):
    """The declarative base."""


class MasterRow(Model):
    __tablename__ = "master"
    campaign_id: Mapped[int] = mapped_column(BigInteger)
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, server_default=func.nextval("master_id_seq"))
    type: Mapped[str] = mapped_column(String)


class ItemRow(Model):
    __tablename__ = "service_s0000_item"
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    campaign_id: Mapped[int] = mapped_column(BigInteger)
    master_id: Mapped[int] = mapped_column(ForeignKey("master.id"))
    uuid: Mapped[UUID] = mapped_column(server_default=func.gen_random_uuid())
    title: Mapped[str]
    slug: Mapped[str]
    body: Mapped[str | None]
    status: Mapped[str] = mapped_column(server_default="draft")
    price: Mapped[Decimal | None]
    tags: Mapped[list[str]] = mapped_column(ARRAY(String))
    published_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(server_default="1")
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now())


class EventRow(Model):
    __tablename__ = "service_event"
    campaign_id: Mapped[int] = mapped_column(BigInteger)
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    master_id: Mapped[int] = mapped_column(BigInteger)
    service: Mapped[str]
    event_type: Mapped[str]
    retention: Mapped[str]
    payload: Mapped[dict[str, object]] = mapped_column(JSONB)


async def orm_get(session: AsyncSession, campaign: int, number: int) -> ItemRow:
    session.expunge_all()
    statement = select(ItemRow).where(ItemRow.campaign_id == campaign, ItemRow.id == number)
    return (await session.execute(statement)).scalar_one()


async def orm_list(session: AsyncSession, campaign: int, size: int) -> list[ItemRow]:
    session.expunge_all()
    order = (ItemRow.created_at.desc(), ItemRow.id.desc())
    statement = select(ItemRow).where(ItemRow.campaign_id == campaign).order_by(*order).limit(size)
    return list((await session.execute(statement)).scalars())


async def orm_create(session: AsyncSession, campaign: int, slug: str) -> ItemRow:
    master = MasterRow(campaign_id=campaign, type="s0000.item")
    session.add(master)
    await session.flush()
    item = ItemRow(
        campaign_id=campaign,
        master_id=master.id,
        title="A title",
        slug=slug,
        body="A body",
        price=Decimal(5),
        tags=["a", "b"],
    )
    session.add(item)
    await session.flush()
    event = EventRow(
        campaign_id=campaign,
        master_id=master.id,
        service="s0000",
        event_type="s0000.item.created",
        retention="standard",
        payload={"id": item.id},
    )
    session.add(event)
    await session.flush()
    await session.refresh(item)
    return item


BEGIN = "BEGIN; SET LOCAL app.campaign_id = '{}'"


async def orm_campaign(session: AsyncSession, campaign: int) -> None:
    """What the policies ask of every transaction."""
    await session.execute(text(f"SET LOCAL app.campaign_id = '{int(campaign)}'"))
