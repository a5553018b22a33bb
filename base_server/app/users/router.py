from typing import Annotated
from uuid import UUID

from base_api import AdminDep
from face_api import PICTURE_ERRORS
from fastapi import Query
from service_kit.database import DatabaseDep, SessionDep
from service_kit.errors import problems
from service_kit.http_client import PeerUnavailable
from service_kit.idempotency import IdempotencyConflict, IdempotencyDep
from service_kit.paging import Page, PageDep
from service_kit.routing import feature_router
from service_kit.schemas import OK, Ok

from app.users import service
from app.users.dependencies import FaceApiDep
from app.users.errors import UserNotFound
from app.users.schemas import FaceUpdate, UserCreate, UserRead

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
    _: AdminDep,
    session: SessionDep,
    database: DatabaseDep,
    face_api: FaceApiDep,
    idempotency: IdempotencyDep,
) -> UserRead:
    """With a face that cannot be enrolled no user is made, and the code says what is wrong."""

    async def work() -> UserRead:
        return UserRead.of(await service.create_user(session, database, face_api, body))

    return await idempotency.once(UserRead, work)


@router.get("/users", summary="List users")
async def list_users(_: AdminDep, session: SessionDep, page: PageDep) -> Page[UserRead]:
    """The newest first."""
    return await service.list_users(session, page)


@router.patch(
    "/user/{user_id}/face",
    summary="Replace a user's face",
    responses=problems(UserNotFound, PeerUnavailable, *PICTURE_ERRORS),
    max_body_size=PICTURE_BODY_BYTES,
)
async def replace_user_face(
    user_id: UUID, body: FaceUpdate, _: AdminDep, session: SessionDep, face_api: FaceApiDep
) -> Ok:
    """The former face is forgotten once the new one is enrolled."""
    await service.replace_face(session, face_api, user_id, body.face)
    return OK


@router.delete(
    "/user/face",
    summary="Erase a user's face",
    responses=problems(UserNotFound, PeerUnavailable),
)
async def erase_user_face(
    user_id: Annotated[UUID, Query()], _: AdminDep, session: SessionDep, face_api: FaceApiDep
) -> Ok:
    """Gone from everywhere; the user stays."""
    await service.erase_face(session, face_api, user_id)
    return OK
