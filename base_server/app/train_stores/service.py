"""Binding stores to train runs."""

from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from store_api import StoreApi

from app.fields import TrainRun
from app.stores import StoreNotFound
from app.train_stores import repository


async def bind(session: AsyncSession, store_api: StoreApi, store_id: UUID, run: TrainRun) -> None:
    """Let a store sell on a run. Twice is the same as once."""
    if not await store_api.is_store(store_id):
        raise StoreNotFound
    await repository.bind(session, store_id, run.train_number, run.train_date)


async def unbind(session: AsyncSession, store_id: UUID, run: TrainRun) -> None:
    await repository.unbind(session, store_id, run.train_number, run.train_date)


async def list_store_ids(session: AsyncSession, train_number: str, train_date: date) -> list[UUID]:
    return await repository.list_store_ids(session, train_number, train_date)
