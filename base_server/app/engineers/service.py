"""Engineers: making them, and deciding what they may do."""

from uuid import UUID

from base_api import CallerKind, Privilege
from pydantic import SecretStr
from service_kit.database import Database
from service_kit.database.constraints import constraint_errors
from service_kit.paging import Page, PageQuery, paginate
from sqlalchemy.ext.asyncio import AsyncSession

from app.engineers import repository
from app.engineers.errors import (
    BootstrapLoginInUse,
    EngineerFromProvider,
    EngineerNotFound,
    LastAdministrator,
    LoginTaken,
)
from app.engineers.passwords import hash_password, is_password
from app.engineers.schemas import EngineerCreate, EngineerRead, PrivilegesUpdate, to_mask
from app.models import Engineer
from app.revocation import end_sessions


async def list_engineers(
    session: AsyncSession, page: PageQuery, login: str | None
) -> Page[EngineerRead]:
    query = repository.with_login_like(login)
    return await paginate(session, query, Engineer, page, EngineerRead.of)


async def create_engineer(session: AsyncSession, body: EngineerCreate) -> Engineer:
    engineer = Engineer(
        login=body.login,
        password_hash=await hash_password(body.password.get_secret_value()),
        privileges=0,
    )
    session.add(engineer)
    with constraint_errors(uq_engineers_login=LoginTaken()):
        await session.flush()
    return engineer


async def set_privileges(session: AsyncSession, body: PrivilegesUpdate) -> None:
    """Replace an engineer's privileges and end their sessions, which carry the old ones."""
    administrators = await repository.lock_administrators(session)
    engineer = await repository.get_engineer(session, body.id)
    if engineer is None:
        raise EngineerNotFound
    _require_own(engineer)
    mask = to_mask(body.privileges)
    if not mask & Privilege.ADMIN and administrators == [engineer]:
        raise LastAdministrator
    if mask == engineer.privileges:
        return
    engineer.privileges = mask
    end_sessions(session, CallerKind.ENGINEER, engineer.id)


async def delete_engineer(session: AsyncSession, engineer_id: UUID) -> None:
    """Gone, with the right to everything. What the engineer did stays on record."""
    administrators = await repository.lock_administrators(session)
    engineer = await repository.lock_engineer(session, engineer_id)
    if engineer is None:
        raise EngineerNotFound
    if administrators == [engineer]:
        raise LastAdministrator
    await session.delete(engineer)
    end_sessions(session, CallerKind.ENGINEER, engineer.id)


async def set_password(session: AsyncSession, engineer_id: UUID, password: SecretStr) -> None:
    """By an administrator. Ends the sessions that were begun with the old one."""
    password_hash = await hash_password(password.get_secret_value())
    engineer = await repository.lock_engineer(session, engineer_id)
    if engineer is None:
        raise EngineerNotFound
    _require_own(engineer)
    engineer.password_hash = password_hash
    end_sessions(session, CallerKind.ENGINEER, engineer.id)


def _require_own(engineer: Engineer) -> None:
    """The next sign-in at the provider would undo what is decided here, and a password would
    outlive the roles there."""
    if engineer.subject is not None:
        raise EngineerFromProvider


async def ensure_administrator(session: AsyncSession, login: str, password: str) -> bool:
    """Give the engineer with this login every privilege unless somebody may administrate already.

    Who is new gets the password; who has lost the privileges keeps the own one. Raises
    `BootstrapLoginInUse`.
    """
    if await repository.lock_administrators(session):
        return False
    engineer = await repository.lock_by_login(session, login)
    if engineer is None:
        engineer = Engineer(login=login, password_hash=await hash_password(password))
        session.add(engineer)
    elif engineer.subject is not None:
        raise BootstrapLoginInUse(login)
    else:
        end_sessions(session, CallerKind.ENGINEER, engineer.id)
    engineer.privileges = sum(Privilege)
    return True


async def get_by_password(
    database: Database, session: AsyncSession, login: str, password: str
) -> Engineer | None:
    """The engineer with this login and password, locked against changes until the transaction of
    `session` ends; as slow for an unknown login as for a known.

    Passwords take their turn, so no connection is held meanwhile: a burst of logins would take all.
    """
    async with database.session() as looking:
        known_hash = await repository.get_password_hash(looking, login)
    if not await is_password(password, known_hash):
        return None
    engineer = await repository.get_by_login(session, login)
    # What was verified opens nothing when it was changed meanwhile.
    return engineer if engineer is not None and engineer.password_hash == known_hash else None
