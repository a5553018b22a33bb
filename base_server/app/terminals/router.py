from typing import Annotated
from uuid import UUID

from base_api import AdminDep
from fastapi import Query
from service_kit.database import SessionDep
from service_kit.paging import Page, PageDep
from service_kit.routing import feature_router

from app.terminals import service
from app.terminals.schemas import TerminalRead

router = feature_router("/admin", tag="store terminals")


@router.get("/store_terminals", summary="List store terminals")
async def list_store_terminals(
    _: AdminDep,
    session: SessionDep,
    page: PageDep,
    store_id: Annotated[UUID | None, Query(description="Of this store only.")] = None,
) -> Page[TerminalRead]:
    """The newest first; revoked ones are left out."""
    return await service.list_terminals(session, page, store_id)
