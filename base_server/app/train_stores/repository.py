"""Every query for the stores of runs."""

from datetime import date
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import TrainStore


async def bind(session: AsyncSession, store_id: UUID, train_number: str, train_date: date) -> None:
    await session.execute(
        insert(TrainStore)
        .values(store_id=store_id, train_number=train_number, train_date=train_date)
        .on_conflict_do_nothing(index_elements=["train_number", "train_date", "store_id"])
    )


async def unbind(
    session: AsyncSession, store_id: UUID, train_number: str, train_date: date
) -> None:
    await session.execute(
        delete(TrainStore).where(
            TrainStore.store_id == store_id,
            TrainStore.train_number == train_number,
            TrainStore.train_date == train_date,
        )
    )


async def list_store_ids(session: AsyncSession, train_number: str, train_date: date) -> list[UUID]:
    query = (
        select(TrainStore.store_id)
        .where(TrainStore.train_number == train_number, TrainStore.train_date == train_date)
        .order_by(TrainStore.id)
    )
    return list(await session.scalars(query))
