from uuid import UUID

from base_api import AdminDep
from service_kit.database import DatabaseDep, SessionDep
from service_kit.errors import problems
from service_kit.routing import feature_router

from app.errors import StoreNotFound
from app.statistics import service
from app.statistics.errors import BadPeriod
from app.statistics.schemas import Moment, SalesFigures, Statistics
from app.stores import service as stores
from app.terminal import TerminalDep, own_store

router = feature_router(tag="statistics")


@router.get("/store/statistics", summary="Show how my store did", responses=problems(BadPeriod))
async def get_statistics(
    terminal: TerminalDep, database: DatabaseDep, since: Moment = None, until: Moment = None
) -> Statistics:
    """Sales and refunds by the time at which they were made, up to a year."""
    return await service.of_store(database, own_store(terminal), since, until)


@router.get(
    "/admin/store/{store_id}/statistics",
    summary="Show how a store did",
    responses=problems(StoreNotFound, BadPeriod),
)
async def get_store_statistics(
    store_id: UUID,
    _: AdminDep,
    session: SessionDep,
    database: DatabaseDep,
    since: Moment = None,
    until: Moment = None,
) -> Statistics:
    """The same for any store, closed ones too."""
    await stores.require_store(session, store_id)
    return await service.of_store(database, store_id, since, until)


@router.get("/admin/statistics", summary="Show how all stores did", responses=problems(BadPeriod))
async def get_all_statistics(
    _: AdminDep, database: DatabaseDep, since: Moment = None, until: Moment = None
) -> SalesFigures:
    """Sales and refunds of all stores hour by hour, and what sold best; up to 31 days."""
    return await service.of_all(database, since, until)
