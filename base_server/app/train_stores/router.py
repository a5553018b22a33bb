from typing import Annotated
from uuid import UUID

from base_api import AdminDep
from fastapi import Query
from service_kit.database import SessionDep
from service_kit.errors import problems
from service_kit.http_client import PeerUnavailable
from service_kit.paging import BadCursor, Page, PageDep
from service_kit.routing import feature_router
from service_kit.schemas import OK, Ok

from app.fields import TrainRun
from app.stores import StoreApiDep, StoreNotFound
from app.train_stores import service

router = feature_router("/admin/store", tag="stores on trains")


@router.post(
    "/{store_id}/train",
    summary="Let a store sell on a train run",
    responses=problems(StoreNotFound, PeerUnavailable),
)
async def bind_store(
    store_id: UUID, body: TrainRun, _: AdminDep, session: SessionDep, store_api: StoreApiDep
) -> Ok:
    """Binding twice is one binding."""
    await service.bind(session, store_api, store_id, body)
    return OK


@router.get(
    "/{store_id}/trains",
    summary="List the train runs on which a store sells",
    responses=problems(BadCursor),
)
async def list_store_runs(
    store_id: UUID, _: AdminDep, session: SessionDep, page: PageDep
) -> Page[TrainRun]:
    """The newest binding first; past runs too."""
    return await service.list_runs(session, store_id, page)


@router.delete("/{store_id}/train/unbind", summary="Take a store off a train run")
async def unbind_store(
    store_id: UUID, run: Annotated[TrainRun, Query()], _: AdminDep, session: SessionDep
) -> Ok:
    """Taking off a store that is not there is fine too."""
    await service.unbind(session, store_id, run)
    return OK
