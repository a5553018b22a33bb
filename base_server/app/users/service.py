"""Making users, finding them and giving them faces."""

from collections.abc import Collection, Sequence
from uuid import UUID

from face_api import FaceApi
from service_kit.database import Database
from service_kit.paging import Page, PageQuery, paginate
from sqlalchemy import ColumnElement
from sqlalchemy.ext.asyncio import AsyncSession

from app.fields import ShownFace
from app.models import FaceConsent, User
from app.users import consents, faces, repository
from app.users.consents import Consent
from app.users.errors import UserNotFound
from app.users.faces import PASSENGERS
from app.users.schemas import ConsentRead, UserCreate, UserDetail, UserFilters, UserRead

__all__ = ["PASSENGERS"]


async def require_user(session: AsyncSession, user_id: UUID) -> User:
    return _found(await repository.get_user(session, user_id))


async def require_held(session: AsyncSession, user_id: UUID) -> User:
    """Nobody else changes or erases the user until the transaction ends."""
    return _found(await repository.lock_user(session, user_id))


def _found(user: User | None) -> User:
    if user is None:
        raise UserNotFound
    return user


async def require_detail(session: AsyncSession, user_id: UUID) -> UserDetail:
    user = await require_user(session, user_id)
    consent = await repository.get_open_consent(session, user_id)
    return UserDetail(
        id=user.id,
        name=user.name,
        created_at=user.created_at,
        face_consent=ConsentRead.of(consent) if consent else None,
    )


async def list_users(
    session: AsyncSession, page: PageQuery, filters: UserFilters
) -> Page[UserRead]:
    found = repository.named_like(filters.name) if filters.name else repository.all_users()
    return await paginate(session, found, User, page, UserRead.of)


def is_named_like(prefix: str) -> ColumnElement[bool]:
    """SQL, for another feature's list: a user whose name begins so, in any case."""
    return repository.is_named_like(prefix)


async def list_consents(session: AsyncSession, user_id: UUID) -> list[FaceConsent]:
    """Withdrawn ones, too; the oldest first."""
    return await repository.list_consents(session, user_id)


async def may_be_identified(session: AsyncSession, user_id: UUID) -> bool:
    """Whether there is a consent for this face. A withdrawn or erased one may still lie in
    face_server for the moments until that has erased it."""
    return await consents.is_given(session, user_id)


async def list_existing_held(session: AsyncSession, ids: Collection[UUID]) -> Sequence[UUID]:
    """Those of `ids` whose faces may be told, as they are until the transaction ends."""
    return await repository.list_existing_held(session, ids)


async def create_user(
    session: AsyncSession,
    database: Database,
    face_api: FaceApi,
    body: UserCreate,
    consent: Consent,
) -> User:
    """A user, with the face if one is sent. A face that is refused makes no user."""
    user = User(name=body.name)
    session.add(user)
    await session.flush()
    if body.face is not None:
        await faces.enroll(session, database, face_api, user.id, ShownFace(body.face), consent)
    return user


async def replace_face(
    session: AsyncSession,
    database: Database,
    face_api: FaceApi,
    user_id: UUID,
    face: ShownFace,
    consent: Consent,
) -> None:
    await require_held(session, user_id)
    await faces.enroll(session, database, face_api, user_id, face, consent)


async def withdraw_face(session: AsyncSession, face_api: FaceApi, user_id: UUID) -> bool:
    """False: face_server is away, and the face is erased as soon as it is back."""
    await require_held(session, user_id)
    return await faces.withdraw(session, face_api, user_id)
