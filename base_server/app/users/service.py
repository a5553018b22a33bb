"""Making users and giving them faces."""

from collections.abc import Collection, Sequence
from uuid import UUID

from face_api import FaceApi
from service_kit.database import Database
from service_kit.paging import Page, PageQuery, paginate
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import User
from app.users import faces, repository
from app.users.errors import UserNotFound
from app.users.schemas import UserCreate, UserRead

PASSENGERS = "passengers"


async def require_user(session: AsyncSession, user_id: UUID) -> User:
    user = await repository.get_user(session, user_id)
    if user is None:
        raise UserNotFound
    return user


async def list_existing_held(session: AsyncSession, ids: Collection[UUID]) -> Sequence[UUID]:
    """Those of `ids` that exist, and will until the transaction ends."""
    return await repository.list_existing_held(session, ids)


async def list_users(session: AsyncSession, page: PageQuery) -> Page[UserRead]:
    return await paginate(session, repository.all_users(), User, page, UserRead.of)


async def create_user(
    session: AsyncSession, database: Database, face_api: FaceApi, body: UserCreate
) -> User:
    """A user, with the face if one is sent. A face that is refused makes no user."""
    user = User(name=body.name)
    session.add(user)
    await session.flush()
    if body.face is not None:
        await faces.announce_enrolment(database, user.id)
        await face_api.enroll(user.id, body.face, collection=PASSENGERS)
    return user


async def replace_face(session: AsyncSession, face_api: FaceApi, user_id: UUID, face: str) -> None:
    await require_user(session, user_id)
    await face_api.enroll(user_id, face, collection=PASSENGERS)


async def erase_face(session: AsyncSession, face_api: FaceApi, user_id: UUID) -> None:
    await require_user(session, user_id)
    await face_api.erase(user_id)
