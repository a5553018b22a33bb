from typing import Annotated
from uuid import UUID

from fastapi import Query
from service_kit.callers import ServiceDep
from service_kit.database import SessionDep
from service_kit.routing import feature_router

from app.internal.schemas import StoreSummary
from app.stores.service import list_open_stores

router = feature_router("/internal", tag="internal")
MAXIMUM_IDS = 100


@router.get("/stores", summary="The open stores among these")
async def list_open(
    _: ServiceDep,
    session: SessionDep,
    ids: Annotated[list[UUID], Query(min_length=1, max_length=MAXIMUM_IDS)],
) -> list[StoreSummary]:
    """Unknown and archived ones are left out."""
    return [StoreSummary.of(store) for store in await list_open_stores(session, ids)]
