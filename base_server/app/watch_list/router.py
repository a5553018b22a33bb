from typing import Annotated
from uuid import UUID

from base_api import SecurityDep
from face_api import PICTURE_ERRORS
from service_kit.database import DatabaseDep, SessionDep
from service_kit.errors import problems
from service_kit.http_client import PeerUnavailable
from service_kit.idempotency import IdempotencyConflict, IdempotencyDep
from service_kit.paging import Page, PageDep
from service_kit.routing import feature_router, query_of
from service_kit.schemas import OK, Ok

from app.users.dependencies import FaceApiDep
from app.users.router import PICTURE_BODY_BYTES
from app.users.turns import FaceTurnDep
from app.watch_list import service
from app.watch_list.errors import BadExpiry, EntryClosed, EntryNotFound, SecondEngineerRequired
from app.watch_list.schemas import EntryCreate, EntryFilters, EntryRead

router = feature_router("/monitoring", tag="watch-list")


@router.post(
    "/watch_list",
    status_code=201,
    summary="Look for somebody",
    responses=problems(BadExpiry, PeerUnavailable, IdempotencyConflict, *PICTURE_ERRORS),
    max_body_size=PICTURE_BODY_BYTES,
)
async def create_watch_list_entry(
    body: EntryCreate,
    engineer: SecurityDep,
    _turn: FaceTurnDep,
    session: SessionDep,
    database: DatabaseDep,
    face_api: FaceApiDep,
    idempotency: IdempotencyDep,
) -> EntryRead:
    """Nobody is matched before another engineer has approved it."""
    return await idempotency.once(
        EntryRead, lambda: service.create_entry(session, database, face_api, body, engineer)
    )


@router.get("/watch_list", summary="List who is looked for")
async def list_watch_list(
    _: SecurityDep,
    session: SessionDep,
    page: PageDep,
    filters: Annotated[EntryFilters, query_of(EntryFilters)],
) -> Page[EntryRead]:
    """The newest first; closed entries too, unless a state is asked for."""
    return await service.list_entries(session, page, filters.state)


@router.get("/watch_list/{entry_id}", summary="Show an entry", responses=problems(EntryNotFound))
async def get_watch_list_entry(entry_id: UUID, _: SecurityDep, session: SessionDep) -> EntryRead:
    """Who added it, who approved it, and until when it holds."""
    return await service.require_entry(session, entry_id)


@router.post(
    "/watch_list/{entry_id}/approve",
    summary="Approve an entry",
    responses=problems(EntryNotFound, EntryClosed, SecondEngineerRequired),
)
async def approve_watch_list_entry(
    entry_id: UUID, engineer: SecurityDep, session: SessionDep
) -> EntryRead:
    """By anybody but the engineer who added it. Twice is once."""
    return await service.approve_entry(session, entry_id, engineer)


@router.delete(
    "/watch_list/{entry_id}", summary="Remove an entry", responses=problems(EntryNotFound)
)
async def remove_watch_list_entry(entry_id: UUID, engineer: SecurityDep, session: SessionDep) -> Ok:
    """It matches nobody any more, and its face is erased. Twice is once."""
    await service.remove_entry(session, entry_id, engineer)
    return OK
