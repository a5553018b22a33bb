"""Binding stores to train runs."""

from datetime import date
from uuid import UUID

from service_kit.audit import record
from service_kit.paging import Page, PageQuery, paginate
from sqlalchemy.ext.asyncio import AsyncSession
from store_api import StoreApi

from app.fields import TrainRun
from app.models import TrainStore
from app.stores import StoreNotFound
from app.train_stores import repository


async def bind(session: AsyncSession, store_api: StoreApi, store_id: UUID, run: TrainRun) -> None:
    """Let a store sell on a run. Twice is the same as once."""
    if not await store_api.is_store(store_id):
        raise StoreNotFound
    made = await repository.bind(session, store_id, run.train_number, run.train_date)
    if made is not None:
        details = {"store_id": store_id, **run.model_dump()}
        subject = (TrainStore.__tablename__, made)
        record(session, action="train_stores.created", subject=subject, details=details)


async def unbind(session: AsyncSession, store_id: UUID, run: TrainRun) -> None:
    binding = await repository.lock_binding(session, store_id, run.train_number, run.train_date)
    if binding is not None:
        await session.delete(binding)


async def list_runs(session: AsyncSession, store_id: UUID, page: PageQuery) -> Page[TrainRun]:
    """Of a store that nobody knows there are none."""

    def run_of(bound: TrainStore) -> TrainRun:
        return TrainRun(train_number=bound.train_number, train_date=bound.train_date)

    return await paginate(session, repository.runs_of(store_id), TrainStore, page, run_of)


async def list_store_ids(session: AsyncSession, train_number: str, train_date: date) -> list[UUID]:
    return await repository.list_store_ids(session, train_number, train_date)
