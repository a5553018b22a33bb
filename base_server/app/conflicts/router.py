from typing import Annotated
from uuid import UUID

from base_api import AdminDep
from service_kit.database import SessionDep
from service_kit.errors import problems
from service_kit.idempotency import IdempotencyConflict, IdempotencyDep
from service_kit.paging import Page, PageDep
from service_kit.routing import feature_router, query_of

from app.conflicts import service
from app.conflicts.errors import AlreadySettled, ConflictNotFound
from app.conflicts.schemas import ConflictFilters, ConflictRead, SettlementCreate

router = feature_router("/admin", tag="conflicts")


@router.get("/conflicts", summary="List boardings in conflict")
async def list_conflicts(
    _: AdminDep,
    session: SessionDep,
    page: PageDep,
    filters: Annotated[ConflictFilters, query_of(ConflictFilters)],
) -> Page[ConflictRead]:
    """The newest first, by run, settled or not."""
    return await service.list_conflicts(session, page, filters)


@router.post(
    "/conflict/{check_id}/settle",
    summary="Settle a conflict",
    responses=problems(ConflictNotFound, AlreadySettled, IdempotencyConflict),
)
async def settle_conflict(
    check_id: UUID,
    body: SettlementCreate,
    engineer: AdminDep,
    session: SessionDep,
    idempotency: IdempotencyDep,
) -> ConflictRead:
    """Note what was found out on the train. Who holds the ticket does not change by it."""

    async def work() -> ConflictRead:
        return await service.settle_conflict(session, check_id, engineer.name, body.comment)

    return await idempotency.once(ConflictRead, work)
