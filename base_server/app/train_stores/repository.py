"""Every query for the stores of runs."""

from datetime import date
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import TrainStore


async def bind(
    session: AsyncSession, store_id: UUID, train_number: str, train_date: date
) -> UUID | None:
    """The new binding's id; None when the store is bound already."""
    return await session.scalar(
        insert(TrainStore)
        .values(store_id=store_id, train_number=train_number, train_date=train_date)
        .on_conflict_do_nothing(index_elements=["train_number", "train_date", "store_id"])
        .returning(TrainStore.id)
    )


async def lock_binding(
    session: AsyncSession, store_id: UUID, train_number: str, train_date: date
) -> TrainStore | None:
    """Locked, so that of two who unbind one finds it."""
    query = select(TrainStore).where(
        TrainStore.store_id == store_id,
        TrainStore.train_number == train_number,
        TrainStore.train_date == train_date,
    )
    return await session.scalar(query.with_for_update())


def runs_of(store_id: UUID) -> Select[TrainStore]:
    return select(TrainStore).where(TrainStore.store_id == store_id)


async def list_store_ids(session: AsyncSession, train_number: str, train_date: date) -> list[UUID]:
    query = (
        select(TrainStore.store_id)
        .where(TrainStore.train_number == train_number, TrainStore.train_date == train_date)
        .order_by(TrainStore.id)
    )
    return list(await session.scalars(query))
