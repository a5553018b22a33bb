"""Every query for allotments and for the sales that robots upload.

An item is held before its allotment; allotments are held in the order of their items.
"""

from collections.abc import Collection
from uuid import UUID

from service_kit.database.locks import hold
from sqlalchemy import Select, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from app.models import Allotment, RobotSale, SaleResult, StoreItem


async def take_turn(session: AsyncSession, robot_id: UUID) -> None:
    """One upload of a robot at a time, so that a request id has one meaning."""
    await session.execute(hold("robot_sales", robot_id))


async def hold_allotment(session: AsyncSession, item: StoreItem, robot_id: UUID) -> Allotment:
    """The robot's allotment of a held item, made with nothing in it when there is none."""
    await session.execute(
        insert(Allotment)
        .values(store_id=item.store_id, store_item_id=item.id, robot_id=robot_id)
        .on_conflict_do_nothing(index_elements=["robot_id", "store_item_id"])
    )
    query = (
        select(Allotment)
        .where(Allotment.robot_id == robot_id, Allotment.store_item_id == item.id)
        .options(selectinload(Allotment.item))
    )
    return (await session.scalars(query.with_for_update(key_share=True))).one()


async def hold_allotments(
    session: AsyncSession, robot_id: UUID, store_id: UUID, item_ids: Collection[UUID]
) -> list[Allotment]:
    query = (
        select(Allotment)
        .where(
            Allotment.robot_id == robot_id,
            Allotment.store_id == store_id,
            Allotment.store_item_id.in_(item_ids),
        )
        .options(selectinload(Allotment.item))
        .order_by(Allotment.store_item_id)
        .with_for_update(key_share=True)
    )
    return list(await session.scalars(query))


def of_store(store_id: UUID, robot_id: UUID | None) -> Select[Allotment]:
    query = (
        select(Allotment)
        .where(Allotment.store_id == store_id)
        .options(selectinload(Allotment.item))
    )
    return query if robot_id is None else query.where(Allotment.robot_id == robot_id)


async def list_of_robot(session: AsyncSession, robot_id: UUID) -> list[Allotment]:
    query = (
        select(Allotment)
        .where(Allotment.robot_id == robot_id, Allotment.balance > 0)
        .options(selectinload(Allotment.item))
        .order_by(Allotment.store_item_id)
    )
    return list(await session.scalars(query))


async def get_sales(session: AsyncSession, robot_id: UUID, request_id: UUID) -> list[RobotSale]:
    """What was uploaded under this id; several when a robot used it for different sales."""
    query = select(RobotSale).where(
        RobotSale.robot_id == robot_id, RobotSale.request_id == request_id
    )
    return list(await session.scalars(query.order_by(RobotSale.id)))


def sales(
    store_id: UUID | None, result: SaleResult | None, *, is_settled: bool | None
) -> Select[RobotSale]:
    query = select(RobotSale)
    if store_id is not None:
        query = query.where(RobotSale.store_id == store_id)
    if result is not None:
        query = query.where(RobotSale.result == result)
    if is_settled is not None:
        settled = RobotSale.settled_at
        query = query.where(
            RobotSale.result == SaleResult.REFUSED,
            settled.is_not(None) if is_settled else settled.is_(None),
        )
    return query


async def hold_refused_sale(
    session: AsyncSession, store_id: UUID, sale_id: UUID
) -> RobotSale | None:
    query = select(RobotSale).where(
        RobotSale.id == sale_id,
        RobotSale.store_id == store_id,
        RobotSale.result == SaleResult.REFUSED,
    )
    return await session.scalar(query.with_for_update())
