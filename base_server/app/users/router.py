from typing import Annotated
from uuid import UUID

from base_api import AdminDep
from face_api import PICTURE_ERRORS
from fastapi import Query
from service_kit.database import DatabaseDep, SessionDep
from service_kit.errors import problems
from service_kit.http_client import PeerUnavailable
from service_kit.idempotency import IdempotencyConflict, IdempotencyDep
from service_kit.paging import Page
from service_kit.routing import feature_router, query_of
from service_kit.schemas import OK, Ok

from app.fields import ShownFace
from app.users import service
from app.users.consents import by_railway
from app.users.dependencies import FaceApiDep, UserPageDep
from app.users.errors import UserNotFound
from app.users.schemas import FaceErased, FaceUpdate, UserCreate, UserDetail, UserFilters, UserRead
from app.users.turns import FaceTurnDep

# A picture of 8 MB is 11 MB of base64.
PICTURE_BODY_BYTES = 12 * 1024 * 1024

router = feature_router("/admin", tag="users")


@router.post(
    "/user",
    status_code=201,
    summary="Make a user",
    responses=problems(PeerUnavailable, IdempotencyConflict, *PICTURE_ERRORS),
    max_body_size=PICTURE_BODY_BYTES,
)
async def create_user(
    body: UserCreate,
    engineer: AdminDep,
    _turn: FaceTurnDep,
    session: SessionDep,
    database: DatabaseDep,
    face_api: FaceApiDep,
    idempotency: IdempotencyDep,
) -> UserRead:
    """With a face that cannot be enrolled no user is made, and the code says what is wrong."""

    async def work() -> UserRead:
        consent = by_railway(engineer)
        return UserRead.of(await service.create_user(session, database, face_api, body, consent))

    return await idempotency.once(UserRead, work)


@router.get("/users", summary="List users")
async def list_users(
    _: AdminDep,
    session: SessionDep,
    page: UserPageDep,
    filters: Annotated[UserFilters, query_of(UserFilters)],
) -> Page[UserRead]:
    """The newest first unless sorted; erased ones are left out."""
    return await service.list_users(session, page, filters)


@router.get("/user/{user_id}", summary="Show a user", responses=problems(UserNotFound))
async def get_user_by_id(user_id: UUID, _: AdminDep, session: SessionDep) -> UserDetail:
    """With the consent under which a face is kept."""
    return await service.require_detail(session, user_id)


@router.patch(
    "/user/{user_id}/face",
    summary="Replace a user's face",
    responses=problems(UserNotFound, PeerUnavailable, *PICTURE_ERRORS),
    max_body_size=PICTURE_BODY_BYTES,
)
async def replace_user_face(
    user_id: UUID,
    body: FaceUpdate,
    engineer: AdminDep,
    _turn: FaceTurnDep,
    session: SessionDep,
    database: DatabaseDep,
    face_api: FaceApiDep,
) -> Ok:
    """The former face is forgotten once the new one is enrolled."""
    consent = by_railway(engineer)
    await service.replace_face(session, database, face_api, user_id, ShownFace(body.face), consent)
    return OK


@router.delete(
    "/user/face",
    summary="Erase a user's face",
    responses=problems(UserNotFound),
)
async def erase_user_face(
    user_id: Annotated[UUID, Query()],
    _: AdminDep,
    _turn: FaceTurnDep,
    session: SessionDep,
    face_api: FaceApiDep,
) -> FaceErased:
    """The consent is withdrawn and the face gone from everywhere, at once or as soon as face_server
    is back; the user stays."""
    return FaceErased.of(await service.withdraw_face(session, face_api, user_id))
