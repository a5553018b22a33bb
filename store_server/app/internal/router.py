from typing import Annotated
from uuid import UUID

from fastapi import Query
from service_kit.callers import ServiceDep
from service_kit.database import SessionDep
from service_kit.routing import feature_router

from app.internal.schemas import StoreSummary
from app.purchases.schemas import PurchaseShown
from app.purchases.service import list_of_user
from app.stores.service import list_open_stores

router = feature_router("/internal", tag="internal")
MAXIMUM_IDS = 100
PURCHASES = 200


@router.get("/stores", summary="The open stores among these")
async def list_open(
    _: ServiceDep,
    session: SessionDep,
    ids: Annotated[list[UUID], Query(min_length=1, max_length=MAXIMUM_IDS)],
) -> list[StoreSummary]:
    """Unknown and archived ones are left out."""
    return [StoreSummary.of(store) for store in await list_open_stores(session, ids)]


@router.get("/users/{user_id}/purchases", summary="What a user bought")
async def list_purchases_of_user(
    user_id: UUID,
    _: ServiceDep,
    session: SessionDep,
    after: Annotated[
        UUID | None, Query(description="The last purchase of the part before.")
    ] = None,
) -> list[PurchaseShown]:
    """The earliest first, 200 at a time; fewer are the last ones."""
    return await list_of_user(session, user_id, after, PURCHASES)
